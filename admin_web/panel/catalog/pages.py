"""The list of products, with prices and stock to be changed in place."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.catalog import forms
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog.queries import product_rows
from domain.catalog.queries_edit import lacks
from domain.kit.actor import Permission
from domain.stock.shelf import save_shelf_row, shelf, shelf_row

HERE = "/admin/products"
STATUSES = ("", "active", "draft", "archived")


async def show(visit: Visit) -> web.StreamResponse:
    """Without a status: everything but the archive."""
    status = visit.asked("status") if visit.asked("status") in STATUSES else ""
    page = await product_rows(visit.by, visit.asked("q"), status, visit.page_number)
    ids = [row.id for row in page.items]
    context: dict[str, Any] = {
        "page": page,
        "q": visit.asked("q"),
        "chosen": status,
        "statuses": STATUSES,
        "shelves": await shelf(visit.by, ids),
        "lacking": await lacks(visit.by, ids, visit.shop.locales),
    }
    if visit.is_fragment:
        return visit.part("catalog/rows.html", **context)
    return visit.page("catalog/list.html", **context)


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
    post("/products/variants/{variant}", save_cell, Permission.EDIT_STOCK),
)
