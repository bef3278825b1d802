"""The merchant's short words, one row a word, one column a language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.places import language
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import N_, Stale
from domain.kit.paging import Page
from domain.reports.words import KINDS, PER_PAGE, UsedWord, words_in_use
from domain.shop.words import LONGEST, WordEdit, edit_words

HERE = "/admin/products/words"
STALE = N_(
    "Somebody else has changed one of these words meanwhile. What you typed is still here: saving again keeps yours."
)


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    page = await _page(visit)
    context: dict[str, Any] = {
        "page": page,
        "form": form or _stored(page),
        "kinds": KINDS,
        "kind": visit.asked("kind"),
        "q": visit.asked("q"),
        "untold": bool(visit.asked("untold")),
        "languages": [(code, language(code)) for code in visit.shop.locales],
        "longest": LONGEST,
    }
    return visit.page("catalog/words.html", status=422 if form else 200, **context)


async def _page(visit: Visit) -> Page[UsedWord]:
    return await words_in_use(
        visit.by, visit.asked("q"), visit.asked("kind"), bool(visit.asked("untold")), visit.page_number
    )


def _stored(page: Page[UsedWord]) -> Form:
    """Every field by the word's own place on the page, with what stood there when it was drawn."""
    fields: dict[str, str] = {}
    for n, row in enumerate(page.items):
        fields[f"word_{n}"] = row.word
        for code, text in row.texts.items():
            fields |= {f"to_{n}_{code}": text, f"was_{n}_{code}": text}
    return Form.stored(**fields)


async def save(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    edits = list(_edits(visit, form))
    if await attempt(form, visit.t, lambda: edit_words(visit.by, edits)):
        return visit.goes(visit.address(page=visit.page_number), visit.t("panel", "Saved."))
    if form.alert == visit.t.refusal(Stale()):
        fresh = {row.word: row.texts for row in (await _page(visit)).items}
        seen = {
            f"was_{n}_{code}": fresh.get(form.value(f"word_{n}"), {}).get(code, "")
            for n in range(PER_PAGE)
            for code in visit.shop.locales
        }
        form = form.saying(visit.t.sentence(STALE), **seen)
    return await show(visit, form=form)


def _edits(visit: Visit, form: Form) -> Iterator[WordEdit]:
    """The fields somebody has touched: spaces alone are no change."""
    for n in range(PER_PAGE):
        for code in visit.shop.locales:
            was, to = form.value(f"was_{n}_{code}"), form.text(f"to_{n}_{code}", limit=LONGEST)
            if form.sent_with(f"to_{n}_{code}") and to != " ".join(was.split()):
                yield WordEdit(code, form.value(f"word_{n}"), was, to)


PAGES = (
    get("/products/words", show, Permission.EDIT_CATALOG),
    post("/products/words", save, Permission.EDIT_CATALOG),
)
