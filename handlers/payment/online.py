"""S-37 and S-38 of an order that is paid on a page outside."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator
from domain.orders.views import OrderView, PaymentView
from domain.shop.views import ShopView
from handlers.orders.buttons import AskCancel, Orders
from handlers.payment.buttons import CheckPayment, OpenPayment, OtherMethod, PayAgain
from handlers.payment.invoice import order_invoice
from handlers.payment.words import decline_words, for_trying
from handlers.screen import Action, Nav, Screen
from handlers.support.buttons import Help


def link_screen(order: OrderView, payment: PaymentView, t: Translator, *, methods: int = 1) -> Screen:
    """S-37 with the way to the page; without one, how to get it."""
    if payment.url:
        body = t("S-37", "Pay {sum} on the payment page. This chat goes on by itself afterwards.", sum=order.due)
        main = Action(t("S-37", "Open payment page"), url=payment.url, role="primary", prio=0, row=0)
    else:
        body = t("S-37", "The payment page does not answer right now. Nothing was charged. Try again in a moment.")
        main = Action(t("S-38", "Try again"), press=OpenPayment(order=order.id), role="primary", prio=0, row=0)
    check = Action(t("S-37", "I've paid, check now"), press=CheckPayment(order=order.id), prio=0, row=1)
    return _waiting(order, reserved(order, t), body, (main, check, *_ways_out(order, methods, t)), t)


def checking_screen(order: OrderView, payment: PaymentView, t: Translator, *, methods: int = 1) -> Screen:
    """S-37 for who comes back from the page before its answer has."""
    body = t("S-37", "We are asking the payment page about order #{no}. This changes by itself.", no=str(order.number))
    actions = [Action(t("S-37", "I've paid, check now"), press=CheckPayment(order=order.id), prio=0, row=1)]
    if payment.url:
        actions.append(Action(t("S-37", "Open payment page"), url=payment.url, row=1, prio=1))
    return _waiting(order, t("S-37", "Checking your payment…"), body, (*actions, *_ways_out(order, methods, t)), t)


def closed_screen(order: OrderView, t: Translator, *, methods: int = 1) -> Screen:
    """S-37 when the shop has stopped taking money this way while the order waited."""
    body = t("S-37", "This way to pay is closed now. Nothing was charged. Choose another one.")
    return _waiting(order, reserved(order, t), body, tuple(_ways_out(order, methods, t)), t)


def _waiting(order: OrderView, title: str, body: str, actions: tuple[Action, ...], t: Translator) -> Screen:
    trying = for_trying(order.payment_method, t)
    return Screen(
        id="S-37",
        title=title,
        body=body,
        lines=(trying,) if trying else (),
        actions=actions,
        rev=order.revision,
        nav=Nav(back=Orders()),
    )


def sheet_screen(order: OrderView, shop: ShopView, t: Translator, *, methods: int = 1) -> Screen:
    """S-37 of an order that is paid on the messenger's own sheet; once money has come, people look at it."""
    if order.paid or order.needs_attention:
        return looked_at_screen(order, t)
    label = t("S-36", "Pay {sum}", sum=order.due)
    pay = Action(label, pay=order_invoice(order, shop, t), role="primary", prio=0, row=0)
    body = t("S-37", "Pay {sum} in Telegram. This chat goes on by itself afterwards.", sum=order.due)
    return _waiting(order, reserved(order, t), body, (pay, *_ways_out(order, methods, t)), t)


def looked_at_screen(order: OrderView, t: Translator) -> Screen:
    """Money is here, and people have to decide what becomes of the order."""
    said = t("S-70", "Order #{no}: paid. One item needs a check, we'll write within 1 h.", no=str(order.number))
    help_ = Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=1)
    return Screen(id="S-37", title=said, actions=(help_,), rev=order.revision, nav=Nav(back=Orders()))


def failed_screen(order: OrderView, payment: PaymentView, t: Translator, *, methods: int = 1) -> Screen:
    """S-38: the bank has said no. Cart, address and hold are as they were."""
    actions = (
        Action(t("S-38", "Try again"), press=PayAgain(order=order.id), role="primary", prio=0, row=0),
        *_ways_out(order, methods, t),
    )
    trying = for_trying(order.payment_method, t)
    return Screen(
        id="S-38",
        title=t("S-38", "The payment did not go through."),
        body=f"{failed_words(payment, t)}\n\n{reserved(order, t)}",
        lines=(trying,) if trying else (),
        actions=actions,
        rev=order.revision,
        nav=Nav(back=Orders()),
    )


def failed_words(payment: PaymentView, t: Translator) -> str:
    """What went wrong, and that it has cost nothing."""
    if payment.reason == "unavailable":
        return t("S-38", "The payment page could not be opened. You were not charged.")
    if payment.reason == "closed":
        return t("S-38", "The payment page was closed. You were not charged.")
    if why := decline_words(payment.reason, t):
        return t("S-38", "The bank declined the payment: {reason}. You were not charged.", reason=why)
    return t("S-38", "The bank declined the payment. You were not charged.")


def reserved(order: OrderView, t: Translator) -> str:
    number = str(order.number)
    if order.expires_at is None:
        return t("S-37", "Order #{no} is reserved for you.", no=number)
    return t("S-37", "Order #{no} is reserved until {when}.", no=number, when=order.expires_at)


def _ways_out(order: OrderView, methods: int, t: Translator) -> Iterable[Action]:
    if methods > 0:
        yield Action(t("S-37", "Other method"), press=OtherMethod(order=order.id), row=2)
    if order.can_cancel:
        yield Action(t("S-41", "Cancel order"), press=AskCancel(id=order.id), row=2, prio=2)
    yield Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=3, prio=2)
