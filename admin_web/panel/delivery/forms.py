"""Reading the forms of methods, zones and pickup points."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from admin_web import places
from admin_web.forms import Form, maybe_amount, plain_amount
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.errors import N_

STEPS = 6
KINDS, PRICES = ("courier", "pickup"), ("flat", "weight", "value")
NOT_TIME = N_("Write a time like 14:00.")
NOT_DAY = N_("Write days like 2026-12-24, one a line.")
NOT_COUNTRY = N_("Write two-letter country codes, like LV, LT, EE.")


def stored_method(method: MethodForm, currency: str) -> Form:
    steps = {f"fee_{n}": plain_amount(fee, currency) for n, (_, fee) in enumerate(method.steps)}
    ends = {f"end_{n}": _end(end, method.price_kind, currency) for n, (end, _) in enumerate(method.steps)}
    form = Form.stored(
        kind=method.kind, name=method.name, price_kind=method.price_kind, zone_id=method.zone_id or "",
        free_above=maybe_amount(method.free_above, currency), preparation_days=method.preparation_days,
        transit_min=method.transit_min, transit_max=method.transit_max, ready_hours=method.ready_hours,
        cutoff=method.cutoff.strftime("%H:%M") if method.cutoff else "", needs_phone=method.needs_phone,
        closed_dates=method.closed_dates, tax_class=method.tax_class, position=method.position, active=method.active,
        **steps, **ends,
    )  # fmt: skip
    return form.ticking("weekdays", map(str, method.weekdays))


def _end(end: int | None, price_kind: str, currency: str) -> str:
    """Kilograms, or money; "" for "and above"."""
    if end is None:
        return ""
    return plain_amount(end, currency) if price_kind == "value" else f"{(Decimal(end) / 1000).normalize():f}"


def method(form: Form, currency: str, method_id: int) -> MethodForm:
    price_kind = form.choice("price_kind", PRICES, "flat")
    zone = form.maybe_whole("zone_id", high=10**15)
    return MethodForm(
        kind=form.choice("kind", KINDS),
        name=form.text("name", limit=60, required=True),
        price_kind=price_kind,
        steps=_steps(form, price_kind, currency),
        free_above=form.maybe_money("free_above", currency),
        zone_id=zone or None,
        preparation_days=form.whole("preparation_days", high=60),
        transit_min=form.whole("transit_min", high=90),
        transit_max=form.whole("transit_max", high=90),
        ready_hours=form.whole("ready_hours", high=240),
        cutoff=_time(form),
        weekdays=tuple(int(day) for day in form.chosen("weekdays", "0123456")),
        closed_dates=_days(form),
        needs_phone=form.flag("needs_phone"),
        tax_class=form.text("tax_class", limit=20) or "standard",
        position=form.whole("position", high=1000),
        active=form.flag("active"),
        id=method_id,
    )


def _steps(form: Form, price_kind: str, currency: str) -> tuple[tuple[int | None, int], ...]:
    """(up to, fee) pairs in rising order; the open end last. A flat price is one pair."""
    if price_kind == "flat":
        return ((None, form.maybe_money("fee_0", currency) or 0),)
    filled = [n for n in range(STEPS) if form.value(f"fee_{n}").strip()]
    pairs = [(_upper(form, n, price_kind, currency), form.money(f"fee_{n}", currency)) for n in filled]
    return tuple(sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] or 0)))


def _upper(form: Form, n: int, price_kind: str, currency: str) -> int | None:
    if price_kind == "value":
        return form.maybe_money(f"end_{n}", currency)
    kilograms = form.decimal(f"end_{n}", low=0, high=10_000)
    return None if kilograms is None else int(kilograms * 1000)


def _time(form: Form) -> time | None:
    text = form.text("cutoff", limit=5)
    if not text:
        return None
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
        form.complain("cutoff", NOT_TIME)
        return None
    return time.fromisoformat(text.zfill(5))


def _days(form: Form) -> tuple[date, ...]:
    try:
        return tuple(sorted(date.fromisoformat(line) for line in form.lines("closed_dates")))
    except ValueError:
        form.complain("closed_dates", NOT_DAY)
        return ()


def stored_zone(zone: ZoneForm) -> Form:
    return Form.stored(
        name=zone.name, countries=", ".join(zone.countries), regions=zone.regions, postcodes=zone.postcodes,
        lat=zone.lat, lon=zone.lon, radius_km=zone.radius_km,
    )  # fmt: skip


def zone(form: Form, zone_id: int) -> ZoneForm:
    countries = tuple(code for code in re.split(r"[\s,;]+", form.text("countries", limit=800).upper()) if code)
    if not places.country_codes().issuperset(countries):
        form.complain("countries", NOT_COUNTRY)
    return ZoneForm(
        name=form.text("name", limit=80, required=True),
        countries=countries,
        regions=form.lines("regions"),
        postcodes=form.lines("postcodes"),
        lat=form.number("lat", low=-90, high=90),
        lon=form.number("lon", low=-180, high=180),
        radius_km=form.number("radius_km", low=0, high=5000),
        id=zone_id,
    )


def stored_point(point: PointForm) -> Form:
    return Form.stored(
        name=point.name, address=point.address, hours=point.hours, lat=point.lat, lon=point.lon,
        position=point.position, active=point.active,
    )  # fmt: skip


def point(form: Form, point_id: int) -> PointForm:
    return PointForm(
        name=form.text("name", limit=80, required=True),
        address=form.text("address", limit=200, required=True),
        hours=form.text("hours", limit=120),
        lat=form.number("lat", low=-90, high=90),
        lon=form.number("lon", low=-180, high=180),
        position=form.whole("position", high=1000),
        active=form.flag("active"),
        id=point_id,
    )
