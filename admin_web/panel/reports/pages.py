"""Today: what waits, how the day goes, what has just happened, and the way to the first sale."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.panel.orders import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.queries import waiting
from domain.doctor.nightly import complaints
from domain.kit.actor import Permission
from domain.payments.strays import strays
from domain.reports import today
from domain.shop import actions

HERE = "/admin/"
HIDDEN = "checklist"


async def show(visit: Visit) -> web.StreamResponse:
    draw = visit.part if visit.is_fragment else visit.page
    template = "reports/now.html" if visit.is_fragment else "reports/today.html"
    context: dict[str, Any] = {**await _now(visit), **await _shop(visit), **words.every(visit.t)}
    return draw(template, **context)


async def _now(visit: Visit) -> dict[str, Any]:
    """What changes while the page is open."""
    sees_orders = visit.can(Permission.VIEW_ORDERS)
    return {
        "to_do": await today.to_do(visit.by) if sees_orders else None,
        "feed": await today.feed(visit.by) if visit.can(Permission.ALL_ORDERS) else (),
        "sums": await today.day_sums(visit.by) if visit.can(Permission.EDIT_SETTINGS) else None,
        "stars": await today.star_sums(visit.by) if visit.can(Permission.EDIT_SETTINGS) else None,
        "low": await _low(visit),
        "complaints": await complaints(visit.by) if visit.can(Permission.EDIT_SETTINGS) else (),
        "requests": len(await waiting(visit.by)) if visit.can(Permission.APPROVE) else 0,
        "strays": len(await strays(visit.by)) if sees_orders and visit.can(Permission.EDIT_SETTINGS) else 0,
    }


async def _low(visit: Visit) -> tuple[today.LowRow, ...]:
    if not visit.can(Permission.EDIT_STOCK):
        return ()
    return await today.low_stock(visit.by, visit.shop.settings.low_stock)


async def _shop(visit: Visit) -> dict[str, Any]:
    shown = visit.can(Permission.EDIT_SETTINGS) and visit.shop.settings.extra.get(HIDDEN) != "hidden"
    steps = await today.checklist(visit.by) if shown and not visit.is_fragment else ()
    return {"steps": () if all(done for _, done in steps) else steps, "day": visit.t.today()}


async def hide_checklist(visit: Visit) -> web.StreamResponse:
    """Somebody knows the way already."""
    await actions.change_settings(visit.by, extra={**visit.shop.settings.extra, HIDDEN: "hidden"})
    return visit.goes(HERE)


PAGES = (
    get("/", show),
    post("/checklist/hide", hide_checklist, Permission.EDIT_SETTINGS),
)
