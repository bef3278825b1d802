"""Changing how and where the shop delivers. Orders keep a copy, so nothing here touches them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from domain.audit.actions import record
from domain.delivery.models import DeliveryMethod, DeliveryZone, PickupPoint
from domain.delivery.rules import Timing
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound, ShopError
from domain.kit.model import ShopModel
from domain.shop.actions import bump

_FORGET_METHOD = "UPDATE cart SET method_id = NULL WHERE shop_id = $1 AND method_id = $2"
_FORGET_POINT = "UPDATE cart SET point_id = NULL WHERE shop_id = $1 AND point_id = $2"


class ZoneInUse(ShopError):
    """`methods` names the methods that deliver to it."""

    message = N_("This zone is used by {methods}. Give those another zone first.")


async def save_zone(by: Actor, form: ZoneForm) -> int:
    """Make or change a zone (`form.id`) and return its id. Raises `BadInput`, `NotFound`."""
    problems = _missing(name=form.name)
    if form.radius_km is not None and (form.lat is None or form.lon is None or form.radius_km <= 0):
        problems["radius_km"] = N_("A radius needs a point and a distance above zero.")
    return await _save(by, DeliveryZone, form, problems)


async def save_method(by: Actor, form: MethodForm) -> int:
    """Make or change a method (`form.id`) and return its id. Raises `BadInput`, `NotFound`."""
    problems = _missing(name=form.name) | _price_problems(form) | _timing_problems(form)
    if form.zone_id and not await DeliveryZone.of(by, id=form.zone_id).exists():
        problems["zone_id"] = N_("That zone is no longer there.")
    return await _save(by, DeliveryMethod, form, problems)


async def save_point(by: Actor, form: PointForm) -> int:
    """Make or change a pickup point (`form.id`) and return its id. Raises `BadInput`, `NotFound`."""
    return await _save(by, PickupPoint, form, _missing(name=form.name, address=form.address))


def _missing(**words: str) -> dict[str, str]:
    return {name: N_("This is needed.") for name, text in words.items() if not text.strip()}


def _price_problems(form: MethodForm) -> dict[str, str]:
    if form.kind not in ("courier", "pickup"):
        return {"kind": N_("Choose courier or pickup.")}
    if form.price_kind not in ("flat", "weight", "value"):
        return {"price_kind": N_("Choose how the price is worked out.")}
    if any(fee < 0 or (end is not None and end < 0) for end, fee in form.steps):
        return {"steps": N_("Amounts cannot be below zero.")}
    return {"steps": N_("A price is needed, if only 0.")} if form.kind == "courier" and not form.steps else {}


def _timing_problems(form: MethodForm) -> dict[str, str]:
    try:
        Timing(form.preparation_days, (form.transit_min, form.transit_max), preparation_minutes=form.ready_hours * 60)
    except ValueError:
        return {"transit_max": N_("The days cannot be below zero, nor the most below the fewest.")}
    return {} if set(form.weekdays) <= set(range(7)) else {"weekdays": N_("Choose days of the week.")}


async def _save(by: Actor, model: type[ShopModel], form: Any, problems: dict[str, str]) -> int:
    require(by, Permission.EDIT_SETTINGS)
    if problems:
        raise BadInput(problems)
    columns = {name: _column(value) for name, value in asdict(form).items() if name != "id"}
    async with transaction():
        row_id = await _write(by, model, form.id, columns)
        await bump(by)
        await record(by, f"{model._meta.db_table}.saved", f"{model._meta.db_table}:{row_id}", columns)
    return row_id


async def _write(by: Actor, model: type[ShopModel], row_id: int, columns: dict[str, Any]) -> int:
    if not row_id:
        return int((await model.add(by, **columns)).id)
    if not await model.of(by, id=row_id).update(**columns):
        raise NotFound()
    return row_id


def _column(value: Any) -> Any:
    """As the tables keep it: times as "14:00", dates and pairs in lists."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return [_column(inner) for inner in value] if isinstance(value, (tuple, list)) else value


async def remove_zone(by: Actor, zone_id: int) -> None:
    """Delete a zone no method uses. Raises `ZoneInUse`."""
    used = await DeliveryMethod.of(by, zone_id=zone_id).order_by("position").values_list("name", flat=True)
    if used:
        raise ZoneInUse(methods=", ".join(str(name) for name in used))
    await _remove(by, DeliveryZone, zone_id)


async def remove_method(by: Actor, method_id: int) -> None:
    """Delete a method; carts that had chosen it fall back to their default, drafts have to choose again."""
    forget = "UPDATE {} SET method_id = NULL WHERE shop_id = $1 AND method_id = $2"
    await _remove(by, DeliveryMethod, method_id, forget.format("cart"), forget.format("order_draft"))


async def remove_point(by: Actor, point_id: int) -> None:
    """Delete a pickup point; carts that had chosen it have to choose again."""
    await _remove(by, PickupPoint, point_id, _FORGET_POINT, _FORGET_POINT.replace("cart", "order_draft"))


async def _remove(by: Actor, model: type[ShopModel], row_id: int, *first: str) -> None:
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        for statement in first:
            await sql(statement, by.shop_id, row_id)
        if not await model.of(by, id=row_id).delete():
            raise NotFound()
        await bump(by)
        await record(by, f"{model._meta.db_table}.removed", f"{model._meta.db_table}:{row_id}")
