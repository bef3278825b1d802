"""Everything at once, many times: nobody waits for ever, nothing fails but by a refusal, and the books agree."""

import asyncio
import random

import pytest

from domain.cart import actions as cart
from domain.kit.db import sql
from domain.kit.errors import ShopError
from domain.kit.states import IllegalMove
from domain.payments import actions as payments
from domain.stock.actions import adjust
from tests.kit.market import Market, euros

ROUNDS, AT_ONCE = 8, 12


class Hour:
    """Customers and staff who do what comes to their minds."""

    def __init__(self, market: Market, seed: int) -> None:
        self.market, self.random = market, random.Random(seed)

    async def opens(self):
        self.goods = [await self.market.item(name, stock=6) for name in ("Tea", "Cup", "Pot")]
        self.people = [await self.market.buyer(f"b{n}") for n in range(5)]
        await self.market.coupon("FEW", usage_limit=3, per_customer=1)
        return self

    async def order(self):
        who, way = self.random.choice(self.people), self.random.choice(["cash", "transfer"])
        things = [(v, self.random.randint(1, 2)) for v in self.random.sample(self.goods, 2)]
        for variant_id, quantity in things:
            await cart.add_at_least(who, variant_id, quantity)
        await cart.choose_payment(who, "basket", way, None)
        if self.random.random() < 0.3:
            await cart.apply_coupon(who, "basket", "FEW", None)
        quote = await cart.quote(who, "basket")
        return await payments.place(who, quote.id, quote.revision)

    async def some_order(self):
        rows = await sql("SELECT id, total FROM orders ORDER BY id")
        return self.random.choice(rows) if rows else {"id": 0, "total": 1}

    async def pay(self):
        order = await self.some_order()
        await payments.capture(self.market.by, order["id"], "transfer", euros(order["total"]), f"ch_{order['id']}")

    async def cancel(self):
        await payments.cancel(self.market.owner, (await self.some_order())["id"], "")

    async def refund(self):
        order = await self.some_order()
        await payments.refund(self.market.owner, order["id"], euros(500), "", f"k{self.random.randint(1, 40)}")

    async def advance(self):
        to = self.random.choice(["packing", "shipped", "delivered"])
        await payments.advance(self.market.owner, (await self.some_order())["id"], to)

    async def count(self):
        await adjust(self.market.owner, self.random.choice(self.goods), self.random.choice([-1, 1, 2]), "")

    async def expire(self):
        await payments.expire_orders()

    def anything(self):
        verbs = [self.order] * 5 + [self.pay, self.cancel, self.refund, self.advance, self.count, self.expire]
        return self.random.choice(verbs)()


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_busy_hour(market, clock, seed):
    hour = await Hour(market, seed).opens()
    for _ in range(ROUNDS):
        results = await asyncio.gather(*(hour.anything() for _ in range(AT_ONCE)), return_exceptions=True)
        bugs = [r for r in results if isinstance(r, BaseException) and not isinstance(r, (ShopError, IllegalMove))]
        assert bugs == []
        clock.passes(hours=13)
    assert await market.count("orders") > 5
    await payments.expire_orders()
