"""The pages everybody reaches from everywhere, as far as their role lets them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kit.actor import Actor, Permission


@dataclass(frozen=True, slots=True)
class Place:
    """`key` names its word and its picture; it is lit for every path that begins with `path` or `also`."""

    key: str
    path: str
    needs: tuple[Permission, ...]
    also: tuple[str, ...] = ()


# Whoever may open one of the pages of the settings; its first one is where the place leads.
SETTINGS = {
    Permission.EDIT_SETTINGS: "/admin/settings/shop",
    Permission.MANAGE_STAFF: "/admin/settings/staff",
    Permission.VIEW_MONEY: "/admin/settings/payment",
    Permission.EDIT_COUPONS: "/admin/settings/coupons",
}
PLACES = (
    Place("today", "/admin/", ()),
    Place("orders", "/admin/orders", (Permission.VIEW_ORDERS,)),
    Place("products", "/admin/products", (Permission.EDIT_STOCK,), ("/admin/inventory", "/admin/media")),
    Place("customers", "/admin/customers", (Permission.VIEW_CUSTOMERS,)),
    Place("settings", "/admin/settings", tuple(SETTINGS)),
)


def menu(by: Actor) -> tuple[Place, ...]:
    return tuple(place for place in PLACES if not place.needs or by.permissions & set(place.needs))
