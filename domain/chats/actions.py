"""Writing the conversation: born with its first press, changed only when something changed."""

from __future__ import annotations

from datetime import timedelta

from domain.chats.models import Chat, WebNode
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, transaction

SHORT_FIELDS = {"coupon": 3, "qty": 3}


async def open_chat(shop_id: int, channel: str, external_id: str, locale: str, customer_id: int) -> int:
    """Make the chat row, or find the one a concurrent first press made."""
    rows = await sql(
        "INSERT INTO chat (shop_id, channel, bot, external_id, customer_id, locale, canvas, field, taps, messages,"
        " coupon, frame, created_at, seen_at) VALUES ($1, $2, '', $3, $4, $5, '{}', '', 0, 0, '', 0, $6, $6)"
        " ON CONFLICT (channel, bot, external_id) DO UPDATE SET seen_at = EXCLUDED.seen_at RETURNING id",
        shop_id,
        channel,
        external_id,
        customer_id,
        locale,
        now(),
    )
    return int(rows[0]["id"])


async def remember(by: Actor, chat_id: int, field: str, minutes: int, *, taps: int, messages: int) -> None:
    """What the next typed text answers ("" for nothing), and how many presses and messages this purchase has taken.

    A field waits `minutes`; coupon codes and quantities wait 3 minutes only.
    """
    wait = SHORT_FIELDS.get(field.partition(".")[0], minutes)
    until = now() + timedelta(minutes=wait) if field else None
    await Chat.of(by, id=chat_id).update(field=field, field_until=until, taps=taps, messages=messages, seen_at=now())


async def hold_coupon(by: Actor, chat_id: int, code: str, days: int) -> None:
    """A coupon that came with a link, applied when it becomes valid, for some days."""
    await Chat.of(by, id=chat_id).update(coupon=code, coupon_until=now() + timedelta(days=days) if code else None)


async def set_chat_locale(by: Actor, chat_id: int, locale: str) -> None:
    await Chat.of(by, id=chat_id).update(locale=locale)


async def keep_node(by: Actor, chat_id: int, node: str, html: str, *, to_end: bool) -> int:
    """Store the newest version of a node and return its frame number; `html` "" means it is gone."""
    async with transaction():
        rows = await sql("UPDATE chat SET frame = frame + 1 WHERE id = $1 RETURNING frame", chat_id)
        n = int(rows[0]["frame"])
        changes = {"n": n, "html": html} | ({"place": n} if to_end else {})
        if not await WebNode.of(by, chat_id=chat_id, node=node).update(**changes):
            await WebNode.add(by, chat_id=chat_id, node=node, n=n, place=n, html=html)
    return n


async def sweep_chats(days: int) -> int:
    """Forget what web chats of anonymous visitors without orders have shown, after some days of silence."""
    old = now() - timedelta(days=days)
    rows = await sql(
        "SELECT c.id FROM chat c WHERE c.seen_at < $1 AND NOT EXISTS (SELECT 1 FROM orders o WHERE"
        " o.customer_id = c.customer_id) LIMIT 500",
        old,
    )
    ids = [r["id"] for r in rows]
    await WebNode.filter(chat_id__in=ids).delete()
    return await Chat.filter(id__in=ids).delete() if ids else 0
