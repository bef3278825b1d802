"""Remembering what was sent into other chats, so that it can follow the shop."""

from __future__ import annotations

from datetime import timedelta

from domain.catalog.models import Product
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.rows import insert_rows
from domain.posts.models import SentCard

CARD_DAYS = 30


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


async def sweep_cards() -> int:
    """Forget cards that have been changed, or were sent so long ago that nobody looks at them."""
    old = await SentCard.filter(sent_at__lt=now() - timedelta(days=CARD_DAYS)).delete()
    return old + await SentCard.exclude(ended_at=None).delete()
