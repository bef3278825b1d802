"""Papers for many orders as one PDF: noted as printed, then opened in a tab of its own."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.orders.many import HERE, chosen
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import NotFound
from domain.orders.desk import OrderFilters, picked
from domain.orders.prints import stamp
from domain.papers.drawing import drawn
from domain.reports.sheets import PAPERS, STAMPS, invoices, sheet


async def ask(visit: Visit) -> web.StreamResponse:
    """The ticked orders are on their way to a printer."""
    paper, found = visit.field("paper"), await chosen(visit, as_drawn=False)
    if paper not in PAPERS:
        raise NotFound()
    if not found.orders:
        return visit.goes(visit.back(HERE), visit.t("panel", "Tick the orders first."), "alert")
    await stamp(visit.by, STAMPS.get(paper, paper), [order.id for order in found.orders])
    return visit.goes(f"{HERE}/print/{paper}.pdf?o={'.'.join(str(order.number) for order in found.orders)}")


async def show(visit: Visit) -> web.StreamResponse:
    """The file itself: the orders in the order they were chosen in."""
    paper = visit.request.match_info["paper"]
    asked = [int(text) for text in visit.request.query.get("o", "").split(".") if text.isdecimal() and len(text) < 16]
    place = {number: at for at, number in enumerate(asked)}
    rows = await picked(visit.by, "all", OrderFilters(), asked)
    if paper not in PAPERS or not rows:
        raise NotFound()
    rows = tuple(sorted(rows, key=lambda row: place[row.number]))
    if paper == "invoices":
        body = await invoices(visit.by, rows)
        if not body["papers"]:
            return visit.goes(HERE, visit.t("panel", "None of these orders has an invoice or a receipt yet."), "alert")
    else:
        body = await sheet(visit.by, visit.shop, paper, rows, f"{visit.base_url}{HERE}/")
    headers = {"Content-Disposition": f'inline; filename="{paper}.pdf"'}
    return web.Response(body=await drawn(body), content_type="application/pdf", headers=headers)


PAGES = (
    post("/orders/print", ask, Permission.VIEW_ORDERS),
    get("/orders/print/{paper:[a-z]+}.pdf", show, Permission.VIEW_ORDERS),
)
