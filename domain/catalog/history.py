"""What was done to one product, and what it has cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.queries import EntryView
from domain.catalog.actions_edit import product_of
from domain.catalog.models import PriceHistory, Variant
from domain.catalog.tree import shop_now
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.rows import Values, moment, unpacked

MOST, BULK = 100, 200
_OWN = """
SELECT id, at, actor_kind, actor_id, action, subject, changes, reason FROM audit
WHERE shop_id = $1 AND subject IN ({subjects}) ORDER BY id DESC LIMIT {limit}
"""
_MANY = """
SELECT id, at, actor_kind, actor_id, action, subject, changes, reason FROM audit
WHERE shop_id = $1 AND subject >= 'bulk:' AND subject < 'bulk;' ORDER BY id DESC LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class PricePoint:
    """From `at` on the variant cost `price`."""

    variant_id: int
    at: datetime
    price: Money
    compare_at: Money | None


async def product_history(by: Actor, product_id: int) -> tuple[EntryView, ...]:
    """The last hundred things done to it, alone or among many, newest first. Raises `NotAllowed`, `NotFound`."""
    await product_of(by, product_id)
    variants = await Variant.of(by, product_id=product_id).values("id")
    values = Values([by.shop_id])
    names = (f"product:{product_id}", *(f"variant:{row['id']}" for row in variants))
    subjects = ", ".join(values.put(name) for name in names)
    rows = await sql(_OWN.format(subjects=subjects, limit=MOST), *values)
    many = [_view(row) for row in await sql(_MANY.format(limit=BULK), by.shop_id)]
    own = [_view(row) for row in rows] + [one for one in many if product_id in one.changes.get("products", ())]
    return tuple(sorted(own, key=lambda one: -one.id)[:MOST])


def _view(row: dict[str, Any]) -> EntryView:
    at = moment(row["at"])
    assert at is not None  # noqa: S101 - the column is never null
    return EntryView(**{**row, "at": at, "changes": unpacked(row["changes"]) or {}})


async def product_prices(by: Actor, product_id: int) -> tuple[PricePoint, ...]:
    """The last two hundred prices of its variants, newest first."""
    await product_of(by, product_id)
    currency = (await shop_now(by)).currency
    ids = [row["id"] for row in await Variant.of(by, product_id=product_id).values("id")]
    found = PriceHistory.of(by, variant_id__in=ids).order_by("-at", "-id").limit(BULK)
    return tuple(
        PricePoint(row["variant_id"], row["at"], Money(row["price"], currency), _money(row["compare_at"], currency))
        for row in await found.values("variant_id", "at", "price", "compare_at")
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
