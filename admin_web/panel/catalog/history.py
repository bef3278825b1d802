"""What was done to a product and what it has cost; and a product like it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.panel.audit import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.catalog.history import product_history, product_prices
from domain.catalog.queries_edit import product_to_edit
from domain.catalog.rules import nearest
from domain.imports.duplicate import duplicate
from domain.kit.actor import Permission
from domain.reports.audit_names import names_of
from domain.stock.shelf import shelf


async def show(visit: Visit) -> web.StreamResponse:
    product_id = visit.number("id")
    edit = await product_to_edit(visit.by, product_id)
    entries = await product_history(visit.by, product_id)
    called = await names_of(visit.by, {f"staff:{one.actor_id}" for one in entries if one.actor_kind == "staff"})
    names = {locale: name for locale, (name, _) in edit.texts.items()}
    context: dict[str, Any] = {
        "product": edit, "entries": entries, "prices": await product_prices(visit.by, product_id),
        "name": nearest(names, visit.t.locale, visit.shop.locale) or edit.key,
        "variants": {row.id: row.label for row in (await shelf(visit.by, [product_id]))[product_id]},
        "doer": lambda e: words.doer(e, called, visit.t), "did": lambda e: words.did(e, visit.t),
        "changes": lambda e: words.changes(e, visit.t, visit.shop.currency),
    }  # fmt: skip
    return visit.page("catalog/history.html", **context)


async def copy(visit: Visit) -> web.StreamResponse:
    made = await duplicate(visit.by, visit.number("id"))
    said = visit.t("panel", "This is the copy, a draft without stock. Give it a name of its own.")
    return visit.goes(f"/admin/products/{made}", said)


PAGES = (
    get("/products/{id}/history", show, Permission.EDIT_CATALOG),
    post("/products/{id}/duplicate", copy, Permission.EDIT_CATALOG),
)
