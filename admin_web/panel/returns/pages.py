"""Returns: the queue, one of them with its pictures, and every step that is possible from where it stands."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.approvals.pages import words as request_words
from admin_web.panel.orders.refunds import asked
from admin_web.panel.returns import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.actions import refund_return_or_ask
from domain.approvals.queries import of_order
from domain.kit.actor import Permission
from domain.kit.errors import ShopError
from domain.papers.drawing import drawn
from domain.reports.return_label import return_label
from domain.returns import deciding, queries
from domain.returns.views import ReturnView

HERE = "/admin/returns"
MOST = 100
TO = ("original", "wallet")


async def show(visit: Visit) -> web.StreamResponse:
    """A tab of the queue; without one, what waits for a decision."""
    tabs, tab = words.tabs(visit.t), visit.asked("tab")
    context: dict[str, Any] = {
        "tabs": tabs, "tab": tab if tab in tabs else "requested", "counts": await queries.tab_counts(visit.by),
        "page": await queries.returns(visit.by, tab if tab in tabs else "requested", visit.page_number),
        **words.every(visit.t),
    }  # fmt: skip
    draw = visit.part if visit.is_fragment else visit.page
    return draw("returns/rows.html" if visit.is_fragment else "returns/list.html", **context)


async def approve_many(visit: Visit) -> web.StreamResponse:
    """Each ticked return is approved, as it was drawn; those that have been decided meanwhile stay."""
    ticked = [text.partition(":") for text in visit.data.getall("return", []) if isinstance(text, str)]
    done = sum([await _approved(visit, number, rev) for number, _, rev in ticked[:MOST]])
    said = visit.t.plural("panel", "{n} return approved.", "{n} returns approved.", done)
    if left := len(ticked) - done:
        said += " " + visit.t.plural("panel", "{n} stayed as it was.", "{n} stayed as they were.", left)
    return visit.goes(visit.back(HERE), said, "done" if done else "alert")


async def _approved(visit: Visit, number: str, was: str) -> bool:
    try:
        found = await queries.return_by_number(visit.by, int(number) if number.isdecimal() else 0)
        if found.status != was:
            return False
        await deciding.approve(visit.by, found.id, rev=found.revision)
    except ShopError:
        return False
    return True


async def one(visit: Visit, form: Form | None = None, failed: str = "") -> web.StreamResponse:
    view = await _return(visit)
    wants = "wallet" if view.wish == "credit" else "original"
    blank = {f"line_{line.line_id}": line.quantity if _sellable(view) else 0 for line in view.lines}
    form = Form.stored(to=wants, key=secrets.token_hex(8), **blank) if form is None else form
    ways = [
        ("original", visit.t("panel", "The way it was paid"), ""),
        ("wallet", visit.t("panel", "Into the customer's wallet"), visit.t("panel", "At once.")),
    ]
    requests = [x for x in await of_order(visit.by, view.order_id) if x.return_id == view.id]
    context = {"view": view, "form": form, "failed": failed, "ways": ways, "requests": requests}
    context |= {"waits": any(x.status == "waiting" for x in requests), **request_words(visit.t)}
    return visit.page("returns/one.html", status=422 if failed else 200, **context, **words.every(visit.t))


def _sellable(view: ReturnView) -> bool:
    """What is said to be broken is not sold again unless somebody says so."""
    return view.reason not in ("damaged",)


async def _return(visit: Visit) -> ReturnView:
    return await queries.return_by_number(visit.by, visit.number("number"))


Act = Callable[[ReturnView, Form, int], Awaitable[Any]]


async def _step(visit: Visit, failed: str, act: Act, said: str) -> web.StreamResponse:
    view, form = await _return(visit), Form.typed(visit.data)
    rev = form.whole("rev", high=10**9)
    if not await attempt(form, visit.t, lambda: act(view, form, rev)):
        return await one(visit, form, failed)
    return visit.goes(f"{HERE}/{view.number}", said)


async def approve(visit: Visit) -> web.StreamResponse:
    said = visit.t("panel", "Approved. The customer has been told.")
    return await _step(
        visit, "approve", lambda v, form, rev: deciding.approve(visit.by, v.id, form.value("answer"), rev), said
    )


async def reject(visit: Visit) -> web.StreamResponse:
    said = visit.t("panel", "Rejected. The customer has been told why.")
    return await _step(
        visit, "reject", lambda v, form, rev: deciding.reject(visit.by, v.id, form.value("answer"), rev), said
    )


async def close(visit: Visit) -> web.StreamResponse:
    said = visit.t("panel", "Closed without money. The customer has been told.")
    return await _step(
        visit, "close", lambda v, form, rev: deciding.close_return(visit.by, v.id, form.value("answer"), rev), said
    )


async def receive(visit: Visit) -> web.StreamResponse:
    async def act(view: ReturnView, form: Form, rev: int) -> None:
        back = {x.line_id: form.maybe_whole(f"line_{x.line_id}", high=x.quantity) or 0 for x in view.lines if x.tracked}
        if form.check(visit.t):
            await deciding.receive(visit.by, view.id, back, rev)

    return await _step(visit, "receive", act, visit.t("panel", "Received. The customer has been told."))


async def refund(visit: Visit) -> web.StreamResponse:
    """At once, or asked for when it is more than this person may give."""
    done: list[bool] = []

    async def act(view: ReturnView, form: Form, rev: int) -> None:
        to_wallet, delivery = form.choice("to", TO, TO[0]) == "wallet", form.flag("delivery")
        key = f"r{view.id}-{form.text('key', limit=40) or rev}"
        if form.check(visit.t):
            ways = {"to_wallet": to_wallet, "delivery": delivery}
            done.append(await refund_return_or_ask(visit.by, view.id, key, rev=rev, **ways))

    answer = await _step(visit, "refund", act, visit.t("panel", "Refunded. The customer is told when it has gone out."))
    if done == [False]:
        return visit.goes(f"{HERE}/{visit.number('number')}", asked(visit))
    return answer


async def label(visit: Visit) -> web.StreamResponse:
    """For the parcel that comes back: printed, or sent on to the customer."""
    view = await _return(visit)
    body = await return_label(visit.by, visit.shop, view.id, f"{visit.base_url}{HERE}/{view.number}")
    headers = {"Content-Disposition": f'inline; filename="R-{view.number}.pdf"'}
    return web.Response(body=await drawn(body), content_type="application/pdf", headers=headers)


PAGES = (
    get("/returns", show, Permission.ALL_ORDERS),
    post("/returns", approve_many, Permission.MOVE_ORDERS),
    get("/returns/{number}", one, Permission.ALL_ORDERS),
    get("/returns/{number}/label.pdf", label, Permission.ALL_ORDERS),
    post("/returns/{number}/approve", approve, Permission.MOVE_ORDERS),
    post("/returns/{number}/reject", reject, Permission.MOVE_ORDERS),
    post("/returns/{number}/receive", receive, Permission.MOVE_ORDERS),
    post("/returns/{number}/close", close, Permission.MOVE_ORDERS),
    post("/returns/{number}/refund", refund, Permission.REFUND),
)
