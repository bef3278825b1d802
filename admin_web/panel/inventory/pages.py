"""Stock: what is there, what moved and why, and changing it with a reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from admin_web.csv_answer import Cells, csv_answer
from admin_web.forms import Form, attempt
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.staff.queries import names
from domain.stock.actions import adjust
from domain.stock.inventory import STATES, inventory, one, set_threshold
from domain.stock.movements import movements

HERE = "/admin/inventory"
REASONS = ("received", "damaged", "lost", "found", "own use", "other")
HEADS = ("sku", "barcode", "product", "variant", "on hand", "held", "free", "waiting", "counted")


async def show(visit: Visit) -> web.StreamResponse:
    state = visit.asked("state") if visit.asked("state") in STATES else ""
    low = visit.shop.settings.low_stock
    page = await inventory(visit.by, visit.asked("q"), state, low, visit.page_number)
    context: dict[str, Any] = {
        "page": page, "q": visit.asked("q"), "state": state, "states": STATES, "low": low,
    }  # fmt: skip
    if visit.is_fragment:
        return visit.part("inventory/rows.html", **context)
    return visit.page("inventory/list.html", **context)


async def as_csv(visit: Visit) -> web.StreamResponse:
    """The list as a file; with its last column filled in it can be sent back as a count."""
    return await csv_answer(visit.request, "stock", HEADS, _cells(visit))


async def _cells(visit: Visit) -> AsyncIterator[Cells]:
    state = visit.asked("state") if visit.asked("state") in STATES else ""
    number, pages = 1, 1
    while number <= pages:
        page = await inventory(visit.by, visit.asked("q"), state, visit.shop.settings.low_stock, number)
        for r in page.items:
            yield r.sku, r.gtin, r.name, r.label, r.on_hand, r.reserved, r.free, r.waiting, ""
        number, pages = number + 1, page.pages


async def show_one(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    row = await one(visit.by, visit.number("variant"))
    blank = Form.stored(low_at="" if row.low_at is None else row.low_at, way="in", reason="received")
    context: dict[str, Any] = {
        "row": row, "form": form or blank, "reasons": REASONS, "low": visit.shop.settings.low_stock,
        "page": await movements(visit.by, row.id, visit.page_number), "staff": await names(visit.by),
    }  # fmt: skip
    return visit.page("inventory/one.html", status=422 if form else 200, **context)


async def change(visit: Visit) -> web.StreamResponse:
    """So many in or out, and why."""
    variant_id, form = visit.number("variant"), Form.typed(visit.data)
    units = form.whole("units", low=1, high=1_000_000)
    sign = -1 if form.choice("way", ("in", "out"), "in") == "out" else 1
    reason = form.choice("reason", REASONS, "other")
    note = form.text("note", limit=100)
    said = f"{reason}: {note}" if note else reason
    if await attempt(form, visit.t, lambda: adjust(visit.by, variant_id, sign * units, said)):
        return visit.goes(f"{HERE}/{variant_id}", visit.t("panel", "Saved."))
    return await show_one(visit, form=form)


async def threshold(visit: Visit) -> web.StreamResponse:
    variant_id, form = visit.number("variant"), Form.typed(visit.data)
    low_at = form.maybe_whole("low_at", high=100_000)
    if await attempt(form, visit.t, lambda: set_threshold(visit.by, variant_id, low_at)):
        return visit.goes(f"{HERE}/{variant_id}", visit.t("panel", "Saved."))
    return await show_one(visit, form=form)


PAGES = (
    get("/inventory", show, Permission.EDIT_STOCK),
    get("/inventory/csv", as_csv, Permission.EDIT_STOCK),
    get("/inventory/{variant}", show_one, Permission.EDIT_STOCK),
    post("/inventory/{variant}/change", change, Permission.EDIT_STOCK),
    post("/inventory/{variant}/threshold", threshold, Permission.EDIT_STOCK),
)
