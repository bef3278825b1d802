"""The tree of categories: names in every language, order, parents, pictures."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.catalog.forms import new_path
from admin_web.panel.catalog.pictures import files
from admin_web.places import language
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog.queries_places import PlaceRow, PlaceView, place_to_edit, places
from domain.imports.by_hand import add_category
from domain.imports.merging import merge_places
from domain.imports.places import PlaceEdit, edit_place, make_place, place_into, remove_place, shift_place
from domain.kit.actor import Permission
from domain.kit.errors import N_, NotFound, Stale
from domain.media.actions import store
from domain.media.store import MediaStore

HERE = "/admin/products/categories"
CHOOSE = N_("Choose a category of this shop.")
STALE = N_("Somebody else has changed this category meanwhile. What you typed is still here: saving again keeps yours.")


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    return visit.page(
        "catalog/places.html", status=422 if form else 200, rows=await _rows(visit), form=form or Form.stored(),
    )  # fmt: skip


async def _rows(visit: Visit) -> tuple[PlaceRow, ...]:
    return await places(visit.by, visit.t.locale, visit.shop.locales)


async def create(visit: Visit) -> web.StreamResponse:
    """A new category below the one chosen; a path from a product's page goes the older way."""
    form = Form.typed(visit.data)
    if form.sent_with("new_category"):
        return await _create_path(visit, form)
    name, made = form.text("name", limit=120, required=True), []
    parent = form.maybe_whole("parent", high=10**15) or 0

    async def make() -> None:
        made.append(await make_place(visit.by, parent, name, visit.shop.locale))

    if await attempt(form, visit.t, make):
        return visit.goes(
            f"{HERE}/{made[0]}", visit.t("panel", "The category is there. Say what it is in other languages.")
        )
    return await show(visit, form=form)


async def _create_path(visit: Visit, form: Form) -> web.StreamResponse:
    """A new place in the tree, to be chosen on the page it comes back to."""
    path = new_path(form)
    if await attempt(form, visit.t, lambda: add_category(visit.by, path, visit.shop.locale)):
        return visit.goes(visit.back(HERE), visit.t("panel", "The category is there. Choose it now."))
    return visit.goes(visit.back(HERE), form.alert or next(iter(form.errors.values()), ""), "alert")


async def show_one(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    view, rows = await place_to_edit(visit.by, visit.number("id")), await _rows(visit)
    own = next(row for row in rows if row.id == view.id)
    return visit.page(
        "catalog/place.html", status=422 if form else 200, place=view, row=own, form=form or _stored(view),
        parents=_parents(own, rows), languages=[(code, language(code)) for code in visit.shop.locales],
    )  # fmt: skip


def _stored(view: PlaceView) -> Form:
    names = {f"name_{locale}": name for locale, (name, _) in view.texts.items()}
    lines = {f"description_{locale}": line for locale, (_, line) in view.texts.items()}
    return Form.stored(**names, **lines, parent=view.parent_id or "", hidden=view.hidden, stamp=view.stamp)


def _parents(own: PlaceRow, rows: Sequence[PlaceRow]) -> list[tuple[int, str]]:
    """Where it could stand: anywhere but in itself and below."""
    below = {own.id}
    for row in rows:
        if row.parent_id in below:
            below.add(row.id)
    return [(row.id, " / ".join(row.path)) for row in rows if row.id not in below]


async def save(visit: Visit) -> web.StreamResponse:
    """When somebody was faster, what was typed stays on the page, over what is there now."""
    category_id, form = visit.number("id"), Form.typed(visit.data)
    stamp, names = form.whole("stamp", high=2**32), _texts(visit, form, "name", 120)
    lines, parent = _texts(visit, form, "description", 300), form.maybe_whole("parent", high=10**15) or 0

    async def change() -> None:
        picture = await _picture(visit, form)
        edit = PlaceEdit(names, lines, parent, form.flag("hidden"), picture)
        await edit_place(visit.by, category_id, stamp, edit)

    if await attempt(form, visit.t, change):
        return visit.goes(HERE, visit.t("panel", "Saved."))
    if form.alert == visit.t.refusal(Stale()):
        now = await place_to_edit(visit.by, category_id)
        form = form.saying(visit.t.sentence(STALE), stamp=now.stamp)
    return await show_one(visit, form=form)


def _texts(visit: Visit, form: Form, field: str, limit: int) -> dict[str, str]:
    return {code: form.text(f"{field}_{code}", limit=limit) for code in visit.shop.locales}


async def _picture(visit: Visit, form: Form) -> int | None:
    """The new picture, 0 to go without one, None to leave it."""
    if sent := files(visit, "file"):
        return (await store(visit.by, sent[0], MediaStore(visit.settings.media_dir))).id
    return 0 if form.flag("no_picture") else None


async def shift(visit: Visit) -> web.StreamResponse:
    """A step up or down; or, dragged, behind a sibling or into another category."""
    category_id, parent = visit.number("id"), visit.field("into")
    if parent.isdecimal() and len(parent) < 16:
        await place_into(visit.by, category_id, int(parent))
    else:
        await shift_place(visit.by, category_id, down=visit.field("to") == "down")
    return visit.goes(f"{HERE}#c{visit.number('id')}")


async def merge(visit: Visit) -> web.StreamResponse:
    """First what would move, in numbers; then, by the second press, it has."""
    category_id, form = visit.number("id"), Form.typed(visit.data)
    into, rows = form.whole("into", high=10**15), await _rows(visit)
    own, other = (next((row for row in rows if row.id == key), None) for key in (category_id, into))
    if own is None:
        raise NotFound()
    if other is None:
        form.complain("into", CHOOSE)
    if not form.check(visit.t) or visit.field("do") != "1":
        return visit.page("catalog/merge.html", status=422 if form.errors else 200, row=own, other=other, form=form)
    await merge_places(visit.by, category_id, into)
    return visit.goes(HERE, visit.t("panel", "The two categories are one now."))


async def remove(visit: Visit) -> web.StreamResponse:
    await remove_place(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "The category is gone."))


PAGES = (
    get("/products/categories", show, Permission.EDIT_CATALOG),
    post("/products/categories", create, Permission.EDIT_CATALOG),
    get("/products/categories/{id}", show_one, Permission.EDIT_CATALOG),
    post("/products/categories/{id}", save, Permission.EDIT_CATALOG),
    post("/products/categories/{id}/shift", shift, Permission.EDIT_CATALOG),
    post("/products/categories/{id}/merge", merge, Permission.EDIT_CATALOG),
    post("/products/categories/{id}/remove", remove, Permission.EDIT_CATALOG),
)
