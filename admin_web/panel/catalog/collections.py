"""Collections: products put forward beside the tree, by hand or by a rule."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt, maybe_amount
from admin_web.panel.catalog.one import paths_of
from admin_web.places import language
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog import collections_edit as edits
from domain.catalog.collections import CollectionView, collection, collections, list_of
from domain.catalog.filters import ProductFilter
from domain.catalog.queries import category_tree, count, product_rows
from domain.catalog.views import ProductListRow
from domain.kit.actor import Permission
from domain.kit.errors import N_

HERE = "/admin/products/collections"
NO_RULE = N_("Fill in at least one part of the rule.")


async def show(visit: Visit) -> web.StreamResponse:
    found = await collections(visit.by, locale=visit.t.locale)
    rows = [(one, await count(visit.by, await list_of(visit.by, one))) for one in found]
    return visit.page("catalog/collections.html", rows=rows)


async def show_one(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    number = visit.number("id")
    view = await collection(visit.by, number, locale=visit.t.locale) if number else None
    tree = await category_tree(visit.by, locale=visit.by.locale)
    context: dict[str, Any] = {
        "view": view, "form": form or _stored(visit, view), "categories": paths_of(tree),
        "languages": [(code, language(code)) for code in visit.shop.locales],
        "items": await _items(visit, view) if view and view.by_hand else (),
    }  # fmt: skip
    return visit.page("catalog/collection.html", status=422 if form else 200, **context)


async def _items(visit: Visit, view: CollectionView) -> list[ProductListRow]:
    ids = (await list_of(visit.by, view)).product_ids or ()
    rows = await product_rows(visit.by, ProductFilter(ids=ids), size=len(ids) or 1)
    by_id = {row.id: row for row in rows.items}
    return [by_id[key] for key in ids if key in by_id]


def _stored(visit: Visit, view: CollectionView | None) -> Form:
    if view is None:
        return Form.stored(kind="hand", on_home=True)
    names = {f"name_{locale}": name for locale, (name, _) in view.texts.items()}
    rule, currency = view.rule, visit.shop.currency
    return Form.stored(
        **names, kind="hand" if view.by_hand else "rule", on_home=view.on_home, hidden=view.hidden,
        tag=rule.get("tag", ""), category=rule.get("category", ""), new_days=rule.get("new_days", ""),
        price_from=maybe_amount(rule.get("price_from"), currency), sale=bool(rule.get("sale")),
        price_to=maybe_amount(rule.get("price_to"), currency),
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    number, form, made = visit.number("id"), Form.typed(visit.data), list[int]()
    names = {code: form.text(f"name_{code}", limit=120) for code in visit.shop.locales}
    rule = _rule(visit, form) if form.choice("kind", ("hand", "rule"), "hand") == "rule" else {}
    edit = edits.CollectionEdit(names, {}, form.flag("hidden"), form.flag("on_home"), rule)

    async def keep() -> None:
        made.append(await edits.save_collection(visit.by, number, edit))

    if await attempt(form, visit.t, keep):
        return visit.goes(f"{HERE}/{made[0]}", visit.t("panel", "Saved."))
    return await show_one(visit, form=form)


def _rule(visit: Visit, form: Form) -> dict[str, Any]:
    currency = visit.shop.currency
    said: dict[str, Any] = {
        "tag": form.text("tag", limit=80), "category": form.maybe_whole("category", high=10**15),
        "price_from": form.maybe_money("price_from", currency), "price_to": form.maybe_money("price_to", currency),
        "sale": form.flag("sale"), "new_days": form.maybe_whole("new_days", low=1, high=3650),
    }  # fmt: skip
    rule = {name: value for name, value in said.items() if value not in ("", None, False)}
    if not rule:
        form.complain("rule", NO_RULE)
    return rule


async def save_items(visit: Visit) -> web.StreamResponse:
    """Their order, and which of them go."""
    number, form = visit.number("id"), Form.typed(visit.data)
    view = await collection(visit.by, number, locale=visit.t.locale)
    ids = (await list_of(visit.by, view)).product_ids or ()
    gone = set(form.chosen("gone", [str(key) for key in ids]))
    kept = [(form.maybe_whole(f"place_{key}", high=10_000), key) for key in ids if str(key) not in gone]
    ordered = [key for _, key in sorted(kept, key=lambda row: 10_001 if row[0] is None else row[0])]
    if await attempt(form, visit.t, lambda: edits.set_items(visit.by, number, ordered)):
        return visit.goes(f"{HERE}/{number}", visit.t("panel", "Saved."))
    return visit.goes(f"{HERE}/{number}", form.alert or next(iter(form.errors.values()), ""), "alert")


async def shift(visit: Visit) -> web.StreamResponse:
    await edits.shift_collection(visit.by, visit.number("id"), down=visit.field("to") == "down")
    return visit.goes(HERE)


async def remove(visit: Visit) -> web.StreamResponse:
    await edits.remove_collection(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "The collection is gone. Its products stay."))


PAGES = (
    get("/products/collections", show, Permission.EDIT_CATALOG),
    get("/products/collections/{id}", show_one, Permission.EDIT_CATALOG),
    post("/products/collections/{id}", save, Permission.EDIT_CATALOG),
    post("/products/collections/{id}/items", save_items, Permission.EDIT_CATALOG),
    post("/products/collections/{id}/shift", shift, Permission.EDIT_CATALOG),
    post("/products/collections/{id}/remove", remove, Permission.EDIT_CATALOG),
)
