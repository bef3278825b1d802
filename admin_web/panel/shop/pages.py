"""What the shop is: its name and money, whether it is open, how it looks, whether it is real."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from admin_web import places
from admin_web.forms import Form, attempt
from admin_web.nav import SETTINGS
from admin_web.panel.links.pages import ways
from admin_web.panel.shop import forms
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.cart.choices import payment_options
from domain.imports import demo
from domain.kit.actor import Permission
from domain.reports.today import demo_goods, has_orders
from domain.shop import actions
from domain.shop.native import TELEGRAM

HERE = "/admin/settings/shop"


async def index(visit: Visit) -> web.StreamResponse:
    return visit.goes(next(page for right, page in SETTINGS.items() if visit.can(right)))


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    locale = visit.t.locale
    return visit.page(
        "shop/shop.html", status=422 if form else 200, form=form or forms.stored_shop(visit.shop),
        countries=places.countries(locale), currencies=places.currencies(locale), zones=places.zones(),
        languages=places.languages(), money_fixed=await has_orders(visit.by),
        demo=await demo_goods(visit.by), ways=ways(visit.shop, visit.base_url),
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    facts = forms.facts(form, visit.shop)
    if await attempt(form, visit.t, lambda: actions.change_facts(visit.by, **facts)):
        return _saved(visit)
    return await show(visit, form=form)


async def save_opening(visit: Visit) -> web.StreamResponse:
    return await _settings(visit, forms.opening)


async def save_look(visit: Visit) -> web.StreamResponse:
    return await _settings(visit, forms.look)


async def save_channel(visit: Visit) -> web.StreamResponse:
    return await _settings(visit, forms.channel)


async def _settings(visit: Visit, read: forms.Read) -> web.StreamResponse:
    """One section of the page; the others come back as they are stored."""
    form = Form.typed(visit.data)
    values = read(form, visit.shop)
    if await attempt(form, visit.t, lambda: actions.change_settings(visit.by, **values)):
        return _saved(visit)
    return await show(visit, form=forms.stored_shop(visit.shop).over(form, values))


async def set_mode(visit: Visit) -> web.StreamResponse:
    """Into test mode, or out of it: from then on orders are real."""
    test = visit.field("test") == "on"
    real = replace(visit.shop, test_mode=False)
    if not test and not any(payment_options(real, channel=channel) for channel in ("", TELEGRAM)):
        words = visit.t("panel", "Choose a way to pay first: the test gateway works in test mode only.")
        return visit.goes("/admin/settings/payment", words, "alert")
    await actions.change_facts(visit.by, test_mode=test)
    words = (
        visit.t("panel", "Test mode is on. New orders are marked as tests.")
        if test
        else visit.t("panel", "The shop is open for real orders.")
    )
    return visit.goes(HERE, words)


async def start_empty(visit: Visit) -> web.StreamResponse:
    """The demo goods go, the shop gets its own name."""
    form = Form.typed(visit.data)
    name = form.text("own_name", limit=80, required=True)
    if await attempt(form, visit.t, lambda: demo.start_empty(visit.by, name)):
        return visit.goes(
            "/admin/", visit.t("panel", "The shop is yours, and empty. The list below leads to the first sale.")
        )
    return await show(visit, form=forms.stored_shop(visit.shop).over(form, {"own_name"}))


def _saved(visit: Visit) -> web.Response:
    return visit.goes(HERE, visit.t("panel", "Saved."))


PAGES = (
    get("/settings", index, *SETTINGS),
    get("/settings/shop", show, Permission.EDIT_SETTINGS),
    post("/settings/shop", save, Permission.EDIT_SETTINGS),
    post("/settings/shop/opening", save_opening, Permission.EDIT_SETTINGS),
    post("/settings/shop/look", save_look, Permission.EDIT_SETTINGS),
    post("/settings/shop/channel", save_channel, Permission.EDIT_SETTINGS),
    post("/settings/shop/empty", start_empty, Permission.EDIT_SETTINGS),
    post("/settings/shop/mode", set_mode, Permission.EDIT_SETTINGS),
)
