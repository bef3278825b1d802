"""What the shop tells about delivery, returns, payment, terms and privacy, in each of its languages."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.places import language
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import NotFound
from domain.shop import actions, queries

KINDS = ("delivery", "returns", "payment", "terms", "privacy")


async def first(visit: Visit) -> web.StreamResponse:
    return visit.goes(f"/admin/settings/texts/{KINDS[0]}")


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    kind, locale = _which(visit)
    texts = await queries.texts(visit.by)
    return visit.page(
        "shop/texts.html", status=422 if form else 200, kinds=KINDS, kind=kind, locale=locale,
        form=form or Form.stored(body=texts.get((kind, locale), "")),
        own=texts.get((kind, visit.shop.locale), "") if locale != visit.shop.locale else "",
        written={key for key, body in texts.items() if body},
        languages=[(code, language(code)) for code in visit.shop.locales],
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    kind, locale = _which(visit)
    form = Form.typed(visit.data)
    body = form.body("body", limit=20_000)
    if await attempt(form, visit.t, lambda: actions.set_text(visit.by, kind, locale, body)):
        return visit.goes(f"/admin/settings/texts/{kind}?locale={locale}", visit.t("panel", "Saved."))
    return await show(visit, form=form)


def _which(visit: Visit) -> tuple[str, str]:
    kind, locale = visit.request.match_info["kind"], visit.asked("locale", visit.shop.locale)
    if kind not in KINDS or locale not in visit.shop.locales:
        raise NotFound()
    return kind, locale


PAGES = (
    get("/settings/texts", first, Permission.EDIT_SETTINGS),
    get("/settings/texts/{kind}", show, Permission.EDIT_SETTINGS),
    post("/settings/texts/{kind}", save, Permission.EDIT_SETTINGS),
)
