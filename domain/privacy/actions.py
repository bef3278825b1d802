"""One person's data: handed out whole, or erased as far as the law lets it be."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from domain.audit.actions import plain, record
from domain.cart.models import Quote
from domain.chats.models import Chat
from domain.customers.models import Customer
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import NotFound, ShopError
from domain.kit.money import Money
from domain.kit.rows import row_lock, unpacked
from domain.orders.models import Order
from domain.orders.states import ACTIVE
from domain.outbox.actions import put
from domain.payments.models import Payment
from domain.privacy.errors import (
    AskTheShop,
    MoneyUnderWay,
    OrdersUnderWay,
    ReturnsUnderWay,
    WalletNotEmpty,
    WorksHere,
    told_to_them,
)
from domain.privacy.files import forget_files
from domain.privacy.kept import ERASED, HANDED_OUT
from domain.privacy.views import ErasureView, TakenOut

GONE = "customer.erased"

_JSON = frozenset({"contact", "address", "delivery", "extras", "facts", "body", "data", "changes", "lines"})
_KEPT_WISHES = ("gift_wrap", "hide_prices")
_PERSON = "SELECT p.id FROM customer p WHERE p.shop_id = $1 AND p.id = $2 AND p.erased_at IS NULL {lock}"
_ACTIVE = ", ".join(f"'{status.value}'" for status in sorted(ACTIVE))
_UNDER_WAY = (
    "SELECT o.number FROM orders o WHERE o.shop_id = $1 AND o.customer_id = $2 AND o.status IN ({}) ORDER BY o.number"
)
_RETURNS = (
    "SELECT r.id FROM order_return r WHERE r.shop_id = $1 AND r.customer_id = $2"
    " AND r.status IN ('requested', 'approved', 'received') LIMIT 1"
)
_REFUNDS = (
    "SELECT r.id FROM refund r JOIN orders o ON o.id = r.order_id"
    " WHERE o.shop_id = $1 AND o.customer_id = $2 AND r.status = 'pending' LIMIT 1"
)
_CREDIT = "SELECT w.balance, w.currency FROM wallet w WHERE w.shop_id = $1 AND w.customer_id = $2 AND w.balance <> 0"
_BLOCKED = "SELECT p.id FROM customer p WHERE p.shop_id = $1 AND p.id = $2 AND p.blocked"
_STAFF = """
SELECT c.id FROM chat c WHERE c.shop_id = $1 AND c.customer_id = $2 AND (
  EXISTS (SELECT 1 FROM staff_telegram t WHERE t.chat_id = c.id)
  OR EXISTS (SELECT 1 FROM staff_group g WHERE g.chat_id = c.id)) LIMIT 1
"""
_COUNTS = """
SELECT (SELECT COUNT(*) FROM address a WHERE a.shop_id = $1 AND a.customer_id = $2 AND a.deleted_at IS NULL) AS addresses,
  (SELECT COUNT(*) FROM chat c WHERE c.shop_id = $1 AND c.customer_id = $2) AS chats,
  (SELECT COUNT(*) FROM customer_note n WHERE n.shop_id = $1 AND n.customer_id = $2) AS notes,
  (SELECT COUNT(*) FROM saved_item s WHERE s.shop_id = $1 AND s.customer_id = $2) AS saved,
  (SELECT COALESCE(SUM(l.quantity), 0) FROM cart_line l JOIN cart k ON k.id = l.cart_id
    WHERE k.shop_id = $1 AND k.customer_id = $2) AS in_cart,
  (SELECT COUNT(*) FROM orders o WHERE o.shop_id = $1 AND o.customer_id = $2) AS orders,
  (SELECT COUNT(*) FROM paper p JOIN orders o ON o.id = p.order_id
    WHERE o.shop_id = $1 AND o.customer_id = $2) AS papers
"""  # noqa: E501
_FAILED = (
    "DELETE FROM failed_update WHERE shop_id = $1 AND channel = $2"
    " AND REPLACE(CAST(body AS TEXT), ' ', '') LIKE $3"
)  # fmt: skip
PLACES = ("country", "region")


async def take_out(by: Actor, customer_id: int) -> TakenOut:
    """Everything kept about a customer, each table once; that it was taken is written down.

    Customers take out what is their own. Raises `NotFound`, `NotAllowed`.
    """
    _may(by, customer_id, Permission.PERSONAL_DATA)
    async with transaction():
        await _find(by, customer_id)
        tables = {
            name: [_plain_row(row) for row in await sql(statement, by.shop_id, customer_id)]
            for name, statement in HANDED_OUT.items()
        }
        await record(by, "customer.exported", f"customer:{customer_id}")
    return TakenOut(customer_id, str(tables["customer"][0]["name"]), tables)


def _may(by: Actor, customer_id: int, *permissions: Permission) -> None:
    """Everybody's data are their own to ask for; of others' they learn nothing. Colleagues need the permissions."""
    if by.kind == "customer":
        if by.id != customer_id:
            raise NotFound()
        return
    for permission in permissions:
        require(by, permission)


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(unpacked(value) if name in _JSON else value) for name, value in row.items()}


async def erasing(by: Actor, customer_id: int) -> ErasureView:
    """What erasing would do, and nothing done. Raises `NotAllowed`, `NotFound`."""
    _may(by, customer_id, Permission.PERSONAL_DATA)
    await _find(by, customer_id)
    counts = (await sql(_COUNTS, by.shop_id, customer_id))[0]
    refusal = await _unsettled(by, customer_id)
    return ErasureView(**{name: int(value) for name, value in counts.items()}, refusal=refusal)


async def erase(by: Actor, customer_id: int) -> None:
    """Forget a person. Orders, what they cost and their papers stay; whoever comes again is somebody new.

    Customers erase themselves and nobody else; for them a second time changes nothing. Raises `OrdersUnderWay`,
    `ReturnsUnderWay`, `MoneyUnderWay`, `WalletNotEmpty`, `WorksHere`, `AskTheShop`, `NotAllowed` and `NotFound`.
    """
    _may(by, customer_id, Permission.PERSONAL_DATA, Permission.EDIT_CUSTOMERS)
    async with transaction():
        known = await sql(_PERSON.format(lock=row_lock("p")), by.shop_id, customer_id)
        if not known and by.kind == "customer":
            return
        if not known:
            raise NotFound()
        if refusal := await _unsettled(by, customer_id):
            raise refusal
        await forget(by, customer_id)
    forget_files(by.shop_id, customer_id)


async def forget(by: Actor, customer_id: int) -> None:
    """The erasure itself, in the caller's transaction, which has looked whether it may be."""
    await _forget_failures(by, customer_id)
    for statement in ERASED:
        await sql(statement, by.shop_id, customer_id)
    orders = await _blank_orders(by, customer_id)
    blank = {"name": "", "phone": "", "email": "", "locale": "", "blocked": False}
    await Customer.of(by, id=customer_id).update(**blank, erased_at=now())
    await record(by, "customer.erased", f"customer:{customer_id}", {"orders": orders})
    await put(by, GONE, {"customer_id": customer_id}, once=f"{GONE}:{customer_id}")


async def _find(by: Actor, customer_id: int) -> None:
    if not await sql(_PERSON.format(lock=""), by.shop_id, customer_id):
        raise NotFound()


async def _unsettled(by: Actor, customer_id: int) -> ShopError | None:
    """Why somebody cannot be erased yet, in words for who asks."""
    why = await _waiting(by, customer_id)
    if by.kind != "customer":
        return why
    if why is None and await sql(_BLOCKED, by.shop_id, customer_id):
        return AskTheShop()
    return why and told_to_them(why)


async def _waiting(by: Actor, customer_id: int) -> ShopError | None:
    """What of theirs is not settled yet."""
    mine = (by.shop_id, customer_id)
    if active := await sql(_UNDER_WAY.format(_ACTIVE), *mine):
        return OrdersUnderWay(numbers=", ".join(f"#{row['number']}" for row in active[:10]))
    if await sql(_RETURNS, *mine):
        return ReturnsUnderWay()
    if await sql(_REFUNDS, *mine):
        return MoneyUnderWay()
    if held := await sql(_CREDIT, *mine):
        return WalletNotEmpty(sum=Money(int(held[0]["balance"]), held[0]["currency"]))
    return WorksHere() if await sql(_STAFF, *mine) else None


async def _forget_failures(by: Actor, customer_id: int) -> None:
    """Inputs that failed are kept whole, with what was typed."""
    for chat in await Chat.of(by, customer_id=customer_id).values("channel", "external_id"):
        said = chat["external_id"].replace(" ", "").replace("%", r"\%").replace("_", r"\_")
        await sql(_FAILED + r" ESCAPE '\'", by.shop_id, chat["channel"], f'%"external_id":"{said}"%')


async def _blank_orders(by: Actor, customer_id: int) -> int:
    """Take the person out of each order and of what was shown before it. Its private link ends."""
    orders = await Order.of(by, customer_id=customer_id).order_by("id")
    for order in orders:
        await Order.of(by, id=order.id).update(
            contact={}, address=_place(order.address), extras=_wishes(order.extras), token=secrets.token_urlsafe(16),
            tracking="", tracking_url="", cancel_reason=order.cancel_reason if order.cancel_reason == "expired" else "",
        )  # fmt: skip
        await _blank_quote(by, order)
        await _blank_payments(by, order)
    return len(orders)


def _place(address: Mapping[str, Any]) -> dict[str, Any]:
    """Where the tax was due."""
    return {name: address[name] for name in PLACES if name in address}


def _wishes(extras: Mapping[str, Any]) -> dict[str, Any]:
    return {name: extras[name] for name in _KEPT_WISHES if name in extras}


async def _blank_quote(by: Actor, order: Order) -> None:
    quote_id = getattr(order, "quote_id")  # noqa: B009 - the column of a relation
    quote = await Quote.of(by, id=quote_id).get()
    extras = _wishes(quote.body.get("extras") or {})
    body = quote.body | {"address": _place(quote.body.get("address") or {}), "phone": "", "extras": extras}
    await Quote.of(by, id=quote_id).update(body=body)


async def _blank_payments(by: Actor, order: Order) -> None:
    """A payment sheet was filled with name, phone and address."""
    for payment in await Payment.of(by, order_id=order.id).exclude(facts=None):
        facts = {name: value for name, value in payment.facts.items() if name not in ("form", "address")}
        await Payment.of(by, id=payment.id).update(facts=facts)
