"""The product's real screen, drawn from what stands in the form, before anything is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiohttp import web

from admin_web.forms import Form
from admin_web.places import language
from admin_web.previews import CHANNELS, PREVIEW
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.cart.queries import product_delivery
from domain.catalog.queries import product
from domain.catalog.rules import nearest
from domain.catalog.views import ProductView
from domain.catalog.words import plain, safe_html
from domain.kit.actor import Actor, Permission
from domain.kit.i18n import Translator
from handlers.product.choosing import select
from handlers.product.screens import Shown, product_screen

SCHEMES = ("light", "dark")


async def show(visit: Visit) -> web.StreamResponse:
    """A part for the page's script; a page of its own where there is none."""
    form = Form.typed(visit.data)
    channel = _one_of(form.value("channel"), CHANNELS)
    locale = _one_of(form.value("spoken"), tuple(visit.shop.locales))
    t = visit.shop.speaking(locale)
    screen = product_screen(await _shown(visit, form, channel, t), t)
    drawn = visit.request.app[PREVIEW].draw(channel, replace(screen, awaits=""), t)
    context: dict[str, Any] = {
        "drawn": drawn, "channel": channel, "scheme": _one_of(form.value("scheme"), SCHEMES), "spoken": t,
        "id": visit.number("id"), "said_in": language(locale),
    }  # fmt: skip
    if visit.is_fragment:
        return visit.part("catalog/preview.html", **context)
    return visit.page("catalog/preview_page.html", **context)


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]


async def _shown(visit: Visit, form: Form, channel: str, t: Translator) -> Shown:
    by = replace(visit.by, channel=channel, locale=t.locale)
    view = _as_typed(await product(by, visit.number("id"), locale=t.locale), form, visit, t.locale)
    selection = select(view, "", {})
    variant = selection.variant or next(iter(selection.possible), None)
    nobody = Actor(visit.by.shop_id, "visitor", locale=t.locale, channel=channel)
    goes = view.requires_shipping and variant is not None
    delivery = (
        await product_delivery(nobody, visit.shop, variant.weight_g, variant.price.minor) if goes and variant else None
    )
    return Shown(shop=visit.shop, selection=selection, delivery=delivery, share=f"/chat/{visit.shop.slug}")


def _as_typed(view: ProductView, form: Form, visit: Visit, locale: str) -> ProductView:
    """The product with the words of the form, in the reader's language or the nearest that has any."""
    names = {code: form.value(f"name_{code}").strip()[:300] for code in visit.shop.locales}
    if not any(names.values()):
        return view
    bodies = {code: form.value(f"description_{code}")[:20_000] for code in visit.shop.locales}
    body = nearest(bodies, locale, visit.shop.locale) or ""
    return replace(
        view,
        name=nearest(names, locale, visit.shop.locale) or view.name,
        plain=plain(safe_html(body)),
        requires_shipping=form.flag("requires_shipping") and not form.flag("digital"),
    )


async def style(visit: Visit) -> web.StreamResponse:
    sheet = visit.request.app[PREVIEW].stylesheet()
    return web.Response(text=sheet, content_type="text/css", headers={"Cache-Control": "private, max-age=600"})


PAGES = (
    get("/products/preview.css", style, Permission.EDIT_CATALOG),
    post("/products/{id}/preview", show, Permission.EDIT_CATALOG),
)
