"""The shop's ways of delivery, cached by its version; the panel reads the rows afresh."""

from __future__ import annotations

from datetime import date, time
from typing import Any, cast

from domain.delivery.models import DeliveryMethod, DeliveryZone, PickupPoint
from domain.delivery.rules import EVERY_DAY, PriceRule, Timing, Zone
from domain.delivery.views import DeliveryRules, Method, MethodForm, Point, PointForm, ZoneForm
from domain.kit.actor import Actor
from domain.kit.cache import Lru

_rules: Lru[tuple[int, int], DeliveryRules] = Lru(256)


async def rules_at(by: Actor, version: int) -> DeliveryRules:
    """The rules of the actor's shop at a version the caller has just read."""
    key = (by.shop_id, version)
    return _rules.get(key) or _rules.put(key, await _read(by))


async def _read(by: Actor) -> DeliveryRules:
    zones = {row.id: _zone(row) for row in await DeliveryZone.of(by)}
    methods = await DeliveryMethod.of(by, active=True).order_by("position", "id")
    points = await PickupPoint.of(by, active=True).order_by("position", "id")
    return DeliveryRules(
        methods=tuple(_method(row, zones.get(cast(Any, row).zone_id)) for row in methods),
        points=tuple(Point(p.id, p.name, p.address, p.hours, p.lat, p.lon) for p in points),
    )


def _zone(row: DeliveryZone) -> Zone:
    places = (tuple(row.countries), tuple(row.regions), tuple(row.postcodes))
    return Zone(row.id, *places, row.lat, row.lon, row.radius_km, row.name)


def _method(row: DeliveryMethod, zone: Zone | None) -> Method:
    pickup = row.kind == "pickup"
    steps = tuple((end, fee) for end, fee in row.steps) or (((None, 0),) if pickup else ())
    return Method(
        id=row.id,
        kind=row.kind,
        name=row.name,
        price=PriceRule(cast(Any, row.price_kind), steps, row.free_above),
        timing=_timing(row, pickup),
        zone=None if pickup else zone,
        needs_phone=row.needs_phone,
        tax_class=row.tax_class,
    )


def _timing(row: DeliveryMethod, pickup: bool) -> Timing:
    return Timing(
        preparation_days=row.preparation_days,
        transit_days=(0, 0) if pickup else (row.transit_min, row.transit_max),
        cut_off=_time(row.cutoff),
        weekdays=frozenset(row.weekdays) or EVERY_DAY,
        closed_dates=frozenset(_dates(row)),
        preparation_minutes=row.ready_hours * 60 if pickup else 0,
    )


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _dates(row: DeliveryMethod) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in row.closed_dates)


async def zones(by: Actor) -> tuple[ZoneForm, ...]:
    """Every zone, for the panel."""
    rows = await DeliveryZone.of(by).order_by("id")
    return tuple(
        ZoneForm(
            r.name, tuple(r.countries), tuple(r.regions), tuple(r.postcodes), r.lat, r.lon, r.radius_km, id=r.id
        )
        for r in rows
    )  # fmt: skip


async def methods(by: Actor) -> tuple[MethodForm, ...]:
    """Every method, active or not, for the panel."""
    rows = await DeliveryMethod.of(by).order_by("position", "id")
    return tuple(_form(row) for row in rows)


def _form(row: DeliveryMethod) -> MethodForm:
    return MethodForm(
        kind=row.kind,
        name=row.name,
        price_kind=row.price_kind,
        steps=tuple((end, fee) for end, fee in row.steps),
        free_above=row.free_above,
        zone_id=cast(Any, row).zone_id,
        preparation_days=row.preparation_days,
        transit_min=row.transit_min,
        transit_max=row.transit_max,
        ready_hours=row.ready_hours,
        cutoff=_time(row.cutoff),
        weekdays=tuple(row.weekdays),
        closed_dates=_dates(row),
        needs_phone=row.needs_phone,
        tax_class=row.tax_class,
        position=row.position,
        active=row.active,
        id=row.id,
    )


async def points(by: Actor) -> tuple[PointForm, ...]:
    """Every pickup point, active or not, for the panel."""
    rows = await PickupPoint.of(by).order_by("position", "id")
    return tuple(PointForm(r.name, r.address, r.hours, r.lat, r.lon, r.position, r.active, r.id) for r in rows)
