"""What a shop does about money and goods, from the input to the last word, and how each story has to end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from domain.cart import actions as cart
from domain.catalog.models import Variant
from domain.digital.actions import add_keys
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.payments.actions import Receipt, Sheet, hear
from domain.payments.parts import Parts
from domain.payments.port import Event, payment_key
from domain.shop.actions import change_settings
from domain.shop.models import Shop
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from domain.wallet.actions import give_credit
from tests.kit.clock import Clock
from tests.kit.market import Market, euros
from tests.kit.till import Till

Act = Callable[[], Awaitable[Any]]
GATEWAY = "test-gateway"
LEGAL = {"legal_name": "Riga Tea SIA", "legal_address": "Riga", "tax_number": "LV40103456789"}


@dataclass
class Story:
    """`inputs` come in turn, each with a key, and again after a death. `ends`: what must be true then.

    `lost`: inputs that nobody sends again; the shop has to find out by itself.
    """

    inputs: list[Act]
    ends: dict[str, list[list[Any]]]
    lost: bool = False
    minutes: int = 0


@dataclass
class Setting:
    """An open shop with tea, keys of a game, and a buyer."""

    market: Market
    clock: Clock
    tills: dict[str, Till]
    tea: int
    game: int
    anna: Actor
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    async def open(cls, clock: Clock, tills: dict[str, Till]) -> Setting:
        market = await Market.open()
        ways = [GATEWAY, "telegram", "transfer", "cash"]
        await change_settings(market.by, payment_methods=ways, card_keys=["test"], **LEGAL)
        tea = await market.item("Tea")
        game = await market.item("Game", 1000, 0, kind="digital", requires_shipping=False)
        await Variant.filter(id=game).update(stars=150)
        await add_keys(market.owner, game, "AAA-1\nBBB-2")
        return cls(market, clock, tills, tea, game, await market.buyer())

    async def order(self, payment: str, *things: tuple[int, int]) -> OrderView:
        return await self.market.order(self.anna, *things, payment=payment)

    async def paid(self, *things: tuple[int, int]) -> OrderView:
        """Paid at the gateway, and everything about it has been said."""
        order = await self.order(GATEWAY, *things)
        await self.pays(order)
        return order

    async def pays(self, order: OrderView) -> None:
        await hear(self.market.by, GATEWAY, self.event(order))

    def event(self, order: OrderView) -> Event:
        key = payment_key(order.payments[-1].id)
        return Event("ev_1", "captured", key, self.tills[GATEWAY].takes(key, order.total))

    async def in_telegram(self, way: str, variant: int) -> tuple[Actor, Sheet]:
        anna = replace(self.anna, channel="telegram")
        await cart.add_at_least(anna, variant, 1)
        if way == "telegram":
            await cart.choose_payment(anna, "basket", way, None)
        quote = await cart.quote(anna, "basket")
        return anna, Sheet(f"q:{quote.id}:{quote.revision}", way, quote.total, query="one")


async def ends(s: Setting, status: str = "placed", stock: int = 9, **more: Any) -> dict[str, list[list[Any]]]:
    """One order, so much tea left, and what else the story says, as queries find it."""
    base: dict[str, list[list[Any]]] = {
        "SELECT status FROM orders": [[status]],
        f"SELECT on_hand, reserved FROM stock_level WHERE variant_id = {s.tea}": [[stock, 0]],
    }
    return base | {query: rows for query, rows in more.values()}


def captured(provider: str, amount: int, refunded: int = 0) -> tuple[str, list[list[Any]]]:
    query = "SELECT provider, amount, refunded FROM payment WHERE status = 'captured' ORDER BY id"
    return query, [[provider, amount, refunded]]


def gone(*rows: list[Any]) -> tuple[str, list[list[Any]]]:
    return "SELECT amount, status FROM refund ORDER BY id", list(rows)


# ----------------------------------------------------------------------------------------------------------- the flows

Flow = Callable[[Setting], Awaitable[Story]]
FLOWS: dict[str, Flow] = {}


def flow(one: Flow) -> Flow:
    FLOWS[one.__name__] = one
    return one


@flow
async def place(s: Setting) -> Story:
    quote = await s.market.quoted(s.anna, (s.tea, 1))
    return Story([lambda: payments.place(s.anna, quote.id, quote.revision)], await ends(s))


@flow
async def place_from_the_wallet(s: Setting) -> Story:
    await give_credit(s.market.owner, s.anna.id, euros(5000), "sorry", "c1")
    await s.market.quoted(s.anna, (s.tea, 1))
    await cart.use_wallet(s.anna, "basket", None, on=True)
    quote = await cart.quote(s.anna, "basket")
    left = ("SELECT balance FROM wallet", [[2700]])
    end = await ends(s, paid=captured("wallet", 2300), left=left)
    return Story([lambda: payments.place(s.anna, quote.id, quote.revision)], end)


@flow
async def pay_at_the_gateway(s: Setting) -> Story:
    order = await s.order(GATEWAY, (s.tea, 1))
    event = s.event(order)
    return Story([lambda: hear(s.market.by, GATEWAY, event)], await ends(s, paid=captured(GATEWAY, 2300)))


@flow
async def pay_at_the_gateway_unheard(s: Setting) -> Story:
    """The webhook that the death interrupted never comes again: the shop asks by itself."""
    story = await pay_at_the_gateway(s)
    return replace(story, lost=True)


@flow
async def pay_in_telegram(s: Setting) -> Story:
    anna, sheet = await s.in_telegram("telegram", s.tea)
    receipt = Receipt(replace(sheet, query=""), "tg_1", payer="77")
    inputs = [lambda: payments.admit(anna, sheet), lambda: payments.receive(anna, receipt)]
    return Story(inputs, await ends(s, paid=captured("telegram", 2300)))


@flow
async def pay_with_stars(s: Setting) -> Story:
    anna, sheet = await s.in_telegram("stars", s.game)
    receipt = Receipt(replace(sheet, query=""), "star_1", payer="77")
    inputs = [lambda: payments.admit(anna, sheet), lambda: payments.receive(anna, receipt)]
    keys = ("SELECT COUNT(*) AS n FROM digital_key WHERE order_line_id IS NOT NULL", [[1]])
    assert sheet.amount == Money(150, STARS)
    return Story(inputs, await ends(s, "delivered", 10, paid=captured("stars", 150), keys=keys))


@flow
async def confirm_transfer(s: Setting) -> Story:
    order = await s.order("transfer", (s.tea, 1))
    confirm = payments.confirm_transfer
    inputs: list[Act] = [lambda: confirm(s.market.owner, order.id, order.total, "R1")]
    return Story(inputs, await ends(s, paid=captured("transfer", 2300)))


@flow
async def refund(s: Setting) -> Story:
    order = await s.paid((s.tea, 1))
    inputs: list[Act] = [lambda: payments.refund(s.market.owner, order.id, euros(500), "late", "k1")]
    return Story(inputs, await ends(s, paid=captured(GATEWAY, 2300, 500), back=gone([500, "done"])))


@flow
async def refund_parts(s: Setting) -> Story:
    order = await s.paid((s.tea, 1))
    parts, verb = Parts({order.lines[0].id: 1}, delivery=True), payments.refund_parts
    inputs: list[Act] = [lambda: verb(s.market.owner, order.id, parts, "broken", "k1", restocks=True)]
    return Story(inputs, await ends(s, stock=10, paid=captured(GATEWAY, 2300, 2300), back=gone([2300, "done"])))


@flow
async def cancel(s: Setting) -> Story:
    order = await s.paid((s.tea, 1))
    inputs: list[Act] = [lambda: payments.cancel(s.anna, order.id, "changed my mind")]
    end = await ends(s, "cancelled", 10, paid=captured(GATEWAY, 2300, 2300), back=gone([2300, "done"]))
    return Story(inputs, end)


@flow
async def expire(s: Setting) -> Story:
    await s.order("transfer", (s.tea, 1))
    basket = ("SELECT quantity FROM cart_line", [[1]])
    return Story([payments.expire_orders], await ends(s, "cancelled", 10, basket=basket), minutes=73 * 60)


@flow
async def deliver(s: Setting) -> Story:
    order = await s.order("cash", (s.tea, 1))
    for step in ("packing", "shipped"):
        await payments.advance(s.market.owner, order.id, step)
    inputs: list[Act] = [lambda: payments.deliver(s.market.owner, order.id)]
    return Story(inputs, await ends(s, "delivered", paid=captured("cash", 2300)))


@flow
async def hand_over(s: Setting) -> Story:
    """Nobody sends anything: the outbox has it."""
    await s.paid((s.tea, 1), (s.game, 1))
    keys = ("SELECT COUNT(*) AS n FROM digital_key WHERE order_line_id IS NOT NULL", [[1]])
    return Story([], await ends(s, paid=captured(GATEWAY, 3300), keys=keys))


@flow
async def issue_papers(s: Setting) -> Story:
    """The shop is live: an invoice for what came, a credit note for what went back, each once and without a gap."""
    await save_rate(s.market.owner, RateView(2100, name="PVN"))
    await Shop.filter(id=s.market.id).update(test_mode=False, prices_include_tax=True)
    order = await s.order("transfer", (s.tea, 1))
    await payments.confirm_transfer(s.market.owner, order.id, order.total, "R1")
    await payments.refund(s.market.owner, order.id, euros(500), "late", "k1")
    papers = ("SELECT kind, number, total FROM paper ORDER BY id", [["invoice", 1, 2300], ["credit_note", 1, 500]])
    return Story([], await ends(s, paid=captured("transfer", 2300, 500), papers=papers))


async def found(query: str) -> list[list[Any]]:
    return [list(row.values()) for row in await sql(query)]
