"""What the merchant's first page says: what waits, how the day goes, what is still to be set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.kit.rows import moment, placeholders, unpacked
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from domain.shop.words import words_at

_TO_DO = """
SELECT COALESCE(SUM(CASE WHEN o.status = 'placed' THEN 1 ELSE 0 END), 0) AS fresh,
  COALESCE(SUM(CASE WHEN o.status = 'packing' THEN 1 ELSE 0 END), 0) AS to_pack,
  COALESCE(SUM(CASE WHEN o.status = 'awaiting_payment' AND o.payment_method = 'transfer' THEN 1 ELSE 0 END), 0)
    AS transfers,
  COALESCE(SUM(CASE WHEN o.needs_attention <> '' THEN 1 ELSE 0 END), 0) AS attention,
  COALESCE(SUM(CASE WHEN o.cancel_requested_at IS NOT NULL AND o.status NOT IN ('cancelled', 'delivered')
    THEN 1 ELSE 0 END), 0) AS cancel_requests,
  (SELECT COUNT(*) FROM order_return r WHERE r.shop_id = $1 AND r.status IN ('requested', 'received')) AS returns
FROM orders o WHERE o.shop_id = $1
AND (o.status IN ('placed', 'packing', 'awaiting_payment', 'ready', 'shipped') OR o.needs_attention <> '')
"""
_SUMS = """
SELECT COUNT(*) AS orders, COALESCE(SUM(o.total), 0) AS total,
  COALESCE(SUM((SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id)), 0) AS units
FROM orders o WHERE o.shop_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 AND o.status <> 'cancelled'
AND o.currency = $4 AND ({tests} OR NOT o.is_test)
"""
_FEED = """
SELECT h.at, h.from_status, h.to_status, o.number, o.contact, o.total, o.currency, o.is_test
FROM order_history h JOIN orders o ON o.id = h.order_id WHERE h.shop_id = $1 ORDER BY h.id DESC LIMIT {limit}
"""
_LOW = """
SELECT p.id AS product_id, v.id AS variant_id, COALESCE(l.on_hand - l.reserved, 0) AS free,
  COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $3),
    (SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = s.locale),
    (SELECT MIN(t.name) FROM product_text t WHERE t.product_id = p.id), p.key) AS name,
  s.catalog_version AS version, s.locale AS shop_locale
FROM variant v JOIN product p ON p.id = v.product_id JOIN shop s ON s.id = p.shop_id
LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE p.shop_id = $1 AND p.status = 'active' AND v.active AND v.policy = 'deny'
AND COALESCE(l.on_hand - l.reserved, 0) <= COALESCE(l.low_at, $2)
ORDER BY free DESC, p.units_sold_30 DESC, v.id LIMIT {limit}
"""
_VALUES = """
SELECT w.variant_id, x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id WHERE w.shop_id = $1 AND w.variant_id IN ({ids}) ORDER BY o.position
"""
_TRIED = "SELECT EXISTS (SELECT 1 FROM orders WHERE shop_id = $1) AS tried"


@dataclass(frozen=True, slots=True)
class ToDo:
    """How many orders wait for whom: new ones, ones being packed, transfers to look for, problems, cancel wishes,
    returns to decide or to refund.
    """

    fresh: int
    to_pack: int
    transfers: int
    attention: int
    cancel_requests: int
    returns: int


@dataclass(frozen=True, slots=True)
class DaySums:
    """Orders that became firm in a span of time, without cancelled ones."""

    orders: int
    units: int
    total: Money


@dataclass(frozen=True, slots=True)
class FeedRow:
    at: datetime
    from_status: str
    to_status: str
    number: int
    customer: str
    total: Money
    is_test: bool


@dataclass(frozen=True, slots=True)
class LowRow:
    """A variant that runs out. `variant` names it where its product has several."""

    product_id: int
    name: str
    variant: str
    free: int


async def to_do(by: Actor) -> ToDo:
    """What waits for somebody. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    row = (await sql(_TO_DO, by.shop_id))[0]
    return ToDo(**{name: int(value) for name, value in row.items()})


async def day_sums(by: Actor) -> tuple[DaySums, DaySums]:
    """Today so far, and the same weekday a week ago until the same time. Tests count only while the shop tries out."""
    require(by, Permission.EDIT_SETTINGS)
    shop, moment_now = await shop_of(by), now()
    local = moment_now.astimezone(shop.zone)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    week = timedelta(days=7)
    today = await _sums(by, shop, start, moment_now)
    return today, await _sums(by, shop, start - week, (local - week))


async def star_sums(by: Actor) -> DaySums:
    """Today's orders that were paid in Stars, which no sum of money counts."""
    require(by, Permission.EDIT_SETTINGS)
    shop, moment_now = await shop_of(by), now()
    start = moment_now.astimezone(shop.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return await _sums(by, shop, start, moment_now, STARS)


async def _sums(by: Actor, shop: ShopView, start: datetime, end: datetime, currency: str = "") -> DaySums:
    statement = _SUMS.format(tests="TRUE" if shop.test_mode else "FALSE")
    currency = currency or shop.currency
    row = (await sql(statement, by.shop_id, _utc(start), _utc(end), currency))[0]
    return DaySums(int(row["orders"]), int(row["units"]), Money(int(row["total"]), currency))


def _utc(value: datetime) -> datetime:
    return value.astimezone(now().tzinfo)


async def feed(by: Actor, limit: int = 12) -> tuple[FeedRow, ...]:
    """The last things that happened to orders, newest first."""
    require(by, Permission.ALL_ORDERS)
    return tuple(_happened(row) for row in await sql(_FEED.format(limit=int(limit)), by.shop_id))


def _happened(row: dict[str, Any]) -> FeedRow:
    at = moment(row["at"])
    assert at is not None  # noqa: S101 - the column is never null
    return FeedRow(
        at=at,
        from_status=row["from_status"],
        to_status=row["to_status"],
        number=row["number"],
        customer=unpacked(row["contact"]).get("name", ""),
        total=Money(row["total"], row["currency"]),
        is_test=bool(row["is_test"]),
    )


async def low_stock(by: Actor, at_most: int, limit: int = 8) -> tuple[LowRow, ...]:
    """What is on sale and nearly out, what can still be sold first."""
    require(by, Permission.EDIT_STOCK)
    rows = await sql(_LOW.format(limit=int(limit)), by.shop_id, at_most, by.locale)
    if not rows:
        return ()
    words = await words_at(by, rows[0]["version"], by.locale, rows[0]["shop_locale"])
    values = await _values(by, [row["variant_id"] for row in rows])
    return tuple(
        LowRow(row["product_id"], row["name"], " · ".join(words.each(own)), int(row["free"]))
        for row, own in ((row, values.get(row["variant_id"], [])) for row in rows)
    )


async def _values(by: Actor, variant_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    ids = placeholders(len(variant_ids), 2)
    for row in await sql(_VALUES.format(ids=ids), by.shop_id, *variant_ids):
        found.setdefault(row["variant_id"], []).append(row["value"])
    return found


async def demo_goods(by: Actor) -> int:
    """How many products of the demo there still are."""
    return int((await sql("SELECT COUNT(*) AS n FROM product WHERE shop_id = $1 AND is_demo", by.shop_id))[0]["n"])


async def has_orders(by: Actor) -> bool:
    return bool((await sql(_TRIED, by.shop_id))[0]["tried"])
