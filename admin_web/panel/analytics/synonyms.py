"""What searched words mean: pairs the merchant makes, beside the searches that found nothing."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.i18n import language_name
from domain.search.actions_synonyms import add_synonym, remove_synonym
from domain.search.queries import search
from domain.search.synonyms import LONGEST, Synonym, synonyms_of

HERE = "/admin/synonyms"


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    shop = visit.shop
    blank = Form.stored(word=visit.asked("word")[:LONGEST], locale=shop.locale)
    languages = {code: language_name(code) for code in dict.fromkeys((shop.locale, *shop.locales))}
    return visit.page(
        "analytics/synonyms.html", status=422 if form else 200, form=form or blank, pairs=synonyms_of(shop),
        languages=languages, limit=LONGEST, figures=visit.can(Permission.VIEW_FIGURES),
    )  # fmt: skip


async def add(visit: Visit) -> web.StreamResponse:
    """The page says at once how much the word finds now."""
    form, made = Form.typed(visit.data), list[Synonym]()
    word, meaning = (form.text(name, limit=LONGEST, required=True) for name in ("word", "meaning"))
    locale = form.choice("locale", {visit.shop.locale, *visit.shop.locales}, visit.shop.locale)

    async def act() -> None:
        made.append(await add_synonym(visit.by, locale, word, meaning))

    if not await attempt(form, visit.t, act):
        return await show(visit, form=form)
    found = await search(replace(visit.by, version=0), made[0].word)  # as the shop is now
    said = visit.t.plural(
        "panel", "“{word}” finds {n} product now.", "“{word}” finds {n} products now.", found.total, word=made[0].word
    )
    return visit.goes(HERE, said)


async def remove(visit: Visit) -> web.StreamResponse:
    word = visit.field("word")
    await remove_synonym(visit.by, visit.field("locale"), word)
    return visit.goes(HERE, visit.t("panel", "“{word}” means only itself again.", word=word))


PAGES = (
    get("/synonyms", show, Permission.EDIT_CATALOG),
    post("/synonyms", add, Permission.EDIT_CATALOG),
    post("/synonyms/remove", remove, Permission.EDIT_CATALOG),
)
