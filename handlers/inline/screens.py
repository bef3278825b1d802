"""What is listed while somebody types, and the card that is sent when they pick. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.cart.views import DeliveryOption
from domain.catalog.rules import base36
from domain.catalog.views import Tile
from domain.kit.i18n import Translator, format_skeleton_day
from domain.shop.views import ShopView
from handlers.home.links import Link, payload_of, telegram_link
from handlers.product.text import cut
from handlers.reply import InlineAnswer, InlineResult
from handlers.screen import Action, Photo

NAME = 60
BUTTON = 24
ASK = "tsearch"


@dataclass(frozen=True, slots=True)
class Finds:
    """A page of what was found. `next_page` 0: there is no more; `code` is who sends; `personal`: for one person."""

    tiles: tuple[Tile, ...]
    next_page: int
    code: str
    own_chat: bool
    personal: bool
    delivery: DeliveryOption | None


def answer(finds: Finds, shop: ShopView, t: Translator) -> InlineAnswer:
    return InlineAnswer(
        results=tuple(_result(tile, finds, shop, t) for tile in finds.tiles),
        next_offset=str(finds.next_page) if finds.next_page else "",
        cache_seconds=0 if finds.own_chat else 30,
        personal=finds.personal,
        button=None if finds.tiles else (t("inline", "Not found. Ask the shop"), ASK),
    )


def _result(tile: Tile, finds: Finds, shop: ShopView, t: Translator) -> InlineResult:
    """In the shop's own chat a pick says a command that opens the product; elsewhere it sends a card."""
    own = finds.own_chat
    return InlineResult(
        id=f"p{base36(tile.id)}",
        title=t("inline", "{name} · {price}", name=cut(tile.name, NAME), price=price_of(tile, t)),
        description=" · ".join(_facts(tile, finds.delivery, t)),
        image=Photo(tile.image, tile.name) if tile.image else None,
        body="" if own else card_body(tile, t),
        actions=() if own else tuple(card_actions(tile, shop, finds.code, t)),
        says=f"/p_{base36(tile.id)}" if own else "",
    )


def price_of(tile: Tile, t: Translator) -> str:
    return t("S-08", "from {price}", price=tile.price) if tile.price != tile.price_to else t.money(tile.price)


def _facts(tile: Tile, delivery: DeliveryOption | None, t: Translator) -> Iterable[str]:
    if not tile.available:
        yield t("inline", "Sold out")
        return
    if tile.discount_percent:
        yield t("inline", "−{percent}%", percent=tile.discount_percent)
    yield t("inline", "In stock")
    if delivery and delivery.earliest:
        yield t("inline", "🚚 {date}", date=t.day_range(delivery.earliest, delivery.latest or delivery.earliest))


def card_body(tile: Tile, t: Translator) -> str:
    """A card stands in other chats for years: it says of which day its price is."""
    lines = [_stock(tile, t)] if not tile.available or tile.old_price else []
    day = format_skeleton_day(t.today(), "MMMd", t.locale)
    return "\n".join((*lines, t("inline", "Price on {date}", date=day)))


def _stock(tile: Tile, t: Translator) -> str:
    if not tile.available:
        return t("inline", "Sold out")
    return t("inline", "Before: {price}", price=tile.old_price)


def card_actions(tile: Tile, shop: ShopView, code: str, t: Translator) -> Iterable[Action]:
    link = telegram_link(shop, payload_of(Link("product", tile.id, referrer=code)))
    if link:
        label = _buy(tile, t) if tile.available else t("inline", "Open in the shop")
        yield Action(label, url=link, role="primary", prio=0, row=0)
    yield Action(t("inline", "More"), find=f"#{base36(tile.id)}", row=0)


def _buy(tile: Tile, t: Translator) -> str:
    return t("inline", "Buy · {price}", price=price_of(tile, t))
