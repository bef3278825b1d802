"""Notes and tags on one order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.routing import post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.orders import notes
from domain.orders.queries import order_by_number
from domain.orders.views import OrderView

Act = Callable[[OrderView], Awaitable[None]]


async def _done(visit: Visit, act: Act) -> web.StreamResponse:
    order, form = await order_by_number(visit.by, visit.number("number")), Form.stored()
    here = f"/admin/orders/{order.number}#notes"
    if not await attempt(form, visit.t, lambda: act(order)):
        return visit.goes(here, next(iter(form.errors.values()), form.alert), "alert")
    return visit.goes(here)


async def note(visit: Visit) -> web.StreamResponse:
    return await _done(visit, lambda order: notes.add_note(visit.by, order.id, visit.field("note")))


async def tag(visit: Visit) -> web.StreamResponse:
    return await _done(visit, lambda order: notes.add_tag(visit.by, order.id, visit.field("tag")))


async def untag(visit: Visit) -> web.StreamResponse:
    return await _done(visit, lambda order: notes.drop_tag(visit.by, order.id, visit.field("tag")))


PAGES = (
    post("/orders/{number}/note", note, Permission.VIEW_ORDERS),
    post("/orders/{number}/tag", tag, Permission.MOVE_ORDERS),
    post("/orders/{number}/untag", untag, Permission.MOVE_ORDERS),
)
