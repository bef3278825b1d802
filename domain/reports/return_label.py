"""The label a parcel comes back under: from the customer to the shop, with the number of the return."""

from __future__ import annotations

from domain.customers.labels import label_lines
from domain.kit.actor import Actor
from domain.orders.models import Order
from domain.reports.sheets import Body, head
from domain.returns.errors import ReturnGone
from domain.returns.queries import address_lines, order_return
from domain.shop.views import ShopView


async def return_label(by: Actor, shop: ShopView, return_id: int, address: str = "") -> Body:
    """What is drawn for an agreed return; a camera reads `address`, or its number.

    Raises `ReturnGone`, also where the shop has not said where parcels reach it, and `NotAllowed`.
    """
    view = await order_return(by, return_id)
    if not view.has_label:
        raise ReturnGone()
    order = await Order.of(by, id=view.order_id).get()
    country = str(order.address.get("country", ""))
    to = {
        "number": view.order_number, "back": view.number, "url": address or f"R-{view.number}", "name": shop.name,
        "phone": shop.phone, "lines": list(address_lines(shop)),
        "country": shop.country if country not in ("", shop.country) else "", "way": "", "point": "", "day": "",
        "test": order.is_test,
    }  # fmt: skip
    sender = {"name": view.customer_name, "from": list(label_lines(order.address))}
    return head(by, shop, "labels") | sender | {"orders": [to], "rows": []}
