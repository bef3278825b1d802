"""S-36 of an order the shop's people have made: a card with what it holds, to be accepted and paid, or declined."""

from __future__ import annotations

from collections.abc import Iterable

from domain.drafts.views import DraftView
from domain.kit.i18n import Translator
from domain.kit.money import total
from handlers.cart.words import counted, fee, item
from handlers.drafts.buttons import AcceptDraft, DeclineDraft
from handlers.orders.buttons import OpenOrder
from handlers.payment.words import payment_name
from handlers.screen import Action, Fact, Screen

LINES = 8


def draft_card(view: DraftView, t: Translator) -> Screen:
    """One card a draft, from the offer to what came of it."""
    return Screen(
        id="S-36",
        kind="card",
        key=f"draft:{view.number}",
        title=t("S-36", "The shop has made an order for you: {sum}", sum=view.total),
        notice=_state(view, t),
        facts=tuple(_facts(view, t)),
        lines=tuple(_lines(view, t)),
        actions=tuple(_actions(view, t)),
        rev=view.revision,
        nav=None,
    )


def _state(view: DraftView, t: Translator) -> str:
    match view.status:
        case "ordered":
            return t("S-36", "Accepted: order #{no}.", no=str(view.order_number))
        case "declined":
            return t("S-36", "You have declined it.")
        case "sent":
            return t("S-36", "It holds until {when}.", when=view.expires_at) if view.expires_at else ""
        case "open":
            return t("S-36", "The shop is changing it.")
        case _:
            return t("S-36", "This offer has ended.")


def _facts(view: DraftView, t: Translator) -> Iterable[Fact]:
    for line in view.lines[:LINES]:
        name = counted(line.quantity, item(line.title, line.options, t), t)
        yield Fact(name, t.money(line.unit_price * line.quantity))
    if rest := view.lines[LINES:]:
        sum_ = total((x.unit_price * x.quantity for x in rest), view.total.currency)
        yield Fact(t.plural("S-36", "and {n} more", "and {n} more", len(rest)), t.money(sum_))
    if view.discount:
        yield Fact(view.discount_reason or t("S-41", "Discount"), f"−{t.money(view.discount)}")
    if view.delivery_name:
        yield Fact(t("S-36", "Delivery, {method}", method=view.delivery_name), fee(view.delivery_fee, t))
    if view.tax_on_top:
        yield Fact(t("S-36", "Tax"), t.money(view.tax_on_top))
    yield Fact(t("S-36", "Total"), t.money(view.total), strong=True)


def _lines(view: DraftView, t: Translator) -> Iterable[str]:
    if view.delivery_kind != "pickup" and view.address:
        yield f"🏠 {view.address}"
    if view.note:
        yield f"“{view.note}”"
    if view.payment_method:
        yield payment_name(view.payment_method, t, pickup=view.delivery_kind == "pickup")


def _actions(view: DraftView, t: Translator) -> Iterable[Action]:
    if view.status == "ordered":
        yield Action(t("S-41", "Open the order"), press=OpenOrder(id=view.order_id), row=1)
    if view.status != "sent":
        return
    pays_now = view.payment_method not in ("cash", "transfer") and view.total
    label = t("S-36", "Accept · pay {sum}", sum=view.total) if pays_now else t("S-36", "Accept")
    press = AcceptDraft(rev=view.revision, id=view.id)
    yield Action(label, press=press, role="primary", prio=0, row=0)
    yield Action(t("S-36", "Decline"), press=DeclineDraft(rev=view.revision, id=view.id), row=1, prio=0)
