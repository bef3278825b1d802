"""Money that goes back to a customer, and credit the shop gives: typed, checked, said."""

from __future__ import annotations

import secrets
from typing import Any

from admin_web.forms import Form, attempt
from admin_web.visit import Visit
from domain.approvals.actions import credit_or_ask, refund_or_ask
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.views import OrderView
from domain.payments.actions import refundable
from domain.payments.actions.refunding import BY_HAND
from domain.payments.parts import Parts
from domain.shop.native import BY_STARS
from domain.wallet.actions import WALLET
from domain.wallet.queries import balance

TO = ("original", WALLET)


def blank() -> dict[str, Form]:
    return {"refund": Form.stored(key=secrets.token_hex(8), to=TO[0]), "credit": Form.stored(key=secrets.token_hex(8))}


def through(order: OrderView) -> str:
    """The provider that gives the money back by itself; "" where a person does."""
    captured = {payment.provider for payment in order.payments if payment.status == "captured"}
    providers = captured - {WALLET} or captured
    return "" if len(providers) != 1 or providers & BY_HAND else next(iter(providers))


async def facts(visit: Visit, order: OrderView, left: Money) -> dict[str, Any]:
    """What of the order can go back part by part, and what its customer has in the wallet."""
    whole = await refundable(visit.by, order.id)
    lines = [(line, whole.lines[line.id].left, Money(whole.lines[line.id].worth(1), order.currency))
             for line in order.lines if whole.lines[line.id].left]  # fmt: skip
    stars = any(payment.provider == BY_STARS for payment in order.payments)
    return {
        "left": left,
        "through": through(order),
        "parts": lines if left and not stars else [],
        "delivery_left": Money(whole.delivery, order.currency),
        "to_words": _ways(visit.t),
        "stars": stars,
        "wallet": await balance(visit.by, order.customer_id, visit.shop.currency),
    }


def _ways(t: Translator) -> list[tuple[str, str, str]]:
    return [
        (TO[0], t("panel", "The way it was paid"), ""),
        (WALLET, t("panel", "Into the customer's wallet"), t("panel", "At once. It pays for their next orders.")),
    ]


def typed(form: Form, order: OrderView) -> tuple[Parts, str, bool]:
    """The parts, where they go, and whether the goods are back."""
    units = {line.id: form.maybe_whole(f"line_{line.id}", high=line.quantity) or 0 for line in order.lines}
    amount = form.maybe_money("amount", order.currency, low=1) or 0
    parts = Parts({line: count for line, count in units.items() if count}, form.flag("delivery"), amount)
    return parts, form.choice("to", TO, TO[0]), form.flag("restock")


async def refund(visit: Visit, order: OrderView, form: Form) -> str:
    """What is said of it; "" where the form has been refused."""
    parts, to, restocks = typed(form, order)
    reason, key = form.text("reason", limit=200, required=True), form.text("key", limit=40, required=True)
    kept = to == WALLET

    done: list[bool] = []

    async def act() -> None:
        done.append(await refund_or_ask(visit.by, order.id, parts, reason, key, to_wallet=kept, restocks=restocks))

    if not await attempt(form, visit.t, act):
        return ""
    if not done[0]:
        return asked(visit)
    if kept:
        return visit.t("panel", "It is in the customer's wallet, and they have been told.")
    return _said(visit, order)


def asked(visit: Visit) -> str:
    """It was more than this person may give on their own."""
    return visit.t("panel", "That is more than you may give on your own. A colleague has been asked to agree.")


def _said(visit: Visit, order: OrderView) -> str:
    if through(order) not in ("", WALLET):
        return visit.t("panel", "The money is on its way back. The customer is told when it has gone out.")
    return visit.t("panel", "Refunded. The customer has been told.")


async def credit(visit: Visit, order: OrderView, form: Form) -> str:
    """What is said of it; "" where the form has been refused."""
    amount = Money(form.money("credit", visit.shop.currency, low=1), visit.shop.currency)
    reason, key = form.text("why", limit=200, required=True), form.text("key", limit=40, required=True)
    done: list[bool] = []

    async def act() -> None:
        done.append(await credit_or_ask(visit.by, order.customer_id, amount, reason, key, order.id))

    if not await attempt(form, visit.t, act):
        return ""
    if not done[0]:
        return asked(visit)
    return visit.t("panel", "{amount} is in the customer's wallet, and they have been told.", amount=amount)
