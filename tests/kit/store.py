"""A shop that is ready to sell in stories: a courier, an address, and what must hold after each of them."""

from __future__ import annotations

from typing import Any

from domain.delivery.actions import remove_method, save_method, save_point, save_zone
from domain.delivery.queries import methods
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.orders.queries import order, order_by_number
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.promotions.actions import save_coupon
from domain.promotions.queries import CouponView
from domain.reports.invariants import violations
from domain.stock.actions import adjust
from handlers.screen import Screen
from tests.kit.people import Person
from tests.kit.shop import ShopKit

AUSTIN = {"line": "12 Main St", "city": "Austin", "postcode": "78701"}
PHONE = "512 472 0123"


class Store:
    """What the merchant of a story does."""

    def __init__(self, kit: ShopKit) -> None:
        self.kit = kit
        self.id = kit.id
        self.owner: Actor = kit.owner

    @classmethod
    async def open(cls, kit: ShopKit) -> Store:
        store = cls(kit)
        await store.courier()
        return store

    async def courier(self, fee: int = 300, name: str = "Courier", **more: Any) -> int:
        return await save_method(self.owner, MethodForm("courier", name, steps=((None, fee),), **more))

    async def only_courier(self, fee: int = 300, **zone: Any) -> None:
        """A courier to one zone, in place of all there were."""
        for method in await methods(self.owner):
            await remove_method(self.owner, method.id)
        await self.courier(fee, zone_id=await self.zone(**zone))

    async def zone(self, **where: Any) -> int:
        return await save_zone(self.owner, ZoneForm("Zone", **where))

    async def pickup(self, *points: str, **more: Any) -> int:
        for position, name in enumerate(points):
            await save_point(self.owner, PointForm(name, f"{name} street 1", position=position))
        return await save_method(self.owner, MethodForm("pickup", "Pickup", needs_phone=False, **more))

    async def transfers(self, *others: str) -> None:
        methods = ["transfer", *others]
        await self.kit.settings(
            payment_methods=methods, transfer_account="US00 1234", transfer_holder="Tea House Ltd", transfer_bank="Bank"
        )

    async def coupon(self, code: str = "SPRING10", **terms: Any) -> int:
        plain: dict[str, Any] = {"kind": "percent", "percent_bp": 1000, **terms}
        return await save_coupon(self.owner, CouponView(code, **plain))

    async def reprice(self, name: str, price: str) -> None:
        minor = Money.parse(price, self.kit.currency).minor
        await sql("UPDATE variant SET price = $1 WHERE id = $2", minor, await self.kit.variant(name))

    async def sells_out(self, name: str, left: int = 0) -> None:
        """Breakage: only so many are left."""
        on_hand, _ = await self.kit.stock(name)
        await adjust(self.owner, await self.kit.variant(name), left - on_hand, "broken")

    async def orders(self) -> list[OrderView]:
        rows = await sql("SELECT id FROM orders WHERE shop_id = $1 ORDER BY id", self.id)
        return [await order(self.owner, int(row["id"])) for row in rows]

    async def order(self, number: int) -> OrderView:
        return await order_by_number(self.owner, number)

    async def moves(self, number: int, *statuses: str) -> None:
        for status in statuses:
            await payments.advance(self.owner, (await self.order(number)).id, status)

    async def confirms(self, number: int, reference: str = "R1") -> None:
        found = await self.order(number)
        await payments.confirm_transfer(self.owner, found.id, found.total, reference)

    async def nothing_broke(self) -> None:
        """What must be true after every story, whatever happened in it."""
        assert await violations() == []
        assert await sql("SELECT code, error FROM failed_update") == []


async def buys(person: Person, *, address: dict[str, str] | None = None, phone: str = PHONE) -> None:
    """From the form of a first order to the order; the review is on the screen before the last press."""
    await person.fills("checkout", **(address or AUSTIN), phone=phone)
    await person.taps_on("Order · pay")


def card(person: Person) -> Screen:
    """The card of the shop's first order."""
    return person.cards["order:1001"]


def steps(person: Person) -> dict[str, str]:
    return {step.label: step.state for step in card(person).steps}


def news(person: Person) -> list[str]:
    """The one message that is left of all that was told of each order."""
    return [screen.body for key, screen in person.cards.items() if key.startswith("order-news:")]
