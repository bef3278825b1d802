"""The record in words: who, on what, and what was before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.audit.queries import EntryView
from domain.audit.words import words_of
from domain.kit.actor import Actor, Permission
from domain.kit.i18n import Translator
from domain.kit.money import Money

LONGEST = 160
_AMOUNTS = frozenset({"amount", "price", "total", "left"})
_PLACES = {
    "order": ("/admin/orders/{name}", Permission.VIEW_ORDERS),
    "product": ("/admin/products/{id}", Permission.EDIT_CATALOG),
    "coupon": ("/admin/settings/coupons/{id}", Permission.EDIT_COUPONS),
    "category": ("/admin/products/categories/{id}", Permission.EDIT_CATALOG),
}


@dataclass(frozen=True, slots=True)
class Change:
    before: str
    after: str


def areas(t: Translator) -> dict[str, str]:
    return {
        "orders": t("panel", "Orders"),
        "money": t("panel", "Money"),
        "products": t("panel", "Products"),
        "stock": t("panel", "Stock"),
        "customers": t("panel", "Customers"),
        "settings": t("panel", "Settings"),
        "people": t("panel", "People"),
    }


def _kinds(t: Translator) -> dict[str, str]:
    return {
        "order": t("panel", "Order"),
        "product": t("panel", "Product"),
        "variant": t("panel", "Variant"),
        "customer": t("panel", "Customer"),
        "staff": t("panel", "Colleague"),
        "coupon": t("panel", "Coupon"),
        "category": t("panel", "Category"),
        "shop": t("panel", "Shop"),
        "approval": t("panel", "Request"),
    }


def doer(e: EntryView, called: Mapping[str, str], t: Translator) -> str:
    if e.actor_kind == "staff":
        return called.get(f"staff:{e.actor_id}") or t("panel", "Colleague {n}", n=e.actor_id)
    if e.actor_kind == "customer":
        return called.get(f"customer:{e.actor_id}") or t("panel", "Customer {n}", n=e.actor_id)
    return "Hawker"


def did(e: EntryView, t: Translator) -> str:
    return t.sentence(words_of(e.action))


def thing(subject: str, called: Mapping[str, str], t: Translator) -> str:
    """ "Order #1042", "Product Teapot"; what has no name by its kind and id."""
    kind, _, number = subject.partition(":")
    word, name = _kinds(t).get(kind, kind.replace("_", " ")), called.get(subject, "")
    if kind == "shop":
        return word
    return f"{word} #{name or number}" if kind == "order" else f"{word} {name or number}"


def link(subject: str, called: Mapping[str, str], by: Actor) -> str:
    """The page of what was changed, "" where the reader has none."""
    kind, _, number = subject.partition(":")
    place, right = _PLACES.get(kind, ("", Permission.VIEW_AUDIT))
    if not place or right not in by.permissions or (kind == "order" and subject not in called):
        return ""
    return place.format(id=number, name=called.get(subject, ""))


def changes(e: EntryView, t: Translator, currency: str) -> list[tuple[str, Change]]:
    """Fields with what they were and are; empty ones say nothing."""
    money = str(e.changes.get("currency", currency))
    found = [(name, _change(name, value, money, t)) for name, value in sorted(e.changes.items()) if name != "currency"]
    return [(name.replace("_", " "), change) for name, change in found if change.before or change.after]


def _change(name: str, value: Any, currency: str, t: Translator) -> Change:
    if isinstance(value, list) and len(value) == 2 and not isinstance(value[0], (dict, list)):
        return Change(_said(name, value[0], currency, t) or "–", _said(name, value[1], currency, t) or "–")
    return Change("", _said(name, value, currency, t))


def _said(name: str, value: Any, currency: str, t: Translator) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return t("panel", "yes") if value else t("panel", "no")
    if name in _AMOUNTS and isinstance(value, int):
        return t.money(Money(value, currency))
    if isinstance(value, list):
        return ", ".join(map(str, value))[:LONGEST]
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items())[:LONGEST]
    return str(value)[:LONGEST]
