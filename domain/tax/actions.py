"""Changing the shop's tax rates. Orders keep what was charged."""

from __future__ import annotations

from dataclasses import asdict

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotFound, ShopError
from domain.shop.actions import bump
from domain.tax.models import TaxRateRow
from domain.tax.queries import RateView

MOST_BP = 10_000


class RateExists(ShopError):
    message = N_("There is a rate for this place and class already. Change that one.")


async def save_rate(by: Actor, form: RateView) -> int:
    """Make or change a rate (`form.id`) and return its id. Raises `BadInput`, `RateExists`, `NotFound`."""
    require(by, Permission.EDIT_SETTINGS)
    if not 0 <= form.rate_bp <= MOST_BP:
        raise BadInput({"rate_bp": N_("A rate lies between 0 and 100 percent.")})
    columns = asdict(form) | {"country": form.country.upper()}
    del columns["id"]
    place = {name: columns[name] for name in ("country", "region", "tax_class")}
    async with transaction():
        if await TaxRateRow.of(by, **place).exclude(id=form.id).exists():
            raise RateExists()
        row_id = await _write(by, form.id, columns)
        await bump(by)
        await record(by, "tax_rate.saved", f"tax_rate:{row_id}", columns)
    return row_id


async def _write(by: Actor, row_id: int, columns: dict[str, object]) -> int:
    if not row_id:
        return int((await TaxRateRow.add(by, **columns)).id)
    if not await TaxRateRow.of(by, id=row_id).update(**columns):
        raise NotFound()
    return row_id


async def remove_rate(by: Actor, rate_id: int) -> None:
    """Delete a rate. Raises `NotFound`."""
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        if not await TaxRateRow.of(by, id=rate_id).delete():
            raise NotFound()
        await bump(by)
        await record(by, "tax_rate.removed", f"tax_rate:{rate_id}")
