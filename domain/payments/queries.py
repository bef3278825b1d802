"""What a customer's invoice was made for, so that its screen can be shown anew."""

from __future__ import annotations

from dataclasses import dataclass

from domain.cart.models import Cart, Quote
from domain.kit.actor import Actor
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.invoiced import order_of_payload
from domain.payments.payloads import Payload, read_payload


@dataclass(frozen=True, slots=True)
class Subject:
    """The order an invoice is for, or the cart ("basket", "direct") it was drawn from; both empty for others' ones."""

    order: OrderView | None = None
    cart: str = ""


async def subject_of(by: Actor, text: str) -> Subject:
    """What this customer's invoice was made for."""
    payload = read_payload(text)
    if payload is None or by.kind != "customer":
        return Subject()
    order = await order_of_payload(by, payload)
    if order is not None:
        return Subject(await read_order(by, order.id)) if order.customer_id == by.id else Subject()
    return Subject(cart=await _cart(by, payload))


async def _cart(by: Actor, payload: Payload) -> str:
    cart_id = payload.id if payload.kind == "cart" else 0
    if payload.kind == "quote":
        rows = await Quote.of(by, id=payload.id).values("cart_id")
        cart_id = int(rows[0]["cart_id"]) if rows else 0
    cart = await Cart.of(by, id=cart_id, customer_id=by.id).first() if cart_id else None
    return cart.kind.value if cart else ""
