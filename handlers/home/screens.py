"""S-01: start shopping, or go on where you were, in one tap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from domain.catalog.collections import CollectionView
from domain.catalog.views import CategoryView, Tile
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.views import OrderRow
from domain.shop.views import ShopView
from handlers.account.buttons import Me
from handlers.browse.buttons import OpenCategory, OpenList
from handlers.browse.screens import category_choices, product_choices
from handlers.cart.buttons import OpenCart
from handlers.home.buttons import Home, TellWhenOpen
from handlers.orders.buttons import Orders
from handlers.product.text import cut
from handlers.screen import Action, Banner, Choice, Nav, Screen
from handlers.search.buttons import Search
from handlers.support.buttons import Help

CELLS = 6
COLLECTIONS = 2
NAME_LENGTH = 24
NOTICE = 160


@dataclass(frozen=True, slots=True)
class Again:
    """The last purchase, one press away. `price` None when it was several things."""

    press: CallbackData
    item: str
    price: Money | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """What Home knows. `total` counts published products; without `shelf` and `categories` the shop is empty."""

    shop: ShopView
    total: int
    shelf: tuple[Tile, ...] = ()
    categories: tuple[CategoryView, ...] = ()
    collections: tuple[CollectionView, ...] = ()
    returning: bool = False
    name: str = ""
    sale: bool = False
    order: OrderRow | None = None
    again: Again | None = None
    cart_units: int = 0
    cart_sum: Money | None = None


def home_screen(home: HomeView, t: Translator) -> Screen:
    if not home.total:
        return _empty(home, t)
    return Screen(
        id="S-01",
        media=Banner(home.shop.name),
        body=greeting(home, t),
        notice=notice_line(home.shop),
        lines=(order_line(home.order, t),) if home.order else (),
        choices=(*product_choices(home.shelf, t, "h"), *_collection_cells(home), *_category_cells(home, t)),
        actions=tuple(_actions(home, t)),
        nav=Nav(home=False, cart=0),
    )


def _empty(home: HomeView, t: Translator) -> Screen:
    return Screen(
        id="S-01",
        media=Banner(home.shop.name),
        body=t("S-01", "We're setting up. Come back soon, or ask us."),
        notice=notice_line(home.shop),
        actions=(
            _tell_me(t),
            Action(t("S-01", "💬 Help"), press=Help(), row=7),
            Action(t("S-01", "📦 Orders"), press=Orders(), row=7),
            Action(t("S-01", "⚙ Me"), press=Me(), row=7),
        ),
        nav=Nav(home=False, cart=0),
    )


def _tell_me(t: Translator) -> Action:
    label, short = t("S-01", "🔔 Tell me when you open"), t("S-01", "🔔 Tell me")
    return Action(label, press=TellWhenOpen(), role="primary", prio=0, row=0, short=short)


def greeting(home: HomeView, t: Translator) -> str:
    name = home.name.split()[0][:20] if home.name.strip() else ""
    if not home.returning:
        return t("S-01", "Welcome to {shop}. Pick something below, or type what you need.", shop=home.shop.name)
    if name:
        return t("S-01", "Hi {name}. What do you need today?", name=name)
    return t("S-01", "What do you need today?")


def notice_line(shop: ShopView) -> str:
    """The merchant's own words of the day, and why orders wait if they do."""
    return " · ".join(cut(words, NOTICE) for words in (shop.settings.notice, shop.settings.closed_notice) if words)


def order_line(order: OrderRow, t: Translator) -> str:
    number = order.number
    match order.status:
        case "awaiting_payment":
            return t("S-01", "📦 Order #{no} waits for its payment", no=number)
        case "packing":
            return t("S-01", "📦 Order #{no} is being packed", no=number)
        case "ready":
            return t("S-01", "📦 Order #{no} is ready for pickup", no=number)
        case "shipped":
            return t("S-01", "📦 Order #{no} is on its way", no=number)
        case _:
            return t("S-01", "📦 Order #{no} is placed", no=number)


def _collection_cells(home: HomeView) -> Iterable[Choice]:
    """What the merchant puts forward besides single goods: one row."""
    for one in home.collections[:COLLECTIONS]:
        yield Choice(OpenList(source=f"g{one.id}"), cut(one.name, NAME_LENGTH), columns=2)


def _category_cells(home: HomeView, t: Translator) -> tuple[Choice, ...]:
    """Two per row, three rows, the last cell opens everything; a shop of a few products needs no categories."""
    if not home.categories:
        more = home.total > len(home.shelf)
        return (Choice(OpenList(source="all"), t("S-01", "All {n} ›", n=t.number(home.total))),) if more else ()
    everything = len(home.categories) < CELLS
    press = OpenList(source="all") if everything else OpenCategory(id=0)
    shown = category_choices(home.categories[: CELLS - 1], t)
    return (*shown, Choice(press, t("S-01", "All ›"), columns=2))


def _actions(home: HomeView, t: Translator) -> Iterable[Action]:
    if home.again:
        short = t("S-01", "🔁 Buy again")
        yield Action(_again(home.again, t), press=home.again.press, prio=0, row=-1, short=short)
    if home.cart_units:
        short = t("S-01", "🛒 Cart · {n}", n=t.number(home.cart_units))
        yield Action(_cart(home, t), press=OpenCart(), role="primary", prio=0, row=0, short=short)
    yield Action(t("S-01", "🔎 Search"), press=Search(), row=6)
    if home.sale:
        yield Action(t("S-01", "🔥 Sale"), press=OpenList(source="sale"), row=6)
    yield Action(t("S-01", "💬 Help"), press=Help(), row=7)
    yield Action(t("S-01", "📦 Orders"), press=Orders(), row=7)
    yield Action(t("S-01", "⚙ Me"), press=Me(), row=7)


def _again(again: Again, t: Translator) -> str:
    item = cut(again.item, NAME_LENGTH)
    if again.price is None:
        return t("S-01", "🔁 Order again · {item}", item=item)
    return t("S-01", "🔁 Buy again · {item} · {price}", item=item, price=again.price)


def _cart(home: HomeView, t: Translator) -> str:
    units = t.number(home.cart_units)
    if home.cart_sum is None:
        return t("S-01", "🛒 Cart · {n}", n=units)
    return t("S-01", "🛒 Cart · {n} · {sum}", n=units, sum=home.cart_sum)


def ended_link(screen: Screen, t: Translator) -> Screen:
    return screen.saying(notice=t("S-01", "That link has ended."))


def welcome(screen: Screen, shop: ShopView, t: Translator) -> Screen:
    """The first line a newcomer meets on whatever a link opened; Home has its own greeting."""
    if screen.id == "S-01":
        return screen
    hello = t("S-01", "Welcome to {shop}.", shop=shop.name)
    said = f"{hello} {shop.pitch}".strip()
    return screen.saying(notice="\n".join(part for part in (said, screen.notice) if part))


def will_tell(t: Translator) -> Screen:
    """After [Tell me when you open]."""
    return Screen(
        id="S-01",
        title=t("S-01", "We'll write here when we open."),
        actions=(
            Action(t("S-01", "🏠 Home"), press=Home(), role="primary", prio=0, row=0),
            Action(t("S-01", "💬 Help"), press=Help(), row=7),
        ),
        nav=Nav(home=False),
    )


def opened(shop: ShopView, t: Translator) -> Screen:
    """The message that keeps the promise."""
    return Screen(
        id="S-01",
        kind="card",
        key="open",
        body=t("S-01", "{shop} is open now.", shop=shop.name),
        actions=(Action(t("S-01", "Look around"), press=Home(), role="primary", prio=0, row=0),),
        nav=None,
    )
