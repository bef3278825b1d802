"""The board for the wall and for the phone of who packs: a tap moves an order on."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from aiohttp import web

from admin_web.panel.orders import words
from admin_web.panel.orders.many import next_step
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.clock import now
from domain.kit.errors import ShopError
from domain.kit.states import IllegalMove
from domain.orders.desk import OrderFilters, picked
from domain.orders.rights import STEPS
from domain.payments.actions import advance
from domain.reports.board import Card, board

HERE = "/admin/orders/board"


async def show(visit: Visit, *, alert: str = "") -> web.StreamResponse:
    draw = visit.part if visit.is_fragment else visit.page
    return draw(
        "orders/columns.html" if visit.is_fragment else "orders/board.html",
        columns=await board(visit.by, visit.shop), next_step=lambda row: next_step(visit, row), alert=alert,
        due=lambda card: _due(visit, card), now=now(), move_words=words.move, **words.every(visit.t),
    )  # fmt: skip


def _due(visit: Visit, card: Card) -> datetime | None:
    """When it was promised: the hour of a pickup, else the end of the day."""
    if card.ready_at:
        return card.ready_at
    return datetime.combine(card.day + timedelta(days=1), time.min, visit.shop.zone) if card.day else None


async def move(visit: Visit) -> web.StreamResponse:
    """One card one step on; where it was dragged to, if that is its step."""
    try:
        await _move(visit)
    except ShopError as refusal:
        said = visit.t.refusal(refusal)
        return await show(visit, alert=said) if visit.is_fragment else visit.goes(HERE, said, "alert")
    return await show(visit) if visit.is_fragment else visit.goes(HERE)


async def _move(visit: Visit) -> None:
    text, wanted = visit.field("order"), visit.field("to")
    rows = await picked(visit.by, "all", OrderFilters(), [int(text)] if text.isdecimal() and len(text) < 16 else [])
    step = next_step(visit, rows[0]) if rows else ""
    if not step or wanted not in ("", step):
        raise IllegalMove()
    await advance(visit.by, rows[0].id, step, was=visit.field("was"))


PAGES = (
    get("/orders/board", show, Permission.VIEW_ORDERS),
    post("/orders/board", move, *STEPS),
)
