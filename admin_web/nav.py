"""The pages everybody reaches from everywhere, as far as their role lets them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kit.actor import Actor, Permission


@dataclass(frozen=True, slots=True)
class Place:
    """`key` names its word and its picture; it is lit for every path that begins with `path` or `also`.

    `letter` is what leads there after a G on the keyboard.
    """

    key: str
    path: str
    needs: tuple[Permission, ...]
    also: tuple[str, ...] = ()
    letter: str = ""


# Whoever may open one of the pages of the settings; its first one is where the place leads.
SETTINGS = {
    Permission.EDIT_SETTINGS: "/admin/settings/shop",
    Permission.MANAGE_STAFF: "/admin/settings/staff",
    Permission.VIEW_MONEY: "/admin/settings/payment",
    Permission.EDIT_COUPONS: "/admin/settings/coupons",
}
PLACES = (
    Place("today", "/admin/", (), letter="t"),
    Place("orders", "/admin/orders", (Permission.VIEW_ORDERS,), letter="o"),
    Place("products", "/admin/products", (Permission.EDIT_STOCK,), ("/admin/inventory", "/admin/media"), letter="p"),
    Place("customers", "/admin/customers", (Permission.VIEW_CUSTOMERS,), letter="c"),
    Place("analytics", "/admin/analytics", (Permission.VIEW_FIGURES,), letter="a"),
    Place("settings", "/admin/settings", tuple(SETTINGS), letter=","),
)


def menu(by: Actor) -> tuple[Place, ...]:
    return tuple(place for place in PLACES if not place.needs or by.permissions & set(place.needs))
