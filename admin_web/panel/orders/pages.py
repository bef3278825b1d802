"""The list of orders: its tabs, what it is narrowed to, and the same as a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from admin_web.csv_answer import Cells, csv_answer
from admin_web.panel.orders import board, many, printing, views, words
from admin_web.routing import get
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.orders.desk import COUNTED, ENDLESS, LOOKED_AT, exported, orders, tab_counts
from domain.orders.rights import STEPS
from domain.orders.views import OrderRow
from domain.staff.queries import names

HERE = "/admin/orders"


async def show(visit: Visit) -> web.StreamResponse:
    """A tab, narrowed by words and chips. Without a tab: what is new, or everything when nothing is."""
    counts, tabs = await tab_counts(visit.by), words.tabs(visit.t)
    view = views.read(visit.request.query, visit.shop, visit.t.today())
    tab = view.tab or ("all" if view.narrowed or not counts["new"] else "new")
    page = await orders(visit.by, tab, view.filters, visit.page_number)
    context: dict[str, Any] = {
        "page": page, "tab": tab, "tabs": tabs, "q": view.filters.words, "counts": counts, "counted": COUNTED,
        "endless": ENDLESS, "looked_at": LOOKED_AT, "narrowed": view.narrowed, "view": _kept(view, tab),
        "chips": await views.chips(visit, view.query), "asked": view.query, "bulk": words.bulk(visit.t).get(tab),
        "may_step": visit.by.permissions & set(STEPS), "people": await _people(visit, page.items),
        "views": () if visit.is_fragment else await visit.views(), **words.every(visit.t),
    }  # fmt: skip
    draw = visit.part if visit.is_fragment else visit.page
    return draw("orders/rows.html" if visit.is_fragment else "orders/list.html", **context)


def _kept(view: views.View, tab: str) -> str:
    return views.View(tab, view.filters, view.query | {"tab": tab}).address


async def _people(visit: Visit, rows: tuple[OrderRow, ...]) -> dict[int, str]:
    return await names(visit.by) if any(row.printed_by for row in rows) else {}


async def export(visit: Visit) -> web.StreamResponse:
    """The view as a file, newest first."""
    t, view = visit.t, views.read(visit.request.query, visit.shop, visit.t.today())
    heads = (
        t("panel", "Order"), t("panel", "Placed"), t("panel", "Customer"), t("panel", "Items"), t("panel", "Total"),
        t("panel", "Currency"), t("panel", "Payment"), t("panel", "Paid"), t("panel", "Delivery"), t("panel", "State"),
        t("panel", "Channel"), t("panel", "Test"),
    )  # fmt: skip
    rows = await exported(visit.by, view.tab or "all", view.filters)
    return await csv_answer(visit.request, f"orders-{t.today().isoformat()}", heads, _lines(visit, rows))


async def _lines(visit: Visit, rows: AsyncIterator[OrderRow]) -> AsyncIterator[Cells]:
    said = words.every(visit.t)
    async for row in rows:
        yield (
            row.number, row.created_at.astimezone(visit.shop.zone).strftime("%Y-%m-%d %H:%M"), row.customer_name,
            row.units, f"{row.total.decimal:f}", row.total.currency,
            said["method_words"].get(row.payment_method, row.payment_method), said["paid_words"][row.payment_status],
            row.delivery_name, said["status_words"][row.status],
            said["channel_words"].get(row.channel, row.channel), "1" if row.is_test else "",
        )  # fmt: skip


PAGES = (
    get("/orders", show, Permission.VIEW_ORDERS),
    get("/orders/export.csv", export, Permission.PERSONAL_DATA),
    *board.PAGES,
    *many.PAGES,
    *printing.PAGES,
)
