"""Tax rates by country, region and class of goods."""

from __future__ import annotations

from aiohttp import web

from admin_web import places
from admin_web.forms import Form, attempt, plain_percent
from admin_web.panel.tax import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotFound
from domain.tax import actions, queries
from domain.tax.queries import RateView

HERE = "/admin/settings/taxes"


async def show(visit: Visit) -> web.StreamResponse:
    countries = dict(places.countries(visit.t.locale))
    return visit.page(
        "tax/rates.html", rates=await queries.rates(visit.by), countries=countries, classes=words.classes(visit.t),
        told=await visit.words(),
    )  # fmt: skip


async def edit(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    rate = await _rate(visit)
    stored = Form.stored(
        country=rate.country, region=rate.region, tax_class=words.said(rate.tax_class, visit.t), name=rate.name,
        rate_bp=plain_percent(rate.rate_bp) if rate.id else "",
    )  # fmt: skip
    return visit.page(
        "tax/rate.html", status=422 if form else 200, form=form or stored, rate=rate,
        countries=places.countries(visit.t.locale),
        classes=[words.said(code, visit.t) for code in await known_classes(visit.by)],
    )  # fmt: skip


async def _rate(visit: Visit) -> RateView:
    if visit.request.match_info["id"] == "new":
        return RateView(rate_bp=0, country=visit.shop.country)
    found = [rate for rate in await queries.rates(visit.by) if rate.id == visit.number("id")]
    if not found:
        raise NotFound()
    return found[0]


async def known_classes(by: Actor) -> tuple[str, ...]:
    """Classes of goods that have a rate, the standard one first."""
    named = {rate.tax_class for rate in await queries.rates(by)} - {"", "standard"}
    return ("standard", *sorted(named))


async def save(visit: Visit) -> web.StreamResponse:
    form, rate = Form.typed(visit.data), await _rate(visit)
    values = RateView(
        rate_bp=form.percent("rate_bp"),
        country=form.choice("country", {"", *places.country_codes()}),
        region=form.text("region", limit=80),
        tax_class=words.typed(form.text("tax_class", limit=20), visit.t),
        name=form.text("name", limit=40),
        id=rate.id,
    )
    if await attempt(form, visit.t, lambda: actions.save_rate(visit.by, values)):
        return visit.goes(HERE, visit.t("panel", "Saved."))
    return await edit(visit, form=form)


async def remove(visit: Visit) -> web.StreamResponse:
    await actions.remove_rate(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "The rate is removed. Orders keep what they were charged."))


PAGES = (
    get("/settings/taxes", show, Permission.EDIT_SETTINGS),
    get("/settings/taxes/{id}", edit, Permission.EDIT_SETTINGS),
    post("/settings/taxes/{id}", save, Permission.EDIT_SETTINGS),
    post("/settings/taxes/{id}/remove", remove, Permission.EDIT_SETTINGS),
)
