"""Writing the conversation: born with its first press, changed only when something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.chats.models import Chat, WebNode
from domain.chats.views import Memory, Node
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, sql_in_turn
from domain.kit.rows import Values, packed, writes_in_with

FORGOTTEN = -1
FRAMES_FROM = datetime(2026, 1, 1, tzinfo=UTC)
SHORT_FIELDS = {"coupon": 3, "qty": 3}
_REMEMBER = "UPDATE chat SET {columns} WHERE id = $1 RETURNING id, shop_id, frame"
_SHOW = """
WITH c(id, shop_id, frame) AS ({chat}), shown(node, html, back, ends) AS (VALUES {rows})
INSERT INTO web_node (shop_id, chat_id, node, html, n, place)
SELECT c.shop_id, c.id, s.node, s.html, c.frame - s.back, CASE WHEN s.ends THEN c.frame - s.back ELSE COALESCE(
  (SELECT w.place FROM web_node w WHERE w.chat_id = c.id AND w.node = s.node), c.frame - s.back) END
FROM c CROSS JOIN shown s WHERE 1 = 1
ON CONFLICT (chat_id, node) DO UPDATE SET n = EXCLUDED.n, html = EXCLUDED.html, place = EXCLUDED.place
RETURNING n
"""
_CHAT = "SELECT id, shop_id, frame FROM chat WHERE id = $1"


async def open_chat(
    shop_id: int, channel: str, external_id: str, locale: str, customer_id: int | None, bot: str = ""
) -> int:
    """Make the chat row, or find the one a concurrent first press made."""
    rows = await sql(
        "INSERT INTO chat (shop_id, channel, bot, external_id, customer_id, locale, canvas, field, taps, messages,"
        " coupon, frame, created_at, seen_at) VALUES ($1, $2, $7, $3, $4, $5, '{}', '', 0, 0, '', $8, $6, $6)"
        " ON CONFLICT (channel, bot, external_id) DO UPDATE SET seen_at = EXCLUDED.seen_at RETURNING id",
        shop_id,
        channel,
        external_id,
        customer_id,
        locale,
        now(),
        bot,
        _first_frame(),
    )
    return int(rows[0]["id"])


def _first_frame() -> int:
    """Above every frame of a chat of the same browser that has been forgotten: a page left open goes on listening."""
    return max(0, int((now() - FRAMES_FROM).total_seconds()))


async def hold_coupon(by: Actor, chat_id: int, code: str, days: int) -> None:
    """A coupon that came with a link, applied when it becomes valid, for some days."""
    await Chat.of(by, id=chat_id).update(coupon=code, coupon_until=now() + timedelta(days=days) if code else None)


async def set_chat_locale(by: Actor, chat_id: int, locale: str) -> None:
    await Chat.of(by, id=chat_id).update(locale=locale)


async def keep(
    chat_id: int, nodes: Sequence[Node], memory: Memory | None = None, canvas: Mapping[str, Any] | None = None
) -> int:
    """Store what the chat shows and remembers now, all or nothing; returns the frame number before the first node.

    Of a chat that has been forgotten meanwhile nothing is kept, and `FORGOTTEN` returned.
    A field waits its minutes; coupon codes and quantities wait 3 minutes only.
    """
    values = Values([chat_id, len(nodes)])
    told = (*_columns(memory), *(() if canvas is None else (("canvas", packed(dict(canvas))),)))
    columns = "frame = frame + $2" + "".join(f", {name} = {values.put(value)}" for name, value in told)
    remember = _REMEMBER.format(columns=columns)
    if not nodes:
        rows = await sql(remember, *values)
        return int(rows[0]["frame"]) if rows else FORGOTTEN
    if writes_in_with():
        statement, all_values = _showing(remember, values, nodes)
        shown = await sql(statement, *all_values)
    else:
        shown = await sql_in_turn([(remember, values), _showing(_CHAT, Values([chat_id]), nodes)])
    return min((int(row["n"]) for row in shown), default=FORGOTTEN + 1) - 1


def _columns(memory: Memory | None) -> Iterator[tuple[str, Any]]:
    if memory is None:
        return
    wait = SHORT_FIELDS.get(memory.field.partition(".")[0], memory.minutes)
    yield "field", memory.field
    yield "field_until", now() + timedelta(minutes=wait) if memory.field else None
    yield "taps", memory.taps
    yield "messages", memory.messages
    yield "seen_at", now()


def _showing(chat: str, values: Values, nodes: Sequence[Node]) -> tuple[str, list[Any]]:
    """The statement that writes all nodes at once; one that stays where it is keeps the place it has."""
    rows = ", ".join(
        f"(CAST({values.put(node.id)} AS TEXT), CAST({values.put(node.html)} AS TEXT), {back}, {node.to_end})"
        for back, node in zip(range(len(nodes) - 1, -1, -1), nodes, strict=True)
    )
    return _SHOW.format(chat=chat, rows=rows), values


async def sweep_chats(days: int) -> int:
    """Forget what web chats of anonymous visitors without orders have shown, after some days of silence."""
    old = now() - timedelta(days=days)
    rows = await sql(
        "SELECT c.id FROM chat c WHERE c.channel = 'web' AND c.seen_at < $1"
        " AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id) LIMIT 500",
        old,
    )
    ids = [r["id"] for r in rows]
    await WebNode.filter(chat_id__in=ids).delete()
    return await Chat.filter(id__in=ids).delete() if ids else 0
