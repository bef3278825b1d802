"""What can be put right without knowing more than the rows say: counters that are counted anew, holds that are over.

Money, history and goods on their way are left to people. Every change is guarded by what was seen, and audited.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from tortoise.exceptions import IntegrityError

from domain.audit.actions import record
from domain.doctor.rule import Row, Violation
from domain.kit.actor import Actor, system
from domain.kit.db import sql, transaction
from domain.kit.errors import ShopError
from domain.orders.actions import lock
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderStatus
from domain.payments.actions import expire_orders
from domain.search.actions import reindex
from domain.stock.actions import keep_hold, release

Mend = Callable[[Actor, Row], Awaitable[str]]
_LENIENT = "EXISTS (SELECT 1 FROM variant v WHERE v.id = stock_level.variant_id AND v.policy <> 'deny')"
_HELD = """
(SELECT COALESCE(SUM(r.quantity), 0) FROM reservation r
 WHERE r.variant_id = stock_level.variant_id AND r.status = 'held')
"""
_COUNT_HELD = f"""
UPDATE stock_level SET reserved = {_HELD} WHERE shop_id = $1 AND variant_id = $2 AND reserved = $3
AND ({_HELD} <= on_hand OR {_LENIENT}) RETURNING reserved
"""  # noqa: S608 - our own words
_MOVED = "(SELECT COALESCE(SUM(m.quantity), 0) FROM stock_move m WHERE m.variant_id = stock_level.variant_id)"
_COUNT_MOVES = f"""
UPDATE stock_level SET on_hand = {_MOVED} WHERE shop_id = $1 AND variant_id = $2 AND on_hand = $3
AND ({_MOVED} >= reserved OR {_LENIENT})
AND NOT EXISTS (SELECT 1 FROM variant v WHERE v.id = stock_level.variant_id AND v.gives = 'keys')
RETURNING on_hand
"""  # noqa: S608 - our own words
_USES = "(SELECT COUNT(*) FROM coupon_use u WHERE u.coupon_id = coupon.id AND NOT u.voided)"
_COUNT_USES = f"""
UPDATE coupon SET used = {_USES} WHERE shop_id = $1 AND id = $2 AND used = $3
AND (usage_limit IS NULL OR {_USES} <= usage_limit) RETURNING used
"""  # noqa: S608 - our own words


async def mend(found: Iterable[Violation]) -> list[str]:
    """Put right what can be; one sentence for each thing done.

    Where lines and moves disagree (G7) the moves prove nothing, and no shelf is counted by them.
    """
    by_code = {violation.code: violation for violation in found}
    doubtful = {"G6.moves"} if any(code.startswith("G7.") for code in by_code) else set()
    codes = [code for code in MENDS if code in by_code and code not in doubtful]
    done = [await _try(MENDS[code], row) for code in codes for row in by_code[code].rows]
    return list(filter(None, done))


async def _try(one: Mend, row: Row) -> str:
    """What cannot be done whole is not done at all, and stays for a person."""
    try:
        return await one(system(row["shop_id"]), row)
    except (ShopError, IntegrityError):
        return ""


async def _end(by: Actor, row: Row) -> str:
    """An order whose time is over ends by the shop's own verb, which gives its goods back to the cart."""
    await expire_orders()
    ended = await Order.of(by, id=row["order_id"], status=OrderStatus.CANCELLED).exists()
    return f"Order {row['order_number']} has ended: its time to pay was over." if ended else ""


async def _let_go(by: Actor, row: Row) -> str:
    """A hold of an order that is over goes; one of an order that waits without end waits with it."""
    if row["status"] == "awaiting_payment":
        return await _end(by, row) or await _hold_on(by, row)
    if row["status"] not in ("cancelled", "gone"):
        return ""
    async with transaction():
        with suppress(OrderGone):
            if (await lock(by, row["order_id"])).status is not OrderStatus.CANCELLED:
                return ""
        await release(by, row["order_id"])
        await _note(by, "G15", f"order:{row['order_id']}", variant=row["variant"], released=row["quantity"])
    return f"Order {row['order_number']} is over: {row['quantity']} of variant {row['variant']} were given back."


async def _hold_on(by: Actor, row: Row) -> str:
    async with transaction():
        order = await lock(by, row["order_id"])
        if order.status is not OrderStatus.AWAITING_PAYMENT or order.expires_at is not None:
            return ""
        await keep_hold(by, order.id)
        await _note(by, "G15", f"order:{order.id}", expires_at=[row["expires_at"], None])
    return f"Order {row['order_number']} waits for a person: its hold no longer ends before it."


def _counted(code: str, statement: str, key: str, was: str, words: str) -> Mend:
    """Count anew what `was` seen to be wrong; nothing happens where it has changed since."""

    async def count(by: Actor, row: Row) -> str:
        async with transaction():
            rows = await sql(statement, by.shop_id, row[key], row[was])
            if not rows:
                return ""
            figures = {**row, "is_now": next(iter(rows[0].values()))}
            await _note(by, code, f"{key}:{row[key]}", **{was: [row[was], figures["is_now"]]})
        return words.format(**figures)

    return count


async def _find_words(by: Actor, row: Row) -> str:
    await reindex(by, [row["product"]])
    rows = await sql("SELECT 1 AS there FROM search_term WHERE product_id = $1 LIMIT 1", row["product"])
    if not rows:
        return ""
    async with transaction():
        await _note(by, "S.words", f"product:{row['product']}")
    return f"{row['item']} can be searched for again."


async def _note(by: Actor, code: str, subject: str, **changes: object) -> None:
    await record(by, "doctor.fixed", subject, changes, reason=code)


MENDS: dict[str, Mend] = {
    "W.orders": _end,
    "G6.held": _counted(
        "G6.held", _COUNT_HELD, "variant", "reserved", "{item}: {reserved} reserved was wrong, {is_now} are held."
    ),
    "G15": _let_go,
    "G6.moves": _counted(
        "G6.moves",
        _COUNT_MOVES,
        "variant",
        "on_hand",
        "{item}: {on_hand} on hand was wrong, its moves make it {is_now}.",
    ),
    "G10": _counted("G10", _COUNT_USES, "coupon", "used", "Coupon {code}: {used} uses was wrong, there are {is_now}."),
    "S.words": _find_words,
}
