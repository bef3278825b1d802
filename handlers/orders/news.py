"""The short message beside an order's card, when something happened that people want to hear of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money, total
from domain.orders.views import OrderView
from handlers.orders.buttons import OpenOrder, Orders, Reorder
from handlers.payment.buttons import OpenPayment
from handlers.payment.words import WALLET
from handlers.screen import Action, Screen
from handlers.support.buttons import Help

REFUND_DAYS = (3, 5)


def news_card(order: OrderView, body: str, *actions: Action) -> Screen:
    """One message per order: the next one takes its place."""
    return Screen(id="S-41", kind="card", key=f"order-news:{order.id}", body=body, actions=actions, nav=None)


def _open(order: OrderView, t: Translator) -> Action:
    return Action(t("S-41", "Open the order"), press=OpenOrder(id=order.id), row=1)


def moved_news(order: OrderView, t: Translator) -> Screen:
    """What is said of the state an order has come to."""
    return news_card(order, _moved_words(order, t), _open(order, t))


def _moved_words(order: OrderView, t: Translator) -> str:
    number = str(order.number)
    match order.status:
        case "shipped" if order.earliest:
            date = t.day_range(order.earliest, order.latest or order.earliest)
            return t("S-41", "Order #{no} is on its way. Arrives {date}.", no=number, date=date)
        case "shipped":
            return t("S-41", "Order #{no} is on its way.", no=number)
        case "ready":
            return t("S-41", "Order #{no} is ready for pickup: {point}.", no=number, point=order.point)
        case "delivered":
            return t("S-41", "Order #{no} is delivered. Enjoy it.", no=number)
        case _:
            return cancelled_words(order, t)


def cancelled_words(order: OrderView, t: Translator) -> str:
    """The end of an order, and where its money is."""
    said = [t("S-41", "Order #{no} is cancelled.", no=str(order.number))]
    credit = total((p.refunded for p in order.payments if p.provider == WALLET), order.currency)
    if held := order.paid - order.refunded:
        said.append(t("S-41", "{sum} goes back the way you paid, in 3–5 days.", sum=held))
    elif rest := order.refunded - credit:
        said.append(refund_words(rest, t))
    if credit:
        said.append(wallet_words(credit, t))
    return " ".join(said)


def paid_news(order: OrderView, amount: Money, t: Translator) -> Screen:
    said = t("S-41", "Order #{no}: {sum} has arrived. Thank you.", no=str(order.number), sum=amount)
    return news_card(order, said, _open(order, t))


def refunded_news(order: OrderView, amount: Money, t: Translator, *, to_wallet: bool = False) -> Screen:
    words = wallet_words(amount, t) if to_wallet else refund_words(amount, t)
    said = f"{t('S-41', 'Order #{no}.', no=str(order.number))} {words}"
    return news_card(order, said, _open(order, t))


def refund_words(amount: Money, t: Translator) -> str:
    """How long money takes to go back, whichever way it came; Stars are back at once."""
    if amount.currency == STARS:
        return t("S-41", "{sum} went back to you.", sum=amount)
    first, last = REFUND_DAYS
    return t(
        "S-41", "Refund of {sum} is on its way, {d1}–{d2} days.", sum=amount, d1=t.number(first), d2=t.number(last)
    )


def wallet_words(amount: Money, t: Translator) -> str:
    return t("S-41", "{sum} is in your wallet now.", sum=amount)


def kept_news(order: OrderView, note: str, t: Translator) -> Screen:
    """The shop's answer to a wish to cancel."""
    said = t("S-42", "Order #{no}: the shop cannot cancel it any more.", no=str(order.number))
    return news_card(order, f"{said} {note}".strip(), _open(order, t))


def edited_news(order: OrderView, told: Mapping[str, Any], t: Translator) -> Screen:
    """What the shop has changed, and what is still to be paid for it."""
    said = [t("S-41", "Order #{no} was changed by the shop.", no=str(order.number))]
    said += [
        t("S-41", "{item}: {was} → {to}", item=str(name), was=t.number(was), to=t.number(to))
        for name, was, to in told["lines"]
    ]
    if "address" in told["also"]:
        said.append(t("S-41", "It goes to: {address}", address=order.address))
    if "delivery" in told["also"]:
        said.append(t("S-36", "Delivery, {method}", method=order.delivery_name))
    if told["before"] != told["after"]:
        before, after = (Money(told[name], order.currency) for name in ("before", "after"))
        said.append(t("S-41", "Total: {was} → {to}", was=before, to=after))
    if not order.extra:
        return news_card(order, "\n".join(said), _open(order, t))
    pay = Action(
        t("S-41", "Pay {sum}", sum=order.due), press=OpenPayment(order=order.id), role="primary", prio=0, row=0
    )
    return news_card(order, "\n".join(said), pay, _open(order, t))


def expired_news(order: OrderView, t: Translator) -> Screen:
    """S-38. The goods are in the cart again, at least so many of each."""
    said = t("S-38", "Order #{no}: the reservation ended. Your cart is saved.", no=str(order.number))
    again = Action(t("S-38", "Try again"), press=Reorder(id=order.id, mode="add"), role="primary", prio=0, row=0)
    return news_card(order, said, again, Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=1))


def pay_soon_news(order: OrderView, t: Translator) -> Screen:
    said = t("S-38", "Order #{no} is reserved until {when}.", no=str(order.number), when=order.expires_at)
    how = t("S-38", "How to pay") if order.payment_method == "transfer" else t("S-38", "Pay now")
    return news_card(
        order,
        said,
        Action(how, press=OpenPayment(order=order.id), role="primary", prio=0, row=0),
        Action(t("S-38", "My orders"), press=Orders(), row=1),
    )


def failed_news(order: OrderView, why: str, t: Translator) -> Screen:
    """S-38 for who is looking at something else."""
    said = t("S-38", "Order #{no}: the payment did not go through.", no=str(order.number))
    again = Action(t("S-38", "Try again"), press=OpenPayment(order=order.id), role="primary", prio=0, row=0)
    return news_card(order, f"{said} {why}", again, Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=1))


def twice_news(order: OrderView, amount: Money, t: Translator) -> Screen:
    said = t(
        "S-41", "Order #{no} was paid twice. {sum} goes back the way you paid, in 3–5 days.", no=str(order.number),
        sum=amount,
    )  # fmt: skip
    return news_card(order, said, _open(order, t))


def attention_news(order: OrderView, t: Translator) -> Screen:
    """Paid, but something has to be looked at by people."""
    said = t("S-70", "Order #{no}: paid. One item needs a check, we'll write within 1 h.", no=str(order.number))
    return news_card(order, said, _open(order, t))
