"""S-42: what cancelling does to the money, said before it is done."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator
from domain.orders.views import OrderView
from handlers.orders.buttons import AskCancel, CancelOrder, OpenOrder
from handlers.orders.card import key_of
from handlers.screen import Action, Choice, Screen


def reasons(t: Translator) -> dict[str, str]:
    """Why people cancel, by the code a button carries."""
    return {
        "mind": t("S-42", "Changed my mind"),
        "wrong": t("S-42", "Wrong item"),
        "slow": t("S-42", "Too slow"),
        "cheaper": t("S-42", "Found it cheaper"),
        "other": t("S-42", "Other"),
    }


def cancel_card(order: OrderView, reason: str, t: Translator) -> Screen:
    """In the order card's own place; [Keep order] brings the card back."""
    return Screen(
        id="S-42",
        kind="card",
        key=key_of(order.number),
        title=t("S-42", "Cancel order #{no}?", no=str(order.number)),
        body=_money_words(order, t),
        choices=tuple(_chips(order, reason, t)),
        actions=tuple(_buttons(order, reason, t)),
        rev=order.revision,
        nav=None,
    )


def _money_words(order: OrderView, t: Translator) -> str:
    held = order.paid - order.refunded
    if not order.can_cancel:
        return t("S-42", "The shop has begun to pack it, so the shop decides. The answer comes here.")
    if held:
        return t("S-42", "{sum} goes back the way you paid, in 3–5 days.", sum=held)
    return t("S-42", "You have not paid anything, so nothing has to come back.")


def _chips(order: OrderView, chosen: str, t: Translator) -> Iterable[Choice]:
    for code, word in reasons(t).items():
        yield Choice(
            AskCancel(id=order.id, reason=code),
            word,
            group=t("S-42", "Why?"),
            state="chosen" if code == chosen else "",
            columns=2,
        )


def _buttons(order: OrderView, reason: str, t: Translator) -> Iterable[Action]:
    press = CancelOrder(rev=order.revision, id=order.id, reason=reason)
    label = t("S-42", "Yes, cancel") if order.can_cancel else t("S-42", "Ask the shop")
    yield Action(label, press=press, role="danger", prio=0, row=1)
    yield Action(t("S-42", "Keep order"), press=OpenOrder(id=order.id), prio=0, row=1)
