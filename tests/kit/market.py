"""A stocked shop without its chat: the shortest way to carts, orders and money for tests of the domain."""

from __future__ import annotations

from dataclasses import dataclass

from domain.cart import actions as cart
from domain.cart.views import QuoteView
from domain.catalog.models import Product, ProductText, Variant
from domain.customers.actions import meet, save_address, set_phone
from domain.delivery.actions import save_method, save_point
from domain.delivery.views import MethodForm, PointForm
from domain.kit.actor import Actor, Permission, system
from domain.kit.db import sql
from domain.kit.money import Money
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.promotions.actions import save_coupon
from domain.promotions.queries import CouponView
from domain.shop.actions import bump, change_settings, create_shop
from domain.stock.actions import set_on_hand

HOME = {"line": "12 Market St", "city": "Riga", "postcode": "LV-1010", "country": "LV"}


@dataclass(frozen=True)
class Market:
    """One shop in Riga, prices in euro cents without tax; a courier for 3.00, cash and transfer."""

    id: int

    @property
    def by(self) -> Actor:
        return system(self.id)

    @property
    def owner(self) -> Actor:
        return Actor(self.id, "staff", 1, frozenset(Permission))

    @classmethod
    async def open(cls, slug: str = "market") -> Market:
        market = cls(await create_shop(slug, "Market", currency="EUR", country="LV", timezone="Europe/Riga"))
        await change_settings(market.by, payment_methods=["cash", "transfer"], transfer_account="LV00BANK")
        await market.courier()
        return market

    async def courier(self, fee: int = 300, **more: object) -> int:
        return await save_method(self.owner, MethodForm("courier", "Courier", steps=((None, fee),), **more))  # type: ignore[arg-type]

    async def pickup(self, *points: str) -> int:
        for position, name in enumerate(points):
            await save_point(self.owner, PointForm(name, f"{name} street", position=position))
        return await save_method(self.owner, MethodForm("pickup", "Pickup", needs_phone=False))

    async def item(
        self, name: str, price: int = 2000, stock: int | None = 10, policy: str = "deny", **more: object
    ) -> int:
        """Put a thing on sale; returns its variant."""
        product = await Product.add(self.by, key=name, status="active", price_from=price, price_to=price, **more)
        await ProductText.add(self.by, product_id=product.id, locale="en", name=name)
        policy = "untracked" if stock is None else policy
        variant = await Variant.add(self.by, product_id=product.id, key="-", price=price, policy=policy, weight_g=300)
        if stock:
            await set_on_hand(self.owner, variant.id, 0, stock, "first delivery")
        await bump(self.by)
        return int(variant.id)

    async def reprice(self, variant_id: int, price: int) -> None:
        await Variant.filter(id=variant_id).update(price=price)

    async def coupon(self, code: str = "SAVE10", **terms: object) -> int:
        return await save_coupon(self.owner, CouponView(code, **{"kind": "percent", "percent_bp": 1000, **terms}))  # type: ignore[arg-type]

    async def stranger(self, name: str = "anna") -> Actor:
        """A customer about whom nothing is known."""
        return Actor(self.id, "customer", await meet(self.id, "web", name, "en", name.title()), channel="web")

    async def buyer(self, name: str = "anna") -> Actor:
        """A customer with an address and a phone."""
        person = await self.stranger(name)
        await save_address(person, HOME)
        await set_phone(person, "+371 20 123 456")
        return person

    async def quoted(self, buyer: Actor, *things: tuple[int, int], payment: str = "cash", code: str = "") -> QuoteView:
        """The review of a basket with these things."""
        for variant_id, quantity in things:
            await cart.add_at_least(buyer, variant_id, quantity)
        await cart.choose_payment(buyer, "basket", payment, None)
        if code:
            await cart.apply_coupon(buyer, "basket", code, None)
        return await cart.quote(buyer, "basket")

    async def order(self, buyer: Actor, *things: tuple[int, int], payment: str = "cash", code: str = "") -> OrderView:
        quote = await self.quoted(buyer, *things, payment=payment, code=code)
        return await payments.place(buyer, quote.id, quote.revision)

    async def paid(self, buyer: Actor, *things: tuple[int, int], reference: str = "R1") -> OrderView:
        """An order whose transfer has been confirmed."""
        order = await self.order(buyer, *things, payment="transfer")
        return await payments.confirm_transfer(self.owner, order.id, order.total, reference)

    async def ordered_by(self, customer_id: int, *things: tuple[int, int], payment: str = "cash") -> OrderView:
        """An order of somebody who is there already."""
        buyer = Actor(self.id, "customer", customer_id, channel="web")
        await save_address(buyer, HOME)
        await set_phone(buyer, "+371 20 123 456")
        return await self.order(buyer, *things, payment=payment)

    async def now(self, order: OrderView) -> OrderView:
        return await read_order(self.owner, order.id)

    async def delivered_to(self, customer_id: int, variant_id: int, units: int = 1) -> OrderView:
        """An order of this customer that has been paid for at the door."""
        order = await self.ordered_by(customer_id, (variant_id, units))
        for status in ("packing", "shipped", "delivered"):
            await payments.advance(self.owner, order.id, status)
        return order

    async def stock(self, variant_id: int) -> tuple[int, int]:
        """(on hand, reserved)."""
        rows = await sql("SELECT on_hand, reserved FROM stock_level WHERE variant_id = $1", variant_id)
        return (rows[0]["on_hand"], rows[0]["reserved"]) if rows else (0, 0)

    async def topics(self) -> list[str]:
        """What the outbox has to say about orders, one after another."""
        rows = await sql("SELECT topic FROM outbox WHERE shop_id = $1 AND topic LIKE 'order.%' ORDER BY id", self.id)
        return [row["topic"] for row in rows]

    async def count(self, table: str) -> int:
        rows = await sql(f"SELECT COUNT(*) AS n FROM {table} WHERE shop_id = $1", self.id)
        return int(rows[0]["n"])

    async def state(self) -> dict[str, int]:
        """How many rows money and goods have: equal before and after a refusal."""
        tables = "orders order_line order_history payment refund ledger_line reservation stock_move coupon_use outbox"
        return {table: await self.count(table) for table in tables.split()}


def euros(minor: int) -> Money:
    return Money(minor, "EUR")
