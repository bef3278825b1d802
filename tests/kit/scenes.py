"""Instants of a shop at which two people may act at once: an order that waits, is firm, under way, or has been brought.

In each, whatever money and goods have in common is scarce: the last units, the last use of a code, one wallet.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.config import Settings
from domain.cart import actions as cart
from domain.cart.views import QuoteView
from domain.chats.actions import open_chat
from domain.digital.actions import add_keys
from domain.drafts import actions as drafts
from domain.joining.actions import make_token
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.vault import unlock
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.payments.actions.settling import settle
from domain.payments.port import payment_key
from domain.returns import actions as returns
from domain.returns.deciding import approve
from domain.shop.actions import change_settings
from domain.wallet.actions import give_credit
from tests.kit.clock import Clock
from tests.kit.market import Market, euros
from tests.kit.rewind import Rewind
from tests.kit.till import Till

GATEWAY = "test-gateway"
_WHAT = {
    "orders": "SELECT number, status, total, coupon, customer_id, cancel_reason, needs_attention, tip FROM orders",
    "history": "SELECT order_id, from_status, to_status FROM order_history",
    "payments": "SELECT order_id, provider, provider_ref, amount, refunded, status FROM payment",
    "refunds": "SELECT order_id, key, amount, status, to_wallet FROM refund",
    "books": "SELECT account, CAST(SUM(amount) AS INTEGER) AS n FROM ledger_line GROUP BY account",
    "stock": "SELECT variant_id, on_hand, reserved FROM stock_level",
    "holds": "SELECT order_id, variant_id, quantity, status, expires_at IS NULL AS kept FROM reservation",
    "moves": "SELECT variant_id, kind, quantity, order_line_id FROM stock_move",
    "wallets": "SELECT customer_id, balance FROM wallet WHERE balance <> 0",
    "codes": "SELECT code, used, active FROM coupon",
    "uses": "SELECT order_id, customer_id, seat IS NULL AS standing, voided FROM coupon_use",
    "keys": "SELECT order_line_id, COUNT(*) AS n FROM digital_key GROUP BY order_line_id",
    "papers": "SELECT kind, number, total FROM paper",
    "returns": "SELECT number, status, amount, to_wallet FROM order_return",
    "returned": "SELECT order_return_id, order_line_id, quantity, restocked FROM order_return_line",
    "offers": "SELECT number, status, order_id IS NULL AS alone FROM order_draft",
    "sold": "SELECT order_id, variant_id, quantity, unit_price FROM order_line",
    "said": "SELECT topic, COUNT(*) AS n FROM outbox WHERE topic NOT IN ('stock.back', 'stock.low') GROUP BY topic",
}


Result = dict[str, list[str]]


def _plain(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(" ".join(str(int(x) if isinstance(x, bool) else x) for x in row.values()) for row in rows)


@dataclass
class Scene:
    """One buyer, her order, her next review, and what of it is scarce. `twin` is she in another messenger."""

    market: Market
    rewind: Rewind
    clock: Clock
    at: datetime
    till: Till
    buyer: Actor
    order: OrderView
    quote: QuoteView
    tea: int
    coupon: int
    twin: Actor
    token: str

    @property
    def owner(self) -> Actor:
        return self.market.owner

    @property
    def key(self) -> str:
        """What the provider calls the payment that waits, or has come."""
        return payment_key(next(p.id for p in reversed(self.order.payments) if p.provider != "wallet"))

    async def again(self) -> None:
        """Everything as it was."""
        self.clock.at = self.at
        self.till.back.clear()
        await self.rewind.back()

    async def result(self) -> Result:
        """What came of it, alike on both databases: no times, no numbers that only count rows.

        Nor carts: what comes back into one is "at least so many", also of units that are being bought just then.
        """
        return {name: _plain(await sql(query)) for name, query in _WHAT.items()}


@dataclass
class Making:
    """What the scenes have in common."""

    market: Market
    till: Till
    tea: int
    code: int
    coupon: int

    @classmethod
    async def open(cls, till: Till) -> Making:
        market = await Market.open("market")
        await change_settings(market.by, payment_methods=[GATEWAY, "telegram", "cash"], card_keys=["test"])
        tea = await market.item("Tea", stock=3)
        code = await market.item("Code", 1000, 0, kind="digital", requires_shipping=False)
        await add_keys(market.owner, code, "AAA-1\nBBB-2")
        coupon = await market.coupon("TWICE", usage_limit=2, per_customer=2)
        return cls(market, till, tea, code, coupon)

    async def reviews(self, buyer: Actor, payment: str, *things: tuple[int, int]) -> QuoteView:
        """A review that takes five euros of the wallet and one use of the code along."""
        await give_credit(self.market.owner, buyer.id, euros(500), "sorry", f"before {things}")
        await self.market.quoted(buyer, *things, payment=payment, code="TWICE")
        await cart.use_wallet(buyer, "basket", None, on=True)
        return await cart.quote(buyer, "basket")

    async def orders(self, buyer: Actor, payment: str, *things: tuple[int, int]) -> OrderView:
        quote = await self.reviews(buyer, payment, *things)
        return await payments.place(buyer, quote.id, quote.revision)

    async def waiting(self) -> tuple[Actor, OrderView]:
        """A part is paid from the wallet, the rest is asked for on a payment sheet."""
        anna = replace(await self.market.buyer(), channel="telegram")
        return anna, await self.orders(anna, "telegram", (self.tea, 1))

    async def firm(self) -> tuple[Actor, OrderView]:
        """Paid, with a key to hand over; one refund has gone out and one is on its way."""
        anna = await self.market.buyer()
        order = await self.orders(anna, GATEWAY, (self.tea, 1), (self.code, 1))
        key = payment_key(order.payments[-1].id)
        await settle(self.market.by, GATEWAY, self.till.takes(key, order.due))
        for units, name in ((500, "done"), (300, "asked"), (200, "late")):
            await payments.refund(self.market.owner, order.id, euros(units), "chipped", name)
        return anna, await read_order(anna, order.id)

    async def under_way(self) -> tuple[Actor, OrderView]:
        """The courier has it, and will bring the cash."""
        anna = await self.market.buyer()
        order = await self.orders(anna, "cash", (self.tea, 1))
        for step in ("packing", "shipped"):
            await payments.advance(self.market.owner, order.id, step)
        return anna, await read_order(anna, order.id)

    async def brought(self) -> tuple[Actor, OrderView]:
        """Delivered: one thing she asks to give back, another she may; and an offer for the last units is hers."""
        anna = await self.market.buyer()
        pot = await self.market.item("Pot", stock=3)
        order = await self.orders(anna, "cash", (self.tea, 1), (pot, 1))
        for step in ("packing", "shipped"):
            await payments.advance(self.market.owner, order.id, step)
        await payments.deliver(self.market.owner, order.id)
        for line in order.lines:
            await self._asks_back(anna, order.id, line.id)
        await approve(self.market.owner, 2)
        await self._is_offered(anna)
        return anna, await read_order(anna, order.id)

    async def _asks_back(self, buyer: Actor, order_id: int, line_id: int) -> None:
        wanted = await returns.begin(buyer, order_id)
        wanted = await returns.set_units(buyer, wanted.id, line_id, 1, wanted.revision)
        wanted = await returns.set_reason(buyer, wanted.id, "mind", wanted.revision)
        await returns.send(buyer, wanted.id, wanted.revision)

    async def _is_offered(self, buyer: Actor) -> None:
        await open_chat(self.market.id, "web", "anna", customer_id=buyer.id, locale="en")
        number = await drafts.create(self.market.owner, buyer.id)
        way = int((await sql("SELECT MIN(id) AS id FROM delivery_method"))[0]["id"])
        edit = drafts.DraftEdit({self.tea: (2, 1500)}, method_id=way, address="12 Market St, Riga, LV-1010")
        draft = await drafts.save(self.market.owner, number, replace(edit, payment_method="cash"), 1)
        await drafts.send(self.market.owner, draft.id, draft.revision)


KINDS: dict[str, Callable[[Making], Awaitable[tuple[Actor, OrderView]]]] = {
    "waiting": Making.waiting, "firm": Making.firm, "under way": Making.under_way,
    "brought": Making.brought,
}  # fmt: skip


async def scene(kind: str, settings: Settings, clock: Clock, books: Mapping[str, Till]) -> Scene:
    """Make one in an empty database; `again()` brings it back any number of times."""
    unlock(settings.secret)
    till = books["telegram" if kind == "waiting" else GATEWAY]
    making = await Making.open(till)
    buyer, order = await KINDS[kind](making)
    quote = await making.reviews(buyer, order.payment_method, (making.tea, 2))
    twin = replace(await making.market.stranger("twin"), channel="web")
    token = await make_token(buyer)
    rewind = await Rewind.here(settings)
    return Scene(
        making.market, rewind, clock, clock.at, till, buyer, order, quote, making.tea, making.coupon, twin, token
    )
