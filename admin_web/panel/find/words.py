"""Every page that can be gone to by its name, and what can be begun from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from domain.kit.actor import Actor, Permission
from domain.kit.i18n import Translator
from domain.kit.text import folded


class Goal(NamedTuple):
    """`also` are other words people look for it by."""

    path: str
    picture: str
    name: str
    needs: tuple[Permission, ...] = ()
    also: str = ""


def goals(by: Actor, t: Translator) -> Iterable[Goal]:
    return (goal for goal in _all(t) if not goal.needs or by.permissions & set(goal.needs))


def fitting(by: Actor, t: Translator, words: str) -> tuple[Goal, ...]:
    """Those whose name has every word; all of them for no words."""
    asked = folded(words).split()
    return tuple(g for g in goals(by, t) if all(word in folded(f"{g.name} {g.also}") for word in asked))


def _all(t: Translator) -> tuple[Goal, ...]:
    return (
        Goal("/admin/products/new", "plus", t("panel", "Add a product"), (Permission.EDIT_CATALOG,)),
        Goal("/admin/", "today", t("panel", "Today")),
        Goal("/admin/orders", "orders", t("panel", "Orders"), (Permission.VIEW_ORDERS,)),
        Goal("/admin/orders?tab=packing", "orders", t("panel", "Orders to pack"), (Permission.VIEW_ORDERS,)),
        Goal("/admin/orders?tab=unpaid", "orders", t("panel", "Orders not paid"), (Permission.VIEW_ORDERS,)),
        Goal("/admin/products", "products", t("panel", "Products"), (Permission.EDIT_STOCK,)),
        Goal("/admin/products/categories", "list", t("panel", "Categories"), (Permission.EDIT_CATALOG,)),
        Goal("/admin/customers", "customers", t("panel", "Customers"), (Permission.VIEW_CUSTOMERS,)),
        Goal("/admin/analytics", "analytics", t("panel", "Figures"), (Permission.VIEW_FIGURES,)),
        Goal("/admin/settings/shop", "shop", t("panel", "Shop"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/delivery", "truck", t("panel", "Delivery"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/taxes", "percent", t("panel", "Taxes"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/payment", "money", t("panel", "Payment"), (Permission.VIEW_MONEY,), "Stripe"),
        Goal("/admin/settings/checkout", "cart", t("panel", "Checkout"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/invoices", "text", t("panel", "Invoices"), (Permission.EDIT_SETTINGS,), "PDF"),
        Goal("/admin/settings/telegram", "chat", t("panel", "Telegram"), (Permission.MANAGE_CHANNELS,)),
        Goal("/admin/settings/texts", "text", t("panel", "Texts"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/coupons", "coupon", t("panel", "Coupons"), (Permission.EDIT_COUPONS,)),
        Goal("/admin/settings/staff", "people", t("panel", "People"), (Permission.MANAGE_STAFF,)),
        Goal("/admin/settings/work", "bell", t("panel", "Background work"), (Permission.EDIT_SETTINGS,)),
        Goal("/admin/settings/audit", "list", t("panel", "Audit log"), (Permission.AUDIT_OWN, Permission.VIEW_AUDIT)),
        Goal("/admin/me", "me", t("panel", "Your account")),
    )
