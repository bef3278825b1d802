"""Orders the shop's people make for a customer: the list, the customer, the draft, and what becomes of it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt, maybe_amount, plain_amount
from admin_web.panel.orders.edit import MOST_ADDED
from admin_web.panel.orders.words import methods
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.cart.basket import BasketLine
from domain.cart.things import find_things
from domain.delivery.queries import rules_at
from domain.drafts import actions, queries
from domain.drafts.actions import DraftEdit
from domain.drafts.views import DraftView
from domain.kit.actor import Permission
from domain.kit.i18n import Translator
from domain.orders.queries import order_by_number
from domain.payments.edits import MOST_UNITS

HERE = "/admin/drafts"
TONES = {"open": "", "sent": "hot", "ordered": "done", "declined": "bad", "expired": "look", "cancelled": ""}
OPEN = ("open", "sent", "declined", "expired")


def states(t: Translator) -> dict[str, str]:
    return {
        "open": t("panel", "Being written"),
        "sent": t("panel", "Sent"),
        "ordered": t("panel", "Ordered"),
        "declined": t("panel", "Declined"),
        "expired": t("panel", "Ended unanswered"),
        "cancelled": t("panel", "Dropped"),
    }


def tabs(t: Translator) -> dict[str, str]:
    return {
        "open": t("panel", "Being written"),
        "sent": t("panel", "Sent"),
        "ended": t("panel", "Ended"),
        "all": t("panel", "All"),
    }


async def show(visit: Visit) -> web.StreamResponse:
    """The list; with words, the customers who have them, to begin a draft for one."""
    known, tab, words = tabs(visit.t), visit.asked("tab"), visit.asked("q")
    tab = tab if tab in known else "all"
    return visit.page(
        "drafts/list.html", tabs=known, tab=tab, counts=await queries.tab_counts(visit.by), q=words,
        page=await queries.drafts(visit.by, tab, visit.page_number), states=states(visit.t), tones=TONES,
        people=await queries.people(visit.by, words) if words else (),
    )  # fmt: skip


async def begin(visit: Visit) -> web.StreamResponse:
    """A draft for a customer, empty or with what an order held."""
    form = Form.typed(visit.data)
    if form.value("order"):
        order = await order_by_number(visit.by, form.whole("order", high=10**12))
        return visit.goes(f"{HERE}/{await actions.duplicate(visit.by, order.id)}")
    return visit.goes(f"{HERE}/{await actions.create(visit.by, form.whole('customer', high=10**15))}")


async def one(visit: Visit, form: Form | None = None, *, failed: bool = False) -> web.StreamResponse:
    view = await _draft(visit)
    stands, form = view.status in OPEN, _stored(view) if form is None else form
    rules, words, ways = await rules_at(visit.by, visit.shop.version), await visit.words(), methods(visit.t)
    return visit.page(
        "drafts/one.html", status=422 if failed else 200, view=view, form=form, stands=stands,
        states=states(visit.t), tones=TONES, found=await _found(visit, form, view),
        methods=rules.named(words),
        points=[(str(p.id), words(p.name)) for p in rules.points],
        payments=[(code, ways.get(code, code)) for code in view.payments],
    )  # fmt: skip


async def _draft(visit: Visit) -> DraftView:
    return await queries.draft_by_number(visit.by, visit.number("number"))


def _stored(view: DraftView) -> Form:
    currency = view.total.currency
    units = {f"units_{x.variant_id}": x.quantity for x in view.lines}
    prices = {f"price_{x.variant_id}": plain_amount(x.unit_price.minor, currency) for x in view.lines}
    return Form.stored(
        rev=view.revision, discount=maybe_amount(view.discount.minor or None, currency),
        discount_reason=view.discount_reason, method=view.method_id or "", point=view.point_id or "",
        fee=plain_amount(view.delivery_fee.minor, currency) if view.own_fee else None, address=view.address,
        note=view.note, payment=view.payment_method, days=7, **units, **prices,
    )  # fmt: skip


async def _found(visit: Visit, form: Form, view: DraftView) -> list[BasketLine]:
    if not form.value("q").strip():
        return []
    there = {line.variant_id for line in view.lines}
    return [x for x in await find_things(visit.by, form.value("q"), visit.t.locale) if x.variant_id not in there]


def _typed(visit: Visit, form: Form) -> DraftEdit:
    currency = visit.shop.currency
    picked = [name.removeprefix("units_") for name in visit.data if name.startswith("units_")][: MOST_ADDED * 2]
    ids = [text for text in picked if text.isdecimal() and len(text) < 19]
    lines = {
        int(v): (form.maybe_whole(f"units_{v}", high=MOST_UNITS) or 0, form.maybe_money(f"price_{v}", currency))
        for v in ids
    }
    return DraftEdit(
        lines={variant: line for variant, line in lines.items() if line[0]},
        discount=form.maybe_money("discount", currency) or 0, discount_reason=form.text("discount_reason", limit=200),
        method_id=form.maybe_whole("method", high=10**12) or 0, point_id=form.maybe_whole("point", high=10**12) or 0,
        delivery_fee=form.maybe_money("fee", currency), address=form.text("address", limit=300),
        note=form.text("note", limit=500), payment_method=form.value("payment")[:20],
    )  # fmt: skip


async def change(visit: Visit) -> web.StreamResponse:
    """Every button of the page saves what is typed first; then it does what it says."""
    view, form, made = await _draft(visit), Form.typed(visit.data), list[int]()
    edit, rev, do = _typed(visit, form), form.whole("rev", high=10**9), form.value("do")

    async def act() -> None:
        saved = await actions.save(visit.by, view.id, edit, rev)
        made.extend(await _then(visit, saved, form))

    if not await attempt(form, visit.t, act):
        rev_now = (await _draft(visit)).revision
        return await one(visit, form.saying(form.alert, rev=rev_now), failed=True)
    if made:
        return visit.goes(f"/admin/orders/{made[0]}", visit.t("panel", "The order is placed and paid."))
    if do == "find":
        return await one(visit, Form.stored(**_kept(await _draft(visit), form)))
    sent = do == "send"
    said = visit.t("panel", "Sent to the customer's chat.") if sent else visit.t("panel", "Saved.")
    return visit.goes(f"{HERE}/{view.number}", said)


async def _then(visit: Visit, saved: DraftView, form: Form) -> list[int]:
    """What the button says besides saving; the number of the order, where one was made."""
    if form.value("do") == "send":
        days = form.maybe_whole("days", low=1, high=90) or 7
        await actions.send(visit.by, saved.id, saved.revision, days)
    if form.value("do") != "paid":
        return []
    how, reference = form.value("how"), form.text("reference", limit=120)
    return [(await actions.mark_paid(visit.by, saved.id, how, reference, saved.revision)).number]


def _kept(view: DraftView, form: Form) -> dict[str, Any]:
    stored = _stored(view)
    names = ["rev", "discount", "discount_reason", "method", "point", "fee", "address", "note", "payment", "days"]
    names += [f"{kind}_{x.variant_id}" for x in view.lines for kind in ("units", "price")]
    return {name: stored.value(name) for name in names} | {"q": form.value("q")}


async def drop(visit: Visit) -> web.StreamResponse:
    view, form = await _draft(visit), Form.typed(visit.data)
    rev = form.whole("rev", high=10**9)
    if not await attempt(form, visit.t, lambda: actions.drop(visit.by, view.id, rev)):
        return visit.goes(f"{HERE}/{view.number}", form.alert, "alert")
    return visit.goes(HERE, visit.t("panel", "Dropped."))


PAGES = (
    get("/drafts", show, Permission.EDIT_ORDERS),
    post("/drafts", begin, Permission.EDIT_ORDERS),
    get("/drafts/{number}", one, Permission.EDIT_ORDERS),
    post("/drafts/{number}", change, Permission.EDIT_ORDERS),
    post("/drafts/{number}/drop", drop, Permission.EDIT_ORDERS),
)
