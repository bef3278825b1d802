"""What the panel calls the ways customers come, what they do, and what was done for them."""

from __future__ import annotations

from domain.audit.words import words_of
from domain.kit.i18n import Translator, language_name
from domain.reports.person_story import HappeningView
from domain.shop.views import ShopView

Words = dict[str, str]


def channels(t: Translator) -> Words:
    return {"web": t("panel", "Web chat"), "telegram": t("panel", "Telegram")}


def sorts(t: Translator) -> Words:
    return {
        "seen": t("panel", "Last seen"),
        "new": t("panel", "Newest"),
        "spent": t("panel", "Spent most"),
        "orders": t("panel", "Most orders"),
        "name": t("panel", "Name"),
    }


def languages(shop: ShopView) -> Words:
    """The shop's languages in their own words; nothing to choose where there is one."""
    return {code: language_name(code) for code in shop.locales} if len(shop.locales) > 1 else {}


def kinds(t: Translator) -> Words:
    """What is saved and waited for."""
    return {
        "saved": t("panel", "Saved"),
        "stock": t("panel", "Wants to know when it is back"),
        "price": t("panel", "Wants to know when it is cheaper"),
        "open": t("panel", "Wants to know when the shop opens"),
        "words": t("panel", "Looks for"),
    }


def movements(t: Translator) -> Words:
    """How a wallet changed."""
    return {
        "capture": t("panel", "Paid an order"),
        "refund": t("panel", "Refunded"),
        "credit": t("panel", "Credit given"),
        "debit": t("panel", "Credit taken back"),
        "merge": t("panel", "Merged"),
    }


def _did(t: Translator) -> Words:
    return {
        "view": t("panel", "Looked at"),
        "search": t("panel", "Looked for"),
        "cart": t("panel", "Put into the cart"),
        "checkout": t("panel", "Went to the checkout"),
        "pay": t("panel", "Pressed to pay"),
        "paid": t("panel", "Paid in the messenger"),
        "link": t("panel", "Came by a link"),
    }


def told(one: HappeningView, t: Translator, statuses: Words) -> str:
    """What happened, in a few words; what it was about stands beside it."""
    match one.source:
        case "event":
            return _did(t).get(one.kind, one.kind)
        case "order":
            return statuses.get(one.kind, one.kind)
        case "met":
            return t("panel", "First wrote by {channel}", channel=channels(t).get(one.kind, one.kind))
        case "desk":
            return t.sentence(words_of(one.kind))
    return _entered(one, t)


def _entered(one: HappeningView, t: Translator) -> str:
    if one.source == "note":
        return t("panel", "Note")
    amount = one.amount or ""
    return t("panel", "{amount} received", amount=amount) if one.source == "payment" else t(
        "panel", "{amount} refunded", amount=amount
    )  # fmt: skip


def detail(one: HappeningView, t: Translator, methods: Words) -> str:
    """The rest of it: a product, the words of a note, a way to pay."""
    if one.source == "payment":
        return methods.get(one.word, one.word)
    if one.source == "order" and one.word == "expired":
        return t("panel", "not paid in time")
    if one.source in ("order", "note", "refund"):
        return one.word
    tags = one.changes.get("tags")
    if isinstance(tags, list):
        return ", ".join(map(str, tags))
    return one.thing or str(one.changes.get("added") or one.changes.get("removed") or "")


def changed(what: str, n: int, t: Translator) -> str:
    """What an act on many has done."""
    if what in ("tag", "untag"):
        return t.plural("panel", "{n} customer changed.", "{n} customers changed.", n)
    if what == "unblock":
        return t.plural("panel", "{n} customer may order again.", "{n} customers may order again.", n)
    return t.plural("panel", "{n} customer can't order any more.", "{n} customers can't order any more.", n)


def effect(what: str, tag: str, n: int, t: Translator) -> str:
    """What an act on many would do."""
    if what == "tag":
        return t.plural("panel", "{n} customer gets the tag “{tag}”.", "{n} customers get the tag “{tag}”.", n, tag=tag)
    if what == "untag":
        return t.plural(
            "panel", "{n} customer loses the tag “{tag}”.", "{n} customers lose the tag “{tag}”.", n, tag=tag
        )
    if what == "unblock":
        return t.plural("panel", "{n} customer may order again.", "{n} customers may order again.", n)
    return t.plural("panel", "{n} customer can't order any more.", "{n} customers can't order any more.", n)
