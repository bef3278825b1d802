"""Today: what waits, how the day goes, what has just happened, and the way to the first sale."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.links.pages import ways
from admin_web.panel.orders import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.queries import waiting
from domain.delivery.presets import Names, use_preset
from domain.doctor.nightly import complaints
from domain.kit.actor import Permission
from domain.payments.strays import strays
from domain.reports import onboarding, today
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
    way = await onboarding.way(visit.by) if shown and not visit.is_fragment else None
    demo = await today.demo_goods(visit.by) if way and visit.shop.is_demo else 0
    return {"way": way, "demo": demo, "day": visit.t.today(), **(_ways(visit) if way else {})}


def _ways(visit: Visit) -> dict[str, Any]:
    """Where a test order is placed: in the shop's bot, or in its web chat."""
    return {"door": ways(visit.shop, visit.base_url)[0]}


async def hide_checklist(visit: Visit) -> web.StreamResponse:
    """Somebody knows the way already."""
    await actions.change_settings(visit.by, extra={**visit.shop.settings.extra, HIDDEN: "hidden"})
    return visit.goes(HERE)


async def skip_step(visit: Visit) -> web.StreamResponse:
    await onboarding.skip(visit.by, visit.field("step"))
    return visit.goes(HERE)


async def cheered(visit: Visit) -> web.StreamResponse:
    """The page has shown it."""
    await onboarding.cheered(visit.by)
    return visit.goes(HERE)


async def deliver(visit: Visit) -> web.StreamResponse:
    """A way of delivery from the list itself: a preset and one number."""
    form, shop, t = Form.typed(visit.data), visit.shop, visit.shop.speaking(visit.shop.locale)
    preset, address = visit.field("preset"), form.text("address", limit=200)
    fee = form.maybe_money("fee", shop.currency) or 0
    names = Names(t.country(shop.country), t("panel", "Courier"), t("panel", "Pickup"), shop.name)

    async def make() -> None:
        await use_preset(visit.by, preset, fee, address, shop.country, names)

    if await attempt(form, visit.t, make):
        return visit.goes(HERE, visit.t("panel", "Saved. Delivery is set up."))
    return visit.goes(HERE, next(iter(form.errors.values()), form.alert), "alert")


PAGES = (
    get("/", show),
    post("/checklist/hide", hide_checklist, Permission.EDIT_SETTINGS),
    post("/checklist/skip", skip_step, Permission.EDIT_SETTINGS),
    post("/checklist/cheered", cheered, Permission.EDIT_SETTINGS),
    post("/checklist/delivery", deliver, Permission.EDIT_SETTINGS),
)
