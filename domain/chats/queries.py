"""The conversation in one statement per update."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from domain.chats.models import Chat, WebNode
from domain.chats.views import ChatPlace, ChatView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.rows import unpacked
from domain.shop.errors import NoSuchShop

_CHAT = """
SELECT c.id, c.customer_id, c.locale, c.field, c.field_until IS NOT NULL AND c.field_until < $3 AS field_over,
       c.taps, c.messages, c.coupon, c.coupon_until IS NOT NULL AND c.coupon_until < $3 AS coupon_over,
       s.catalog_version, COALESCE(p.blocked, $4) AS blocked, c.canvas, c.blocked_at IS NOT NULL AS unreachable,
       (SELECT COALESCE(SUM(l.quantity), 0) FROM cart_line l JOIN cart k ON k.id = l.cart_id
         WHERE k.customer_id = c.customer_id AND k.kind = 'basket') AS cart_units
FROM shop s LEFT JOIN chat c ON c.shop_id = s.id AND c.channel = $5 AND c.external_id = $2 AND c.bot = $6
LEFT JOIN customer p ON p.id = c.customer_id
WHERE s.id = $1
"""
_SAID = """
SELECT 1 AS one FROM chat_card c WHERE c.chat_id = $1 AND c.key = $2
UNION ALL SELECT 1 FROM web_node w WHERE w.chat_id = $1 AND w.node = $3 AND w.html <> ''
"""


async def chat(shop_id: int, channel: str, external_id: str, bot: str = "") -> ChatView:
    """The chat with its cart's units and the shop's version; id 0 for somebody who has never pressed anything.

    Raises `NoSuchShop`.
    """
    rows = await sql(_CHAT, shop_id, external_id, now(), False, channel, bot)
    if not rows:
        raise NoSuchShop()
    row = rows[0]
    if row["id"] is None:
        return ChatView(0, shop_id, channel, external_id, 0, "", "", 0, row["catalog_version"], bot=bot)
    return ChatView(
        id=row["id"],
        shop_id=shop_id,
        channel=channel,
        external_id=external_id,
        customer_id=row["customer_id"] or 0,
        locale=row["locale"],
        field="" if row["field_over"] else row["field"],
        cart_units=int(row["cart_units"]),
        shop_version=row["catalog_version"],
        taps=row["taps"],
        messages=row["messages"],
        coupon="" if row["coupon_over"] else row["coupon"],
        blocked=bool(row["blocked"]),
        bot=bot,
        canvas=unpacked(row["canvas"]),
        unreachable=bool(row["unreachable"]),
    )


async def cart_units(by: Actor) -> int:
    """Units in the customer's basket now, for the sign on every screen."""
    rows = await sql(
        "SELECT COALESCE(SUM(l.quantity), 0) AS units FROM cart_line l JOIN cart k ON k.id = l.cart_id"
        " WHERE k.customer_id = $1 AND k.kind = 'basket'",
        by.id,
    )
    return int(rows[0]["units"])


async def chats_of_customer(by: Actor, customer_id: int) -> tuple[ChatPlace, ...]:
    """Every conversation of a customer that can be reached, newest first."""
    rows = (
        await Chat.of(by, customer_id=customer_id, blocked_at=None)
        .order_by("-seen_at")
        .values("id", "channel", "bot", "external_id", "locale")
    )
    return tuple(ChatPlace(**row) for row in rows)


async def chat_place(by: Actor, chat_id: int) -> ChatPlace | None:
    """Where one conversation is; None when it cannot be reached."""
    row = await Chat.of(by, id=chat_id, blocked_at=None).first().values("id", "channel", "bot", "external_id", "locale")
    return ChatPlace(**row) if row else None


async def canvas_of(by: Actor, chat_id: int) -> dict[str, Any]:
    """What a messenger remembers of the messages it edits in this chat."""
    found = await Chat.of(by, id=chat_id).first().values("canvas")
    return dict(found["canvas"]) if found else {}


async def nodes_since(by: Actor, chat_id: int, since: int) -> tuple[tuple[int, str, str], ...]:
    """(frame number, node id, HTML) of the nodes changed after frame `since`, in the order they stand in the log.

    With `since` 0 this is the history, without what is gone.
    """
    found = WebNode.of(by, chat_id=chat_id, n__gt=since)
    if since == 0:
        found = found.exclude(html="")
    rows = await found.order_by("place", "n").values("n", "node", "html")
    return tuple((r["n"], r["node"], r["html"]) for r in rows)


async def node_html(by: Actor, chat_id: int, node: str) -> str:
    """What a node of a chat shows now, "" for nothing."""
    row = await WebNode.of(by, chat_id=chat_id, node=node).first().values("html")
    return row["html"] if row else ""


async def frames(channel: str, external_ids: Collection[str]) -> dict[tuple[int, str], tuple[int, int]]:
    """(shop, external id) → (chat id, newest frame), for the chats a process has open."""
    rows = await Chat.filter(channel=channel, external_id__in=list(external_ids)).values(
        "id", "shop_id", "external_id", "frame"
    )
    return {(r["shop_id"], r["external_id"]): (r["id"], r["frame"]) for r in rows}


async def has_card(chat_id: int, key: str) -> bool:
    """Whether a chat has been shown the card of this key, in whichever messenger."""
    return bool(await sql(_SAID, chat_id, key, f"card-{key}"))
