"""Coupons: their terms for one customer, and as rows for the panel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.rows import moment, placeholders, unpacked
from domain.promotions.models import Coupon
from domain.promotions.rules import CouponTerms

# Columns of `coupon c` for whoever joins it; `terms_of` reads them. {customer} is the customer's id in that statement.
TERMS = """
c.id AS c_id, c.code AS c_code, c.kind AS c_kind, c.percent_bp AS c_percent_bp, c.amount AS c_amount,
c.minimum AS c_minimum, c.starts_at AS c_starts_at, c.ends_at AS c_ends_at, c.category_ids AS c_category_ids,
c.product_ids AS c_product_ids, c.usage_limit AS c_usage_limit, c.used AS c_used, c.per_customer AS c_per_customer,
c.active AS c_active, (SELECT COUNT(*) FROM coupon_use u
    WHERE u.coupon_id = c.id AND u.customer_id = {customer} AND NOT u.voided) AS c_used_by_customer
"""
_BY_CODE = "SELECT {terms} FROM coupon c WHERE c.shop_id = $1 AND c.code = $2"
_CATEGORIES = """
SELECT x.product_id, k.path FROM product_category x JOIN category k ON k.id = x.category_id
WHERE x.shop_id = $1 AND x.product_id IN ({ids})
"""


@dataclass(frozen=True, slots=True)
class CouponView:
    """A coupon as the panel edits it. Amounts in minor units, `percent_bp` in hundredths of a percent."""

    code: str
    kind: str
    percent_bp: int = 0
    amount: int = 0
    minimum: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    category_ids: tuple[int, ...] = ()
    product_ids: tuple[int, ...] = ()
    usage_limit: int | None = None
    per_customer: int | None = None
    active: bool = True
    used: int = 0
    id: int = 0


def terms_of(row: dict[str, Any]) -> CouponTerms:
    """Terms from the columns of `TERMS`."""
    return CouponTerms(
        code=row["c_code"],
        kind=row["c_kind"],
        percent_bp=row["c_percent_bp"],
        amount_minor=row["c_amount"],
        minimum_minor=row["c_minimum"],
        starts_at=moment(row["c_starts_at"]),
        ends_at=moment(row["c_ends_at"]),
        category_ids=frozenset(unpacked(row["c_category_ids"])),
        product_ids=frozenset(unpacked(row["c_product_ids"])),
        usage_limit=row["c_usage_limit"],
        used=row["c_used"],
        per_customer=row["c_per_customer"],
        used_by_customer=row["c_used_by_customer"],
        active=bool(row["c_active"]),
    )


async def terms(by: Actor, code: str) -> CouponTerms | None:
    """A code's terms for the acting customer, now; None for a code nobody made."""
    rows = await sql(_BY_CODE.format(terms=TERMS.format(customer="$3")), by.shop_id, code, by.id)
    return terms_of(rows[0]) if rows else None


async def categories_of(by: Actor, product_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """All categories of each product with their ancestors."""
    if not product_ids:
        return {}
    found: dict[int, set[int]] = {product_id: set() for product_id in product_ids}
    ids = placeholders(len(found), 2)
    for row in await sql(_CATEGORIES.format(ids=ids), by.shop_id, *found):
        found[row["product_id"]].update(int(part) for part in row["path"].split("/") if part)
    return {product_id: frozenset(ids) for product_id, ids in found.items()}


async def coupons(by: Actor) -> tuple[CouponView, ...]:
    """Every coupon, the newest first, for the panel."""
    return tuple(_view(row) for row in await Coupon.of(by).order_by("-id"))


async def coupon(by: Actor, coupon_id: int) -> CouponView:
    """Raises `NotFound`."""
    row = await Coupon.get_or_none(shop_id=by.shop_id, id=coupon_id)
    if row is None:
        raise NotFound()
    return _view(row)


def _view(row: Coupon) -> CouponView:
    names = "code kind percent_bp amount minimum starts_at ends_at usage_limit per_customer active used id".split()
    fields: dict[str, Any] = {name: getattr(row, name) for name in names}
    return CouponView(**fields, category_ids=tuple(row.category_ids), product_ids=tuple(row.product_ids))
