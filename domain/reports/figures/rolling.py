"""Days that are over are counted once and kept; a day that changes afterwards is counted anew.

What changes a day that is over leaves a trace: an order that moves in its history, whatever a person or the shop does
to an order or customer in the audit. Both are read from where the last count ended.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import insert_rows, moment
from domain.reports.figures.days import DAY, months_before
from domain.reports.figures.measures import MEASURES, Within, measure
from domain.shop.queries import shop_of, shops
from domain.shop.views import ShopView

LATE = timedelta(hours=1)  # what was begun before midnight is written by then
MEANWHILE = timedelta(seconds=5)
SLACK = timedelta(minutes=10)  # rows of a transaction that was still open when others were read
AT_ONCE = 400
_TEXT = "SUBSTR(CAST({0} AS TEXT), 1, 10)"
_TOUCHED = " UNION ".join(
    f"SELECT DISTINCT {_TEXT.format(column)} AS day FROM {table} x WHERE x.shop_id = $1 AND {column} IS NOT NULL"  # noqa: S608
    for table, column in (
        ("orders", "x.placed_at"), ("refund", "x.done_at"), ("past_return", "x.at"), ("event", "x.at"),
        ("payment", "x.created_at"), ("product", "x.published_at"),
    )
)  # fmt: skip
_MOVED = """
SELECT DISTINCT h.order_id AS id FROM order_history h WHERE h.id > $2 AND h.shop_id = $1
UNION SELECT DISTINCT CAST(SUBSTR(a.subject, 7) AS BIGINT) FROM audit a
WHERE a.id > $3 AND a.shop_id = $1 AND a.subject LIKE 'order:%'
UNION SELECT o.id FROM audit a JOIN orders o ON o.shop_id = a.shop_id
  AND o.customer_id = CAST(SUBSTR(a.subject, 10) AS BIGINT)
WHERE a.id > $3 AND a.shop_id = $1 AND a.action = 'customer.joined'
"""
_DAYS = """
SELECT o.placed_at AS at FROM orders o WHERE o.shop_id = $1 AND o.id IN ({ids})
UNION SELECT x.placed_at FROM orders o JOIN orders x ON x.shop_id = o.shop_id AND x.customer_id = o.customer_id
  AND x.placed_at >= o.placed_at WHERE o.shop_id = $1 AND o.id IN ({ids}) AND o.channel <> 'imported'
UNION SELECT r.done_at FROM refund r WHERE r.shop_id = $1 AND r.order_id IN ({ids})
UNION SELECT p.created_at FROM payment p WHERE +p.shop_id = $1 AND p.order_id IN ({ids}) AND p.status = 'failed'
"""
_STATE = """
SELECT m.id, m.zone, m.until, m.history_id, m.audit_id, m.counted_at,
  COALESCE((SELECT h.id FROM order_history h WHERE h.at < $2 ORDER BY h.id DESC LIMIT 1), 0) AS history_seen,
  COALESCE((SELECT a.id FROM audit a WHERE a.at < $2 ORDER BY a.id DESC LIMIT 1), 0) AS audit_seen,
  (SELECT MAX(a.at) FROM audit a WHERE a.shop_id = s.id AND a.id > m.audit_id AND a.action = 'orders.imported')
    AS imported_at
FROM shop s LEFT JOIN figure_mark m ON m.shop_id = s.id WHERE s.id = $1
"""
_HOLD = "UPDATE figure_mark SET until = until WHERE shop_id = $1"
_DONE = "UPDATE figure_mark SET until = $2, counted_at = $3, history_id = $4, audit_id = $5 WHERE shop_id = $1"
BY_MONTH = ".m"
_MONTH = f"""
INSERT INTO figure (shop_id, day, kind, channel, key, currency, n, units, money)
SELECT f.shop_id, CAST($2 AS VARCHAR), f.kind || '{BY_MONTH}', '', f.key, f.currency, SUM(f.n), SUM(f.units),
  SUM(f.money)
FROM figure f WHERE f.shop_id = $1 AND f.kind IN ('product', 'view', 'nothing') AND f.day >= $3 AND f.day < $4
GROUP BY f.shop_id, f.kind, f.key, f.currency
"""  # noqa: S608 - our own words
_BEGUN = "0001-01-01"
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """All days before `until` are counted; `whole` says whether they all hold now."""

    until: date
    whole: bool


async def count_figures() -> int:
    """Bring every shop's figures up to date; returns how many shops there are."""
    found = await shops()
    for shop in found:
        await freshen(system(shop.id), shop)
    return len(found)


async def freshen(by: Actor, shop: ShopView | None = None, most: int = 0) -> Counted:
    """Count what is new and what has changed; with `most` only where that is no more than so many days."""
    shop, began = shop or await shop_of(by), now()
    state = (await sql(_STATE, by.shop_id, began - SLACK))[0]
    until = (began - LATE).astimezone(shop.zone).date()
    days = await _changed(by, shop, state, until)
    if most and len(days) > most:
        return Counted(until, whole=False)
    if days or state["until"] != until.isoformat():
        if _anew(state, shop):
            await _begin(by, shop)
        for day in days:
            await _count_day(by, shop, day)
        for month in sorted({day.replace(day=1) for day in days}):
            await _count_month(by, month)
        seen = (state["history_seen"], state["audit_seen"])
        await sql(_DONE, by.shop_id, until.isoformat(), began, *seen)
    return Counted(until, whole=True)


def _anew(state: State, shop: ShopView) -> bool:
    """Nothing is counted yet, or other days than the shop has now."""
    return state["until"] in (None, _BEGUN) or state["zone"] != shop.timezone


def _imported(state: State) -> bool:
    """Whether past orders have come in since the last count, whose days nothing else tells."""
    at, counted = moment(state["imported_at"]), moment(state["counted_at"])
    return at is not None and (counted is None or at >= counted - MEANWHILE)


async def _changed(by: Actor, shop: ShopView, state: State, until: date) -> list[date]:
    """The days that are over and not counted as they are now."""
    if _anew(state, shop) or _imported(state):
        return [day for day in await _touched(by) if day < until]
    new = _from(date.fromisoformat(state["until"]), until)
    moved = [row["id"] for row in await sql(_MOVED, by.shop_id, state["history_id"], state["audit_id"])]
    return sorted({*new, *(day for day in await _days_of(by, shop, moved) if day < until)})


async def _touched(by: Actor) -> list[date]:
    """Every day on which anything was; the rows tell days of another time zone, so those beside them too."""
    rows = await sql(_TOUCHED, by.shop_id)
    days = {date.fromisoformat(row["day"]) for row in rows}
    return sorted({day + n * DAY for day in days for n in (-1, 0, 1)})


def _from(first: date, until: date) -> list[date]:
    return [first + n * DAY for n in range(max(0, (until - first).days))]


def _local(at: Any, shop: ShopView) -> date:
    known = moment(at)
    return (known or now()).astimezone(shop.zone).date()


async def _days_of(by: Actor, shop: ShopView, orders: list[int]) -> set[date]:
    """Every day these orders have a part in; a first order that goes makes another the first."""
    found: set[date] = set()
    for start in range(0, len(orders), AT_ONCE):
        ids = ", ".join(str(int(one)) for one in orders[start : start + AT_ONCE])
        rows = await sql(_DAYS.format(ids=ids), by.shop_id)
        found |= {_local(row["at"], shop) for row in rows if row["at"] is not None}
    return found


async def _begin(by: Actor, shop: ShopView) -> None:
    async with transaction():
        row = {
            "shop_id": by.shop_id, "zone": shop.timezone, "until": _BEGUN, "history_id": 0, "audit_id": 0,
            "counted_at": now(),
        }  # fmt: skip
        again = "ON CONFLICT (shop_id) DO UPDATE SET zone = EXCLUDED.zone, until = EXCLUDED.until"
        await insert_rows("figure_mark", [row], conflict=again)
        await sql("DELETE FROM figure WHERE shop_id = $1", by.shop_id)


async def _count_day(by: Actor, shop: ShopView, day: date) -> None:
    """The mark is held meanwhile, so that nobody else counts the same day beside us."""
    async with transaction():
        await sql(_HOLD, by.shop_id)
        rows = await measure(by, MEASURES, Within(day, shop.zone))
        await sql("DELETE FROM figure WHERE shop_id = $1 AND day = $2", by.shop_id, day.isoformat())
        for start in range(0, len(rows), 1000):
            facts = [{"shop_id": by.shop_id, **asdict(row)} for row in rows[start : start + 1000]]
            await insert_rows("figure", facts, returning="")


async def _count_month(by: Actor, month: date) -> None:
    """What is long is added up by month too, so that a year of products is twelve months of them."""
    async with transaction():
        await sql(_HOLD, by.shop_id)
        await sql("DELETE FROM figure WHERE shop_id = $1 AND day = $2", by.shop_id, f"{month:%Y-%m}")
        after = months_before(month, -1)
        await sql(_MONTH, by.shop_id, f"{month:%Y-%m}", month.isoformat(), after.isoformat())


def live_days(counted: Counted, today: date) -> list[date]:
    """The days that are not over for the figures: today, and yesterday for an hour."""
    return _from(counted.until, today + DAY)
