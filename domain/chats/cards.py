"""Durable messages in a messenger, by what they are about; and whether a chat can be reached at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.chats.models import Chat, ChatCard
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows

RETURNED = "returned"  # what a chat waits for when its customer has let the shop in again


@dataclass(frozen=True, slots=True)
class CardView:
    """Which message of the messenger a card is, and what it said."""

    message: int
    digest: str
    shown_at: datetime


async def card(by: Actor, chat_id: int, key: str) -> CardView | None:
    row = await ChatCard.of(by, chat_id=chat_id, key=key).first()
    return CardView(row.message, row.digest, row.shown_at) if row else None


async def is_card(by: Actor, chat_id: int, message: int) -> bool:
    """Whether this message is a card: cards keep their buttons."""
    return await ChatCard.of(by, chat_id=chat_id, message=message).exists()


async def keep_card(by: Actor, chat_id: int, key: str, message: int, digest: str) -> None:
    told = {"message": message, "digest": digest, "shown_at": now()}
    row = {"shop_id": by.shop_id, "chat_id": chat_id, "key": key, **told}
    conflict = (
        "ON CONFLICT (chat_id, key) DO UPDATE SET message = EXCLUDED.message, digest = EXCLUDED.digest,"
        " shown_at = EXCLUDED.shown_at"
    )
    await insert_rows("chat_card", [row], conflict=conflict)


async def unreachable(by: Actor, chat_id: int, *, yes: bool) -> None:
    """They have blocked the shop, or let it in again."""
    await Chat.of(by, id=chat_id).update(blocked_at=now() if yes else None)


async def let_in(by: Actor, chat_id: int) -> None:
    """They let the shop in again and have said nothing yet: their first words are a return."""
    await Chat.of(by, id=chat_id, blocked_at__isnull=False).update(blocked_at=None, field=RETURNED, field_until=None)


async def renumbered(channel: str, bot: str, was: str, now_is: str) -> None:
    """The messenger has given a conversation another id, as Telegram does to groups that grow."""
    if not await Chat.exists(channel=channel, bot=bot, external_id=now_is):
        await Chat.filter(channel=channel, bot=bot, external_id=was).update(external_id=now_is)
