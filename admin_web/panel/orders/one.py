"""One order: everything about it, and every step that is possible from where it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt, plain_amount
from admin_web.panel.approvals import pages as approvals
from admin_web.panel.orders import refunds, words
from admin_web.panel.returns.words import every as return_words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.actions import cancel_or_ask
from domain.approvals.queries import of_order
from domain.digital.queries import handed
from domain.kit.actor import Permission
from domain.kit.money import Money, total
from domain.orders import queries
from domain.orders.notes import notes_of, tags_of
from domain.orders.prints import prints_of
from domain.orders.rights import STEPS, may_move
from domain.orders.views import OrderView
from domain.papers.queries import lacking, papers_of
from domain.payments import actions
from domain.payments.actions import Tracking
from domain.payments.actions.editing import editable
from domain.reports.order_page import around
from domain.reports.order_words import order_words
from domain.returns.queries import returns_of
from domain.staff.queries import names


async def show(visit: Visit, **forms: Form) -> web.StreamResponse:
    order = await _order(visit)
    found = await around(visit.by, order.id, order.number, order.customer_id)
    going = (r.amount for r in found.refunds if r.status == "pending" and r.amount.currency == order.currency)
    left = order.paid - order.refunded - total(going, order.currency)
    stored = {
        "transfer": Form.stored(amount=plain_amount(order.due.minor, order.currency)),
        "cancel": Form.stored(),
        **refunds.blank(),
    }
    context: dict[str, Any] = {
        "order": order,
        **await refunds.facts(visit, order, left),
        "forms": {name: form.within(name) for name, form in (stored | forms).items()},
        "failed": next(iter(forms), ""),
        "steps": [
            (to, words.move(order, to, visit.t)) for to in order.moves if to != "cancelled" and may_move(visit.by, to)
        ],
        "people": await names(visit.by),
        "around": found,
        "handed": {line.id: line for line in await handed(visit.by, order.id)},
        "said": await order_words(visit.by, visit.shop, order, found.taxes),
        "requests": await of_order(visit.by, order.id),
        **approvals.words(visit.t),
        "notes": await notes_of(visit.by, order.id),
        "tags": await tags_of(visit.by, order.id),
        "returns": await returns_of(visit.by, order.id),
        "editable": editable(order),
        "papers": await papers_of(visit.by, order.id),
        "prints": await prints_of(visit.by, order.id),
        "lacking": await lacking(visit.by, order.id),
        **words.every(visit.t),
        **return_words(visit.t),
    }
    return visit.page("orders/one.html", status=422 if forms else 200, **context)


async def _order(visit: Visit) -> OrderView:
    return await queries.order_by_number(visit.by, visit.number("number"))


def _here(order: OrderView) -> str:
    return f"/admin/orders/{order.number}"


async def move(visit: Visit) -> web.StreamResponse:
    """One step along the graph; a parcel may get its tracking."""
    order, to = await _order(visit), visit.field("to")
    tracking = Tracking(visit.field("tracking"), _link(visit.field("tracking_url")), visit.field("carrier"))
    done = await _act(visit, order, lambda: actions.advance(
        visit.by, order.id, to, note=visit.field("note")[:300], was=visit.field("was"),
        tracking=tracking if to == "shipped" else None,
    ))  # fmt: skip
    return done or visit.goes(_here(order), f"{visit.t('panel', 'Done:')} {words.statuses(visit.t).get(to, to)}.")


def _link(text: str) -> str:
    """An address a customer can be sent to; anything else is left out."""
    text = text.strip()
    return text if text.startswith(("https://", "http://")) else ""


async def _act(visit: Visit, order: OrderView, act: Callable[[], Awaitable[Any]]) -> web.Response | None:
    """Run an action without a form of its own; a refusal is said over the fresh page."""
    form = Form.stored()
    if await attempt(form, visit.t, act):
        return None
    return visit.goes(_here(order), form.alert, "alert")


async def cancel(visit: Visit) -> web.StreamResponse:
    order, form = await _order(visit), Form.typed(visit.data)
    reason, rev = form.text("reason", limit=200, required=True), form.whole("rev", high=10**9)
    done: list[bool] = []

    async def act() -> None:
        done.append(await cancel_or_ask(visit.by, order.id, reason, rev))

    if not await attempt(form, visit.t, act):
        return await show(visit, cancel=form)
    said = visit.t("panel", "The order is cancelled. The customer has been told.")
    return visit.goes(_here(order), said if done[0] else refunds.asked(visit))


async def keep(visit: Visit) -> web.StreamResponse:
    """The customer wanted to cancel, the goods are under way: it stays."""
    order = await _order(visit)
    done = await _act(visit, order, lambda: actions.deny_cancel(visit.by, order.id, visit.field("note")[:300]))
    return done or visit.goes(_here(order), visit.t("panel", "The order stays. The customer has been told."))


async def attended(visit: Visit) -> web.StreamResponse:
    order = await _order(visit)
    done = await _act(visit, order, lambda: actions.clear_attention(visit.by, order.id, visit.field("note")[:300]))
    return done or visit.goes(_here(order), visit.t("panel", "Taken off the list of problems."))


async def confirm_transfer(visit: Visit) -> web.StreamResponse:
    order, form = await _order(visit), Form.typed(visit.data)
    amount, reference = form.money("amount", order.currency, low=1), form.text("reference", limit=120, required=True)
    sum_ = Money(amount, order.currency)
    if not await attempt(form, visit.t, lambda: actions.confirm_transfer(visit.by, order.id, sum_, reference)):
        return await show(visit, transfer=form)
    return visit.goes(_here(order), visit.t("panel", "{amount} received.", amount=sum_))


async def refund(visit: Visit) -> web.StreamResponse:
    order, form = await _order(visit), Form.typed(visit.data)
    said = await refunds.refund(visit, order, form)
    return visit.goes(_here(order), said) if said else await show(visit, refund=form)


async def credit(visit: Visit) -> web.StreamResponse:
    order, form = await _order(visit), Form.typed(visit.data)
    said = await refunds.credit(visit, order, form)
    return visit.goes(_here(order), said) if said else await show(visit, credit=form)


async def refund_again(visit: Visit) -> web.StreamResponse:
    """The provider had refused it; the same refund is asked for once more."""
    order = await _order(visit)
    done = await _act(visit, order, lambda: actions.retry_refund(visit.by, visit.number("refund")))
    return done or visit.goes(_here(order), visit.t("panel", "The refund is on its way again."))


async def paid_out(visit: Visit) -> web.StreamResponse:
    """A refund that waited for a person."""
    order = await _order(visit)
    done = await _act(visit, order, lambda: actions.pay_out(visit.by, visit.number("refund")))
    return done or visit.goes(_here(order), visit.t("panel", "The refund is paid out. The customer has been told."))


PAGES = (
    get("/orders/{number}", show, Permission.VIEW_ORDERS),
    post("/orders/{number}/move", move, *STEPS),
    post("/orders/{number}/cancel", cancel, Permission.MOVE_ORDERS, Permission.CANCEL_UNPAID),
    post("/orders/{number}/keep", keep, Permission.MOVE_ORDERS),
    post("/orders/{number}/attended", attended, Permission.MOVE_ORDERS),
    post("/orders/{number}/transfer", confirm_transfer, Permission.CONFIRM_PAYMENT),
    post("/orders/{number}/refund", refund, Permission.REFUND),
    post("/orders/{number}/credit", credit, Permission.GIVE_CREDIT),
    post("/orders/{number}/refunds/{refund}/paid", paid_out, Permission.REFUND),
    post("/orders/{number}/refunds/{refund}/again", refund_again, Permission.REFUND),
)
