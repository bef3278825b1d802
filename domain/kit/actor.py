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
    ALL_ORDERS = "orders.all"  # without it only those one's own work is about
    PACK_ORDERS = "orders.pack"
    DELIVER_ORDERS = "orders.deliver"
    CANCEL_UNPAID = "orders.cancel_unpaid"
    VIEW_CONTACTS = "customers.contacts"  # without it telephone numbers are masked
    EDIT_COUPONS = "coupons.edit"
    VIEW_MONEY = "money.view"
    MANAGE_MONEY = "money.manage"  # ways to pay, their keys, the account for transfers, caps
    MANAGE_CHANNELS = "channels.manage"
    ANY_AMOUNT = "money.any"  # without it refunds and credit have the caps of the role
    APPROVE = "money.approve"
    AUDIT_OWN = "audit.own"
    AUDIT_TEAM = "audit.team"
    AUDIT_MONEY = "audit.money"


ActorKind = Literal["visitor", "customer", "staff", "system"]


@dataclass(frozen=True, slots=True)
class Caps:
    """The most somebody without `ANY_AMOUNT` gives on their own, in minor units of the shop's money.

    `refund` for one order, `credit` to one customer in a day.
    """

    refund: int = 0
    credit: int = 0
    currency: str = ""


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
    caps: Caps = field(default=Caps(), compare=False)


def system(shop_id: int) -> Actor:
    """The shop itself: sweeps, imports, set-up."""
    return Actor(shop_id=shop_id, kind="system", permissions=frozenset(Permission))


def require(by: Actor, *any_of: Permission) -> None:
    """Refuse with `NotAllowed` unless the actor holds the permission, or one of several."""
    if not by.permissions & set(any_of):
        raise NotAllowed()
