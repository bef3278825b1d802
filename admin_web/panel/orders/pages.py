"""The list of orders, and moving many of them on at once."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.panel.orders import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import ShopError
from domain.orders import queries
from domain.orders.queries import OrderFilters
from domain.orders.rights import STEPS, may_move
from domain.payments.actions import advance

HERE = "/admin/orders"
MOST = 100


async def show(visit: Visit) -> web.StreamResponse:
    """A tab, narrowed by words and way to pay. Without a tab: what is new, or everything when nothing is."""
    counts, tabs = await queries.tab_counts(visit.by), words.tabs(visit.t)
    found, tab, pay = visit.asked("q"), visit.asked("tab"), visit.asked("pay")
    if tab not in tabs:
        tab = "all" if found or pay or not counts["new"] else "new"
    filters = OrderFilters(words=found, payment_method=pay)
    context: dict[str, Any] = {
        "page": await queries.orders(visit.by, tab, filters, visit.page_number), "tab": tab, "tabs": tabs, "q": found,
        "counts": counts, "pay": pay, "bulk": words.bulk(visit.t).get(tab), **words.every(visit.t),
    }  # fmt: skip
    draw = visit.part if visit.is_fragment else visit.page
    return draw("orders/rows.html" if visit.is_fragment else "orders/list.html", **context)


async def move_many(visit: Visit) -> web.StreamResponse:
    """Each ticked order one step on, from the step it was drawn in; those that have moved meanwhile stay."""
    ticked = [text.partition(":") for text in visit.data.getall("order", []) if isinstance(text, str)]
    moved = sum([await _moved(visit, number, was) for number, _, was in ticked[:MOST]])
    left = len(ticked) - moved
    said = visit.t.plural("panel", "{n} order moved on.", "{n} orders moved on.", moved)
    if left:
        said += " " + visit.t.plural("panel", "{n} stayed as it was.", "{n} stayed as they were.", left)
    return visit.goes(visit.back(HERE), said, "done" if moved else "alert")


async def _moved(visit: Visit, number: str, was: str) -> bool:
    try:
        order = await queries.order_by_number(visit.by, int(number) if number.isdecimal() else 0)
        steps = [to for to in order.moves if to != "cancelled" and may_move(visit.by, to)]
        if not steps or order.status != was:
            return False
        await advance(visit.by, order.id, steps[0], was=was)
    except ShopError:
        return False
    return True


PAGES = (
    get("/orders", show, Permission.VIEW_ORDERS),
    post("/orders", move_many, *STEPS),
)
