"""S-37 waiting for a transfer, S-38 when the time has run out."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.views import OrderView
from domain.shop.views import ShopView
from handlers.orders.buttons import AskCancel, OpenOrder, Orders, Reorder
from handlers.payment.buttons import ForgetAddress, OtherMethod
from handlers.payment.online import reserved
from handlers.screen import Action, Fact, Nav, Screen
from handlers.support.buttons import Help


def transfer_screen(order: OrderView, shop: ShopView, t: Translator, *, methods: int = 1) -> Screen:
    """S-37. The reference is the order's number, which is how the shop finds the money."""
    return Screen(
        id="S-37",
        title=reserved(order, t),
        body=t("S-37", "Transfer {sum} to this account. The shop confirms it here.", sum=order.due),
        facts=tuple(_facts(order, shop, t)),
        actions=tuple(_actions(order, shop, methods, t)),
        rev=order.revision,
        nav=Nav(back=Orders()),
    )


def reference(order: OrderView) -> str:
    return str(order.number)


def _facts(order: OrderView, shop: ShopView, t: Translator) -> Iterable[Fact]:
    settings = shop.settings
    yield Fact(t("S-37", "Amount"), t.money(order.due), strong=True)
    yield Fact(t("S-37", "To"), settings.transfer_holder or shop.name)
    yield Fact(t("S-37", "Account"), settings.transfer_account)
    if settings.transfer_bank:
        yield Fact(t("S-37", "Bank"), settings.transfer_bank)
    yield Fact(t("S-37", "Reference"), reference(order))


def _actions(order: OrderView, shop: ShopView, methods: int, t: Translator) -> Iterable[Action]:
    yield Action(t("S-37", "Copy account"), copy=shop.settings.transfer_account, row=1, prio=0)
    yield Action(t("S-37", "Copy amount"), copy=str(order.due.decimal), row=1, prio=1)
    yield Action(t("S-37", "Copy reference"), copy=reference(order), row=1, prio=0)
    if methods > 1:
        yield Action(t("S-37", "Pay another way"), press=OtherMethod(order=order.id), row=2)
    if order.can_cancel:
        yield Action(t("S-41", "Cancel order"), press=AskCancel(id=order.id), row=2, prio=2)
    yield Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=3, prio=2)


def ended_screen(order: OrderView, t: Translator) -> Screen:
    """S-38 after the reservation ended."""
    return Screen(
        id="S-38",
        title=t("S-38", "The reservation ended."),
        body=t("S-38", "Order #{no} was not paid in time. Your cart is saved.", no=str(order.number)),
        actions=(
            Action(t("S-38", "Try again"), press=Reorder(id=order.id, mode="add"), role="primary", prio=0, row=0),
            Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=1),
        ),
        nav=Nav(back=Orders(past=1)),
    )


def lost_card(amount: Money, charge: str, shop: ShopView, t: Translator) -> Screen:
    """Money has come that fits no order: nothing is lost, and the shop knows."""
    return Screen(
        id="S-38",
        kind="card",
        key=f"charge:{charge}"[:60],
        title=t("S-38", "We have your {sum}, but not its order.", sum=amount),
        body=t("S-38", "Nothing is lost. {shop} has been told and will write to you here.", shop=shop.name),
        actions=(Action(t("S-50", "💬 Help"), press=Help(), row=1),),
        nav=None,
    )


def saved_card(order: OrderView, address_id: int, t: Translator) -> Screen:
    """The address that a payment sheet asked for is kept, unless its owner would not have it."""
    return Screen(
        id="S-39",
        kind="card",
        key=saved_key(order.id),
        title=t("S-39", "Address saved for next time"),
        body=order.address,
        actions=(Action(t("S-39", "Forget it"), press=ForgetAddress(order=order.id, address=address_id), row=1),),
        nav=None,
    )


def forgotten_card(order_id: int, t: Translator) -> Screen:
    said = t("S-39", "Forgotten. The order still goes there.")
    return Screen(id="S-39", kind="card", key=saved_key(order_id), title=said, nav=None)


def saved_key(order_id: int) -> str:
    return f"saved-address:{order_id}"


def settled_screen(order: OrderView, t: Translator) -> Screen:
    """Nothing waits to be paid any more."""
    return Screen(
        id="S-37",
        title=t("S-37", "Order #{no} needs no payment now.", no=str(order.number)),
        actions=(
            Action(t("S-41", "Open the order"), press=OpenOrder(id=order.id), role="primary", prio=0, row=0),
            Action(t("S-50", "💬 Help"), press=Help(order=order.id), row=1),
        ),
        nav=Nav(back=Orders()),
    )
