"""Today: what waits, how the day goes, what has just happened, and the way to the first sale."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web import places
from admin_web.forms import Form, attempt
from admin_web.guess import guessed
from admin_web.panel.links.pages import ways
from admin_web.panel.orders import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.queries import waiting
from domain.catalog.queries import home_shelf
from domain.catalog.views import Tile
from domain.delivery.presets import Names, use_preset
from domain.doctor.nightly import complaints
from domain.imports import demo
from domain.kit.actor import Permission
from domain.kit.i18n import available_locales
from domain.payments.strays import strays
from domain.posts.actions import publish
from domain.posts.errors import NoChannel
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
    shown_demo = await _demo(visit) if way and visit.shop.is_demo else {"demo": 0}
    first = await _posted_first(visit) if way else None
    return {"way": way, "first": first, **shown_demo, "day": visit.t.today(), **(_ways(visit) if way else {})}


async def _demo(visit: Visit) -> dict[str, Any]:
    """How many goods of the demo there are, and what the merchant's own shop may be like."""
    locale = visit.t.locale
    return {
        "demo": await today.demo_goods(visit.by), "guess": guessed(visit.request, visit.shop),
        "countries": places.countries(locale), "currencies": places.currencies(locale),
        "languages": places.languages(), "money_fixed": await today.has_orders(visit.by),
    }  # fmt: skip


def _ways(visit: Visit) -> dict[str, Any]:
    """Where a test order is placed: in the shop's bot, or in its web chat."""
    return {"door": ways(visit.shop, visit.base_url)[0]}


async def _posted_first(visit: Visit) -> Tile | None:
    """What a shop with a channel shows there first: what sells best of what is its own."""
    if not (visit.shop.telegram and visit.shop.settings.telegram_channel and visit.can(Permission.EDIT_CATALOG)):
        return None
    return next(iter(await home_shelf(visit.by, 1, locale=visit.shop.locale)), None)


async def post_first(visit: Visit) -> web.StreamResponse:
    """The shop's first product into its channel. Raises `NotOnSale`, `NoChannel`."""
    tile = await _posted_first(visit)
    if tile is None:
        raise NoChannel()
    await publish(visit.by, tile.id)
    words = visit.t("panel", "“{name}” goes to {channel} now.", name=tile.name, channel=_channel(visit))
    return visit.goes(HERE, words)


def _channel(visit: Visit) -> str:
    return visit.shop.settings.telegram_channel


async def start_own(visit: Visit) -> web.StreamResponse:
    """The demo goes, and the shop is the merchant's own, in their country and money, in one press."""
    form, shop = Form.typed(visit.data), visit.shop
    locale = form.choice("locale", available_locales(), shop.locale)
    facts: dict[str, Any] = {
        "country": form.choice("country", places.country_codes(), shop.country),
        "timezone": form.choice("timezone", places.zones(), shop.timezone),
        "locale": locale, "locales": [locale],
    }  # fmt: skip
    if not await today.has_orders(visit.by):
        facts["currency"] = form.choice("currency", dict(places.currencies("en")), shop.currency)
    name = form.text("name", limit=80, required=True)
    if await attempt(form, visit.t, lambda: demo.start_empty(visit.by, name, **facts)):
        words = visit.t("panel", "The shop is yours, and empty. The list below leads to the first sale.")
        return visit.goes(HERE, words)
    return visit.goes(HERE, next(iter(form.errors.values()), form.alert), "alert")


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
    post("/checklist/own", start_own, Permission.EDIT_SETTINGS),
    post("/checklist/post", post_first, Permission.EDIT_SETTINGS),
    post("/checklist/hide", hide_checklist, Permission.EDIT_SETTINGS),
    post("/checklist/skip", skip_step, Permission.EDIT_SETTINGS),
    post("/checklist/cheered", cheered, Permission.EDIT_SETTINGS),
    post("/checklist/delivery", deliver, Permission.EDIT_SETTINGS),
)
