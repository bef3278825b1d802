"""A product's card outside the shop's chats, and the choice which one to post. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalog.views import ProductView, Tile
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.home.buttons import Home
from handlers.home.links import Link, payload_of, telegram_link
from handlers.inline.screens import price_of
from handlers.posts.buttons import PostProduct
from handlers.product.text import cut
from handlers.screen import Action, Choice, Nav, Photo, Screen

SOURCE = "ch"
TEXT = 300
NAME = 40


def post_card(view: ProductView, tile: Tile | None, shop: ShopView, t: Translator) -> Screen:
    """A post in a channel; without a `tile` the product is no longer sold. A picture is its to the end."""
    photo = Photo(view.images[0].path, view.name) if view.images else None
    if tile is None:
        gone = t("post", "No longer sold.")
        return Screen(id="post", kind="card", title=view.name, media=photo, body=gone, nav=None)
    return Screen(
        id="post",
        kind="card",
        title=view.name,
        media=photo,
        price=price_of(tile, t),
        old_price=t.money(tile.old_price) if tile.old_price else "",
        body=cut(view.plain, TEXT),
        badge="" if tile.available else t("inline", "Sold out"),
        actions=_buy(tile, shop, t),
        nav=None,
    )


def _buy(tile: Tile, shop: ShopView, t: Translator) -> tuple[Action, ...]:
    link = telegram_link(shop, payload_of(Link("product", tile.id, source=SOURCE)))
    if not link:
        return ()
    price = t("inline", "Buy · {price}", price=price_of(tile, t))
    label = price if tile.available else t("inline", "Open in the shop")
    return (Action(label, url=link, role="primary", prio=0, row=0),)


def sold_out_card(view: ProductView, shop: ShopView, t: Translator) -> Screen:
    """What becomes of a card in somebody's chat when there is no more of it."""
    link = telegram_link(shop, payload_of(Link("product", view.id)))
    open_it = (Action(t("inline", "Open in the shop"), url=link, row=0),) if link else ()
    return Screen(id="post", kind="card", title=view.name, body=t("inline", "Sold out"), actions=open_it, nav=None)


def which_screen(found: Sequence[Tile], words: str, t: Translator) -> Screen:
    """Several products fit the words of /post, or none."""
    title = t("post", "Which one?") if found else t("S-07", "Nothing found for “{q}”.", q=cut(words, NAME))
    return Screen(
        id="post",
        title=title,
        choices=tuple(Choice(PostProduct(id=tile.id), cut(tile.name, NAME), price=price_of(tile, t)) for tile in found),
        nav=Nav(back=Home()),
    )


def how_screen(t: Translator) -> Screen:
    body = t("post", "Write /post and a product: its link, its number, or words of its name.")
    return Screen(id="post", title=t("post", "Post a product into the channel"), body=body, nav=Nav(back=Home()))


def posted_screen(name: str, channel: str, t: Translator) -> Screen:
    body = t("post", "It changes there when its price or its stock does.")
    said = t("post", "{name} goes to {channel}.", name=cut(name, NAME), channel=channel)
    return Screen(id="post", title=said, body=body, nav=Nav(back=Home()))
