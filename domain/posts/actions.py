"""Products in channels and in other people's chats: sent, remembered, and followed when the shop changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.audit.actions import record
from domain.catalog.fragments import READY, some_variant
from domain.catalog.models import Product
from domain.catalog.queries import product, tiles
from domain.catalog.views import ProductView
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.posts.errors import NoChannel, NotOnSale
from domain.posts.models import ChannelPost, SentCard
from domain.posts.queries import digest
from domain.shop.bots import bots_of
from domain.shop.queries import shop_of

CHANNEL = "telegram"
CARD_DAYS = 30
POST_DAYS = 180
AT_ONCE = 200
POSTED = "post.new"
CHANGED = "post.changed"
ENDED = "card.ended"
_SOLD_OUT = f"""
SELECT c.id, c.shop_id FROM sent_card c WHERE c.ended_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM product p WHERE p.id = c.product_id AND p.status = 'active' AND {some_variant(READY)})
ORDER BY c.id LIMIT $1
"""  # noqa: S608 - fragments of ours


# ------------------------------------------------------------------------------------------------------ channel posts


async def publish(by: Actor, product_id: int) -> ProductView:
    """Have a product's card posted into the shop's channel.

    Raises `NotAllowed`, `NotFound`, `NotOnSale`, `NoChannel`.
    """
    require(by, Permission.EDIT_CATALOG)
    shop = await shop_of(by)
    chat, accounts = shop.settings.telegram_channel, await bots_of(by, CHANNEL)
    if not chat or not accounts:
        raise NoChannel()
    view = await product(by, product_id, locale=shop.locale)
    if not view.published:
        raise NotOnSale(name=view.name)
    async with transaction():
        await record(by, "post.sent", f"product:{product_id}", {"channel": chat})
        await put(by, POSTED, {"product_id": product_id, "bot": accounts[-1].external_id, "chat": chat})
    return view


async def remember_post(by: Actor, product_id: int, bot: str, chat: str, message: int, locale: str) -> int:
    """A card that stands in a channel now, saying what the product is like at this moment."""
    said = digest(next(iter(await tiles(_reader(by), [product_id], locale=locale)), None))
    row = {
        "shop_id": by.shop_id, "product_id": product_id, "bot": bot, "chat": chat, "message": message,
        "locale": locale, "digest": said, "posted_at": now(),
    }  # fmt: skip
    async with transaction():
        made = await insert_rows("channel_post", [row], conflict="ON CONFLICT (bot, chat, message) DO NOTHING")
    return int(made[0]["id"]) if made else 0


async def forget_post(by: Actor, post_id: int) -> None:
    """The card is not there any more."""
    async with transaction():
        await ChannelPost.of(by, id=post_id).delete()


async def follow_posts() -> int:
    """Have every post drawn anew that says something else than the shop does now; returns how many."""
    shops = await ChannelPost.all().distinct().values_list("shop_id", flat=True)
    return sum([await _follow(system(int(str(shop_id)))) for shop_id in shops])


async def _follow(by: Actor) -> int:
    posts = await ChannelPost.of(by).order_by("id")
    changed = 0
    for locale in {post.locale for post in posts}:
        spoken = [post for post in posts if post.locale == locale]
        known = await tiles(_reader(by), [_product(post) for post in spoken], locale=locale)
        says = {tile.id: digest(tile) for tile in known}
        for post in spoken:
            changed += await _redraw(by, post, says.get(_product(post), digest(None)))
    return changed


def _product(post: ChannelPost) -> int:
    return int(getattr(post, "product_id"))  # noqa: B009 - the column of a relation


async def _redraw(by: Actor, post: ChannelPost, says: str) -> bool:
    if post.digest == says:
        return False
    async with transaction():
        if not await ChannelPost.of(by, id=post.id, digest=post.digest).update(digest=says):
            return False
        await put(by, CHANGED, {"post_id": post.id})
    return True


def _reader(by: Actor) -> Actor:
    """Who reads a post: everybody, in this messenger."""
    return replace(by, kind="visitor", id=0, channel=CHANNEL)


# --------------------------------------------------------------------------------------------------------- sent cards


async def remember_card(by: Actor, product_id: int, bot: str, inline_message: str, locale: str) -> None:
    """A card somebody has sent into a chat of theirs. Harmless twice; what is no product of the shop is passed over."""
    if not await Product.of(by, id=product_id).exists():
        return
    row = {
        "shop_id": by.shop_id, "product_id": product_id, "bot": bot, "inline_message": inline_message[:120],
        "locale": locale, "sent_at": now(),
    }  # fmt: skip
    async with transaction():
        await insert_rows("sent_card", [row], conflict="ON CONFLICT (bot, inline_message) DO NOTHING")


async def end_cards() -> int:
    """Have the cards of what is sold out say so, each once; returns how many."""
    rows = await sql(_SOLD_OUT, AT_ONCE)
    return sum([await _end(system(row["shop_id"]), row["id"]) for row in rows])


async def _end(by: Actor, card_id: int) -> bool:
    async with transaction():
        if not await SentCard.of(by, id=card_id, ended_at=None).update(ended_at=now()):
            return False
        await put(by, ENDED, {"card_id": card_id})
    return True


async def sweep_posts() -> int:
    """Forget what was sent so long ago that nobody looks at it."""
    cards = await SentCard.filter(sent_at__lt=now() - timedelta(days=CARD_DAYS)).delete()
    return cards + await ChannelPost.filter(posted_at__lt=now() - timedelta(days=POST_DAYS)).delete()
