"""Who is doing this: every action and query takes an Actor, and gets its shop from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from domain.kit.errors import NotAllowed


class Permission(StrEnum):
    VIEW_ORDERS = "orders.view"
    MOVE_ORDERS = "orders.move"
    EDIT_ORDERS = "orders.edit"
    REFUND = "orders.refund"
    CONFIRM_PAYMENT = "payments.confirm"
    EDIT_CATALOG = "catalog.edit"
    EDIT_STOCK = "stock.edit"
    IMPORT = "catalog.import"
    EDIT_SETTINGS = "settings.edit"
    MANAGE_STAFF = "staff.manage"
    VIEW_CUSTOMERS = "customers.view"
    EDIT_CUSTOMERS = "customers.edit"
    GIVE_CREDIT = "customers.credit"
    PERSONAL_DATA = "customers.export"
    VIEW_FIGURES = "figures.view"
    VIEW_AUDIT = "audit.view"


ActorKind = Literal["visitor", "customer", "staff", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system, acting inside one shop. `id` is the customer's or staff's id, 0 for others.

    `version` is the shop's as this input found it, so that what is kept by version costs nothing; 0: not known.
    """

    shop_id: int
    kind: ActorKind
    id: int = 0
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    locale: str = "en"
    channel: str = ""
    version: int = field(default=0, compare=False)


def system(shop_id: int) -> Actor:
    """The shop itself: sweeps, imports, set-up."""
    return Actor(shop_id=shop_id, kind="system", permissions=frozenset(Permission))


def require(by: Actor, permission: Permission) -> None:
    """Refuse with `NotAllowed` unless the actor holds the permission."""
    if permission not in by.permissions:
        raise NotAllowed()
