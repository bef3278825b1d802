"""The list of products, with prices and stock to be changed in place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from admin_web.csv_answer import Cells, csv_answer
from admin_web.forms import Form, attempt
from admin_web.panel.catalog import forms, lists
from admin_web.panel.catalog.one import paths_of
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog.bulk import chunks, undoable
from domain.catalog.filters import MISSING, SORTS, STOCKS, ProductFilter
from domain.catalog.queries import category_tree, product_rows
from domain.catalog.queries_edit import lacks
from domain.catalog.queries_labels import labels
from domain.kit.actor import Permission
from domain.stock.shelf import save_shelf_row, shelf, shelf_row

HERE = "/admin/products"
HEADS = ("key", "name", "status", "brand", "variant", "sku", "barcode", "price", "reduced from", "stock", "held")


async def show(visit: Visit) -> web.StreamResponse:
    """Without a status: everything but the archive."""
    wanted, sort = lists.wanted(visit), lists.sort_of(visit)
    page = await product_rows(visit.by, wanted, sort, visit.page_number)
    ids = [row.id for row in page.items]
    context: dict[str, Any] = {
        "page": page, "wanted": wanted, "q": visit.asked("q"), "sort": sort, "list_query": lists.query_of(visit),
        "shelves": await shelf(visit.by, ids), "lacking": await lacks(visit.by, ids, visit.shop.locales),
    }  # fmt: skip
    if visit.is_fragment:
        return visit.part("catalog/rows.html", **context)
    return visit.page("catalog/list.html", views=await visit.views(), **context, **await _around(visit))


async def _around(visit: Visit) -> dict[str, Any]:
    """What a whole page offers besides its rows."""
    tags, brands = await labels(visit.by)
    done = visit.asked("did")
    edits = visit.can(Permission.EDIT_CATALOG)
    return {
        "statuses": lists.STATUSES, "sorts": SORTS, "stocks": STOCKS, "missing": MISSING, "tags": tags,
        "brands": brands,
        "categories": paths_of(await category_tree(visit.by, locale=visit.by.locale)) if edits else [],
        "undo": done if edits and await undoable(visit.by, done) else "",
    }  # fmt: skip


async def as_csv(visit: Visit) -> web.StreamResponse:
    """Every variant of the products the list shows."""
    return await csv_answer(visit.request, "products", HEADS, _cells(visit, lists.wanted(visit)))


async def _cells(visit: Visit, wanted: ProductFilter) -> AsyncIterator[Cells]:
    async for part in chunks(visit.by, wanted):
        rows = await product_rows(visit.by, ProductFilter(ids=tuple(part)), size=len(part))
        shelves = await shelf(visit.by, part)
        for one in reversed(rows.items):
            for own in shelves[one.id]:
                was = own.compare_at.decimal if own.compare_at else ""
                yield (
                    one.key, one.name, one.status, one.brand, own.label, own.sku, own.gtin, own.price.decimal, was,
                    "" if own.policy == "untracked" else own.on_hand, own.reserved,
                )  # fmt: skip


async def save_cell(visit: Visit) -> web.StreamResponse:
    """The price or stock of a variant, from the list or the product's own page."""
    variant_id, form = visit.number("variant"), Form.typed(visit.data)
    row = await shelf_row(visit.by, variant_id)
    edit = forms.shelf_edit(form, row)
    if await attempt(form, visit.t, lambda: save_shelf_row(visit.by, variant_id, edit)):
        return await _saved(visit, variant_id)
    fresh = await shelf_row(visit.by, variant_id)
    if visit.is_fragment:
        return visit.part("catalog/cell.html", status=422, row=fresh, typed=form, saved=False, **_about(visit))
    said = form.alert or next(iter(form.errors.values()))
    return visit.goes(visit.back(HERE), said, "alert")


async def _saved(visit: Visit, variant_id: int) -> web.Response:
    if visit.is_fragment:
        row = await shelf_row(visit.by, variant_id)
        return visit.part("catalog/cell.html", row=row, typed=None, saved=True, **_about(visit))
    return visit.goes(visit.back(HERE), visit.t("panel", "Saved."))


def _about(visit: Visit) -> dict[str, Any]:
    """Which cell or row asks."""
    grid = visit.field("grid")
    return {"grid": grid if grid in ("price", "stock") else "wide", "back": visit.back(HERE)}


PAGES = (
    get("/products", show, Permission.EDIT_STOCK),
    get("/products/csv", as_csv, Permission.EDIT_STOCK),
    post("/products/variants/{variant}", save_cell, Permission.EDIT_STOCK),
)
