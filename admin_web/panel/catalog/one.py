"""One product: its words, places, pictures, options and variants."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.catalog import forms
from admin_web.panel.catalog.pasting import as_block, read_block
from admin_web.panel.catalog.pictures import shown_for, stored_pictures, uploaded, variants_to_choose
from admin_web.panel.links.pages import ways
from admin_web.panel.tax import words as tax_words
from admin_web.panel.tax.pages import known_classes
from admin_web.places import language
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog import actions
from domain.catalog.queries import category_tree
from domain.catalog.queries_edit import lacks, product_to_edit
from domain.catalog.rules import nearest
from domain.catalog.views import CategoryView
from domain.imports.actions import add_product
from domain.imports.by_hand import MOST_OPTIONS, set_options
from domain.kit.actor import Permission
from domain.kit.errors import N_, Stale
from domain.stock.shelf import ShelfRow, save_shelf_rows, shelf
from handlers.channel import TELEGRAM, WEBCHAT, WHATSAPP

STALE = N_("Somebody else has changed this product meanwhile. What you typed is still here: saving again keeps yours.")
MOVED = N_("Somebody has sold or changed some of it meanwhile. Look at the grid, then paste again.")
# what a name is cut to in the lists of messengers, and what a picture's words may be
METERS = {
    "name": (("Telegram", WHATSAPP.row_label), ("WhatsApp", WHATSAPP.row_label)),
    "description": (("Telegram", TELEGRAM.caption), ("WhatsApp", WHATSAPP.caption), ("Web", WEBCHAT.text)),
}
MOVES = {"active": actions.publish, "draft": actions.unpublish, "archived": actions.archive}


async def show(visit: Visit, **typed: Form) -> web.StreamResponse:
    product_id = visit.number("id")
    edit = await product_to_edit(visit.by, product_id)
    rows = (await shelf(visit.by, [product_id]))[product_id]
    stored = {
        "main": forms.stored(edit), "options": forms.stored_options(edit), "pictures": stored_pictures(edit, rows),
        "paste": Form.stored(block=as_block(rows), seen=stamp_of(rows)),
    }  # fmt: skip
    tree = await category_tree(visit.by, locale=visit.by.locale)
    names = {locale: name for locale, (name, _) in edit.texts.items()}
    context: dict[str, Any] = {
        "product": edit,
        "name": nearest(names, visit.t.locale, visit.shop.locale) or edit.key,
        "forms": {name: form.within(name) for name, form in (stored | typed).items()},
        "rows": rows,
        "wearers": variants_to_choose(rows, stored["pictures"], edit, visit.t),
        "meters": METERS,
        "categories": paths_of(tree),
        "lacking": (await lacks(visit.by, [product_id], visit.shop.locales))[product_id],
        "languages": [(code, language(code)) for code in visit.shop.locales],
        "classes": tax_words.choices(await known_classes(visit.by), edit.tax_class, visit.t),
        "most_options": MOST_OPTIONS,
        "ways": ways(visit.shop, visit.base_url, product_id),
    }
    return visit.page("catalog/one.html", status=422 if typed else 200, **context)


def paths_of(tree: tuple[CategoryView, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """Every category with its names from the top down."""
    names: dict[int, tuple[str, ...]] = {}
    for node in tree:
        names[node.id] = (*names.get(node.parent_id, ()), node.name)
    return list(names.items())


async def save(visit: Visit) -> web.StreamResponse:
    """Words and places. When somebody was faster, what was typed stays on the page over the newer revision."""
    product_id, form = visit.number("id"), Form.typed(visit.data)
    edit = await product_to_edit(visit.by, product_id)
    known = {node.id for node in await category_tree(visit.by, locale=visit.by.locale)}
    change, revision = forms.product(form, edit, visit.shop, known), form.whole("revision", high=10**9)
    if await attempt(form, visit.t, lambda: actions.edit_product(visit.by, product_id, revision, change)):
        return _saved(visit, product_id)
    if form.alert == visit.t.refusal(Stale()):
        form = form.saying(visit.t.sentence(STALE), revision=edit.revision)
    return await show(visit, main=form)


async def save_pictures(visit: Visit) -> web.StreamResponse:
    """The order, words and removal of pictures there are, and new ones at the end."""
    product_id, form = visit.number("id"), Form.typed(visit.data)
    edit, revision = await product_to_edit(visit.by, product_id), form.whole("revision", high=10**9)

    async def keep() -> None:
        pictures = await uploaded(visit, form, edit)
        await actions.set_pictures(visit.by, product_id, revision, pictures, shown_for(form, edit))

    if await attempt(form, visit.t, keep):
        return _saved(visit, product_id)
    rows = (await shelf(visit.by, [product_id]))[product_id]
    return await show(visit, pictures=stored_pictures(edit, rows).saying(_said(form)))


def _said(form: Form) -> str:
    return form.alert or next(iter(form.errors.values()), "")


async def save_options(visit: Visit) -> web.StreamResponse:
    product_id, form = visit.number("id"), Form.typed(visit.data)
    wanted = forms.options(form, MOST_OPTIONS)
    if await attempt(form, visit.t, lambda: set_options(visit.by, product_id, wanted)):
        return _saved(visit, product_id)
    return await show(visit, options=form)


async def paste(visit: Visit) -> web.StreamResponse:
    """The grid as it came back from a spreadsheet: every row of it is saved, or none."""
    product_id, form = visit.number("id"), Form.typed(visit.data)
    rows = (await shelf(visit.by, [product_id]))[product_id]
    pasted = read_block(form, rows, visit.t)
    seen = visit.field("seen") or stamp_of(rows)

    async def keep() -> None:
        if seen != stamp_of(rows):
            raise Stale()
        await save_shelf_rows(visit.by, [(one.row.id, one.edit) for one in pasted])

    if await attempt(form, visit.t, keep):
        said = visit.t.plural("panel", "{n} row changed.", "{n} rows changed.", len(pasted))
        return visit.goes(f"/admin/products/{product_id}", said)
    if form.alert == visit.t.refusal(Stale()):
        form = form.saying(visit.t.sentence(MOVED), seen=stamp_of(rows))
    return await show(visit, paste=form)


def stamp_of(rows: Sequence[ShelfRow]) -> str:
    """Another one whenever a price, a count or anything else of the grid has changed."""
    said = [(row.id, row.price.minor, row.compare_at, row.on_hand, row.revision) for row in rows]
    return str(zlib.crc32(repr(said).encode()))


async def set_status(visit: Visit) -> web.StreamResponse:
    """Published, a draft, or archived."""
    product_id, to = visit.number("id"), visit.field("to")
    act: Callable[..., Awaitable[None]] = MOVES.get(to, actions.unpublish)
    form = Form.stored()
    if not await attempt(form, visit.t, lambda: act(visit.by, product_id)):
        return visit.goes(f"/admin/products/{product_id}", _said(form), "alert")
    words = {
        "active": visit.t("panel", "Published."),
        "draft": visit.t("panel", "Unpublished. It is a draft again."),
        "archived": visit.t("panel", "Archived. Old orders still show it."),
    }
    return visit.goes(visit.back(f"/admin/products/{product_id}"), words.get(to, ""))


def _saved(visit: Visit, product_id: int) -> web.Response:
    return visit.goes(f"/admin/products/{product_id}", visit.t("panel", "Saved."))


async def show_new(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    paths = paths_of(await category_tree(visit.by, locale=visit.by.locale))
    return visit.page("catalog/new.html", status=422 if form else 200, form=form or forms.blank(), categories=paths)


async def create(visit: Visit) -> web.StreamResponse:
    """The product, then its pictures: a picture that cannot be used is said on the new product's page."""
    form, made = Form.typed(visit.data), []
    paths = {str(key): path for key, path in paths_of(await category_tree(visit.by, locale=visit.shop.locale))}
    row = forms.new_product(form, visit.shop, paths)

    async def make() -> None:
        made.append(await add_product(visit.by, row))

    if not await attempt(form, visit.t, make):
        return await show_new(visit, form=form)
    return await _with_pictures(visit, made[0], form)


async def _with_pictures(visit: Visit, product_id: int, form: Form) -> web.StreamResponse:
    edit = await product_to_edit(visit.by, product_id)

    async def keep() -> None:
        if pictures := await uploaded(visit, form, edit):
            await actions.set_pictures(visit.by, product_id, edit.revision, pictures)

    here = f"/admin/products/{product_id}"
    if await attempt(form, visit.t, keep):
        return visit.goes(here, visit.t("panel", "The product is there. Add options and more pictures here."))
    return visit.goes(here, _said(form), "alert")


PAGES = (
    get("/products/new", show_new, Permission.EDIT_CATALOG),
    post("/products/new", create, Permission.EDIT_CATALOG),
    get("/products/{id}", show, Permission.EDIT_CATALOG),
    post("/products/{id}", save, Permission.EDIT_CATALOG),
    post("/products/{id}/pictures", save_pictures, Permission.EDIT_CATALOG),
    post("/products/{id}/options", save_options, Permission.EDIT_CATALOG),
    post("/products/{id}/paste", paste, Permission.EDIT_CATALOG),
    post("/products/{id}/status", set_status, Permission.EDIT_CATALOG),
)
