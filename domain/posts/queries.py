"""What stands in other chats."""

from __future__ import annotations

import hashlib

from domain.catalog.views import Tile
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.posts.models import ChannelPost, SentCard
from domain.posts.views import CardView, PostView


async def post(by: Actor, post_id: int) -> PostView:
    """Raises `NotFound`."""
    row = await ChannelPost.of(by, id=post_id).first().values(*PostView.__slots__)
    if not row:
        raise NotFound()
    return PostView(**row)


async def sent_card(by: Actor, card_id: int) -> CardView:
    """Raises `NotFound`."""
    names = ("id", "product_id", "bot", "inline_message", "locale")
    row = await SentCard.of(by, id=card_id).first().values(*names)
    if not row:
        raise NotFound()
    return CardView(row["id"], row["product_id"], row["bot"], row["inline_message"], row["locale"])


def digest(tile: Tile | None) -> str:
    """None is a product that is no longer sold."""
    said = (tile.name, tile.price, tile.price_to, tile.old_price, tile.available, tile.image) if tile else ()
    return hashlib.sha256(repr(said).encode()).hexdigest()
