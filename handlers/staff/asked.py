"""S-95, S-96: what customers and colleagues ask of the shop's people. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from domain.approvals.queries import ApprovalView
from domain.kit.i18n import Translator
from domain.kit.site import public
from domain.returns.views import ReturnView
from handlers.cart.words import counted, item
from handlers.returns.words import reasons
from handlers.screen import Action, Fact, Screen
from handlers.staff.buttons import StaffOrder
from handlers.staff.words import and_more

LINES = 12


def return_key(return_id: int) -> str:
    return f"staff-return:{return_id}"


def request_key(request_id: int) -> str:
    return f"staff-request:{request_id}"


def staff_return_card(view: ReturnView, t: Translator, *, group: bool = False) -> Screen:
    """S-95: a return and how it stands. It is decided in the panel, where its pictures are."""
    return Screen(
        id="S-95",
        kind="card",
        key=return_key(view.id),
        title=t("S-95", "Return R-{no} · {sum}", no=str(view.number), sum=view.value),
        body=_return_state(view, t),
        facts=tuple(_facts(view, t)),
        lines=tuple(_lines(view, t)),
        actions=tuple(_return_actions(view, t, group=group)),
        rev=view.revision,
        nav=None,
    )


def _return_state(view: ReturnView, t: Translator) -> str:
    words = {
        "requested": t("S-95", "To decide"),
        "approved": t("S-95", "Approved, coming back"),
        "received": t("S-95", "Received, to refund"),
        "closed": t("S-95", "Closed"),
        "rejected": t("S-95", "Rejected"),
        "cancelled": t("S-95", "The customer keeps it after all"),
    }
    return words.get(view.status, view.status)


def _facts(view: ReturnView, t: Translator) -> Iterable[Fact]:
    for line in view.lines[:LINES]:
        yield Fact(counted(line.quantity, item(line.title, line.options, t), t), "")
    if rest := view.lines[LINES:]:
        yield and_more((line.quantity for line in rest), t)


def _lines(view: ReturnView, t: Translator) -> Iterable[str]:
    yield reasons(t).get(view.reason, view.reason)
    if view.note:
        yield f"“{view.note}”"
    if photos := len(view.photos) + view.photos_coming:
        yield t.plural("S-95", "📷 {n} photo", "📷 {n} photos", photos)
    yield t("S-95", "Order #{no}", no=str(view.order_number))
    if view.customer_name:
        yield view.customer_name


def _return_actions(view: ReturnView, t: Translator, *, group: bool) -> Iterable[Action]:
    if not group:
        yield Action(t("S-41", "Open the order"), press=StaffOrder(id=view.order_id), row=0)
    if panel := public(f"/admin/returns/{view.number}"):
        yield Action(t("S-91", "Open in the panel"), url=panel, row=1, prio=3)


def request_card(view: ApprovalView, t: Translator) -> Screen:
    """S-96: more than somebody may give on their own. Another person agrees in the panel, after proving who it is."""
    about = t("S-95", "Order #{no}", no=str(view.number)) if view.number else view.customer
    panel = public("/admin/approvals")
    opens = Action(t("S-91", "Open in the panel"), url=panel, row=0) if panel else None
    return Screen(
        id="S-96",
        kind="card",
        key=request_key(view.id),
        title=t("S-96", "{name} asks: {kind}, {sum}", name=view.asker, kind=_kind(view, t), sum=view.amount),
        body=_request_state(view, t),
        lines=tuple(line for line in (f"“{view.reason}”" if view.reason else "", about) if line),
        actions=(opens,) if opens else (),
        nav=None,
    )


def _kind(view: ApprovalView, t: Translator) -> str:
    words = {
        "refund": t("S-96", "a refund"),
        "credit": t("S-96", "credit for a customer"),
        "cancel": t("S-96", "cancelling a paid order"),
        "edit": t("S-96", "changing an order, with a refund"),
    }
    return words.get("edit" if view.edit else view.kind, view.kind)


def _request_state(view: ApprovalView, t: Translator) -> str:
    words = {
        "waiting": t("S-96", "Waits for somebody who agrees"),
        "approved": t("S-96", "{name} agreed, it is done", name=view.decider),
        "declined": t("S-96", "{name} declined", name=view.decider),
        "withdrawn": t("S-96", "Withdrawn"),
    }
    said = words.get(view.status, view.status)
    return f"{said}: “{view.answer}”" if view.answer else said
