"""What the shop says in a group: one small card whose buttons lead into the private chat. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from domain.catalog.views import Tile
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.home.links import Link, payload_of, telegram_link
from handlers.inline.screens import price_of
from handlers.product.text import cut
from handlers.screen import Action, Screen

SHOWN = 3
NAME = 40


def shop_card(shop: ShopView, t: Translator) -> Screen:
    body = shop.pitch or t("group", "Look around, ask, order: all of it in our private chat.")
    return _card(shop.name, body, (_open(t("group", "Open the shop"), Link("home"), shop),))


def found_card(words: str, found: tuple[Tile, ...], total: int, list_id: int, shop: ShopView, t: Translator) -> Screen:
    """The best of what was found; `list_id` opens all of it."""
    return _card(t("S-06", "“{q}” · {n} found", q=cut(words, NAME), n=t.number(total)), "",
                 tuple(_finds(found, total, list_id, shop, t)))  # fmt: skip


def _finds(found: tuple[Tile, ...], total: int, list_id: int, shop: ShopView, t: Translator) -> Iterable[Action]:
    for row, tile in enumerate(found):
        label = t("inline", "{name} · {price}", name=cut(tile.name, NAME), price=price_of(tile, t))
        yield _open(label if tile.available else f"{label} ✕", Link("product", tile.id), shop, row)
    if total > len(found):
        yield _open(t("S-01", "All {n} ›", n=t.number(total)), Link("list", list_id), shop, SHOWN)


def nothing_card(words: str, shop: ShopView, t: Translator) -> Screen:
    ask = _open(t("S-07", "Ask the shop for it"), Link("topic", word="search"), shop)
    return _card(t("S-07", "Nothing found for “{q}”.", q=cut(words, NAME)), "", (ask,))


def private_card(command: str, shop: ShopView, t: Translator) -> Screen:
    """Carts and orders are nobody's business but their owner's."""
    if command == "cart":
        return _card(
            t("group", "Open your cart in private"), "", (_open(t("group", "Open"), Link("topic", word="cart"), shop),)
        )
    return _card(t("group", "That is for our private chat"), "", (_open(t("group", "Open"), Link("home"), shop),))


def _open(label: str, link: Link, shop: ShopView, row: int = 0) -> Action:
    return Action(label, url=telegram_link(shop, payload_of(link)), row=row)


def _card(title: str, body: str, actions: tuple[Action, ...]) -> Screen:
    return Screen(id="group", kind="card", title=title, body=body, actions=actions, nav=None)
