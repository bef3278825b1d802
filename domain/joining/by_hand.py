"""The shop's people say that two customers are one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.audit.actions import record
from domain.joining.actions import check_accounts, merge_into
from domain.joining.errors import OneBlocked, OtherAccount, SamePerson, TwoAccounts
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.kit.rows import row_lock

_COUNTS = {
    "orders": "SELECT COUNT(*) FROM orders x WHERE x.shop_id = p.shop_id AND x.customer_id = p.id"
    " AND x.cancel_reason <> 'expired'",
    "addresses": "SELECT COUNT(*) FROM address x WHERE x.shop_id = p.shop_id AND x.customer_id = p.id"
    " AND x.deleted_at IS NULL",
    "chats": "SELECT COUNT(*) FROM chat x WHERE x.shop_id = p.shop_id AND x.customer_id = p.id",
    "saved": "SELECT COUNT(*) FROM saved_item x WHERE x.customer_id = p.id",
    "alerts": "SELECT COUNT(*) FROM alert x WHERE x.shop_id = p.shop_id AND x.customer_id = p.id AND x.sent_at IS NULL",
    "notes": "SELECT COUNT(*) FROM customer_note x WHERE x.shop_id = p.shop_id AND x.customer_id = p.id",
    "tags": "SELECT COUNT(*) FROM customer_tag x WHERE x.customer_id = p.id",
    "in_cart": "SELECT COALESCE(SUM(l.quantity), 0) FROM cart_line l JOIN cart k ON k.id = l.cart_id"
    " WHERE k.customer_id = p.id AND k.kind = 'basket'",
    "wallet": "SELECT COALESCE(SUM(x.balance), 0) FROM wallet x WHERE x.customer_id = p.id AND x.currency = s.currency",
}
_SIDES = """
SELECT p.id, p.name, p.phone, p.email, s.currency, {counts} FROM customer p JOIN shop s ON s.id = p.shop_id
WHERE p.shop_id = $1 AND p.id IN ($2, $3) AND p.erased_at IS NULL
""".format(counts=", ".join(f"({count}) AS {name}" for name, count in _COUNTS.items()))
_LOCK = "SELECT p.id, p.blocked FROM customer p WHERE p.shop_id = $1 AND p.id IN ($2, $3) AND p.erased_at IS NULL"


@dataclass(frozen=True, slots=True)
class SideView:
    """One of the two, and how much of everything is theirs."""

    id: int
    name: str
    phone: str
    email: str
    orders: int
    addresses: int
    chats: int
    saved: int
    alerts: int
    notes: int
    tags: int
    in_cart: int
    wallet: Money


@dataclass(frozen=True, slots=True)
class MergeView:
    """`goes` would become part of `stays`."""

    stays: SideView
    goes: SideView

    @property
    def phones_differ(self) -> bool:
        return bool(self.stays.phone and self.goes.phone and self.stays.phone != self.goes.phone)


async def merging(by: Actor, stays: int, goes: int) -> MergeView:
    """What a merge would move, in numbers, and nothing done. Raises what `merge` would."""
    require(by, Permission.EDIT_CUSTOMERS)
    await _check(by, stays, goes)
    sides = {row["id"]: _side(row) for row in await sql(_SIDES, by.shop_id, stays, goes)}
    return MergeView(sides[stays], sides[goes])


async def merge(by: Actor, stays: int, goes: int) -> int:
    """Make two customers of the shop one: everything of `goes` is of `stays`, all or nothing. Returns who stays.

    Raises `SamePerson`, `OneBlocked`, `TwoAccounts`, `NotFound`, `NotAllowed`.
    """
    require(by, Permission.EDIT_CUSTOMERS)
    async with transaction():
        await _check(by, stays, goes)
        one = Actor(by.shop_id, "customer", stays, locale=by.locale)
        await merge_into(one, goes)
        await record(by, "customer.merged", f"customer:{stays}", {"was": goes})
    return stays


async def _check(by: Actor, stays: int, goes: int) -> None:
    """Both are locked until the transaction ends, in the order of their numbers."""
    if stays == goes:
        raise SamePerson()
    rows = await sql(f"{_LOCK} ORDER BY p.id {row_lock('p')}", by.shop_id, stays, goes)
    if len(rows) != 2:
        raise NotFound()
    if any(row["blocked"] for row in rows):
        raise OneBlocked()
    try:
        await check_accounts(by, stays, goes)
    except OtherAccount:
        raise TwoAccounts() from None


def _side(row: dict[str, Any]) -> SideView:
    counts = {name: int(row[name]) for name in _COUNTS if name != "wallet"}
    words: dict[str, Any] = {name: row[name] for name in ("id", "name", "phone", "email")}
    return SideView(**words | counts, wallet=Money(int(row["wallet"]), row["currency"]))
