"""S-50: help that starts with the answer, and the shop's own words on its ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from domain.kit.i18n import Translator
from domain.orders.views import OrderRow
from domain.shop.views import ShopView
from handlers.home.buttons import Home
from handlers.orders.buttons import AskCancel, OpenOrder, Orders
from handlers.product.text import pages_of
from handlers.screen import Action, Choice, Nav, Screen
from handlers.support.buttons import Help, HelpTopic

ORDERS_SHOWN = 3
TEXTS = ("delivery", "returns", "payment")
LEGAL = ("terms", "privacy", "seller")
SLUGS = (*TEXTS, *LEGAL)


@dataclass(frozen=True, slots=True)
class HelpView:
    """What help can offer. `topics` are the texts the shop has written; `first` is the order it was asked about.

    `ordered` False: there are no orders to look at.
    """

    shop: ShopView
    topics: frozenset[str] = frozenset()
    orders: Sequence[OrderRow] = ()
    first: OrderRow | None = None
    can_cancel: bool = False
    ordered: bool = True


def topic_name(slug: str, t: Translator) -> str:
    names = {
        "delivery": t("S-50", "Delivery & prices"),
        "returns": t("S-50", "Returns"),
        "payment": t("S-50", "Payment"),
        "terms": t("S-50", "Terms"),
        "privacy": t("S-50", "Privacy"),
        "seller": t("S-50", "Who sells here"),
    }
    return names.get(slug, slug)


def help_screen(view: HelpView, t: Translator, said: str = "") -> Screen:
    """S-50. `said` stands above it, as when a text is not there."""
    return Screen(
        id="S-50",
        title=t("S-50", "What do you need?"),
        notice=said,
        choices=(*_orders(view, t), *_topics(view, t)),
        actions=tuple(_contacts(view, t)),
        nav=Nav(back=Home()),
    )


def _orders(view: HelpView, t: Translator) -> Iterable[Choice]:
    first = view.first
    others = [order for order in view.orders if first is None or order.id != first.id]
    for order in [*((first,) if first else ()), *others][:ORDERS_SHOWN]:
        yield Choice(OpenOrder(id=order.id), t("S-50", "📦 Where is #{no}?", no=str(order.number)))
        if view.can_cancel and first and order.id == first.id:
            yield Choice(AskCancel(id=order.id), t("S-50", "Cancel #{no}", no=str(order.number)))


def _topics(view: HelpView, t: Translator) -> Iterable[Choice]:
    for slug in SLUGS:
        if slug in view.topics:
            yield Choice(HelpTopic(slug=slug), topic_name(slug, t), columns=2)


def _contacts(view: HelpView, t: Translator) -> Iterable[Action]:
    yield from contacts(view.shop, t, view.first.number if view.first else 0)
    if not view.ordered:
        yield Action(t("S-20", "Browse"), press=Home(), row=2)
    elif not view.orders:
        yield Action(t("S-01", "📦 Orders"), press=Orders(), row=2)


def contacts(shop: ShopView, t: Translator, number: int = 0, subject: str = "") -> Iterable[Action]:
    """The ways to a person, those the shop has given; a letter is about an order's `number`, or about `subject`."""
    if shop.phone:
        yield Action(t("S-50", "📞 Call {phone}", phone=shop.phone), url=f"tel:{_dialled(shop.phone)}", row=1, short=
                     t("S-50", "📞 Call"))  # fmt: skip
    if shop.email:
        about = t("S-50", "Order #{no}", no=str(number)) if number else subject
        more = f"?subject={quote(about)}" if about else ""
        yield Action(t("S-50", "✉ Write to us"), url=f"mailto:{shop.email}{more}", row=1)


def _dialled(phone: str) -> str:
    return re.sub(r"[^\d+]", "", phone)


def topic_page(slug: str, text: str, page: int, shop: ShopView, t: Translator) -> Screen:
    """One of the shop's texts, a page at a time."""
    pages = pages_of(text)
    at = max(1, min(page, len(pages)))
    return Screen(
        id="S-50",
        title=topic_name(slug, t),
        body=pages[at - 1],
        actions=(*_turning(slug, at, len(pages), t), *contacts(shop, t)),
        nav=Nav(back=Help()),
    )


def _turning(slug: str, at: int, pages: int, t: Translator) -> Iterable[Action]:
    if at > 1:
        yield Action(t("S-03", "‹ Prev"), press=HelpTopic(slug=slug, page=at - 1), row=0)
    if at < pages:
        yield Action(t("S-03", "Next ›"), press=HelpTopic(slug=slug, page=at + 1), row=0)
