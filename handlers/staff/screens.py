"""S-90 to S-94: the shop's own people in a messenger. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.actor import Actor, Permission
from domain.kit.i18n import Translator
from domain.kit.site import public
from domain.orders.rights import may_move
from domain.orders.views import OrderView
from domain.staff.views import StaffView, TelegramView
from handlers.cart.words import counted, item
from handlers.home.buttons import Home
from handlers.payment.words import payment_name
from handlers.screen import Action, Choice, Fact, Nav, Screen
from handlers.staff.buttons import (
    AskEnd,
    AskMoney,
    AskTracking,
    Attended,
    Desk,
    Disconnect,
    EndOrder,
    KeepOrder,
    MoveOrder,
    StaffOrder,
    TakeMoney,
    Toggle,
)
from handlers.staff.words import and_more, money_step, payment_word, problems, status_word, step_word, why_words

LINES = 12
TRACKING, MONEY = "staff-tracking", "staff-money"


def card_key(order_id: int) -> str:
    return f"staff-order:{order_id}"


# ------------------------------------------------------------------------------------------------------------ the desk


def desk_screen(person: StaffView, told: TelegramView, shop: str, t: Translator) -> Screen:
    """S-90: what this person is told of here."""
    return Screen(
        id="S-90",
        title=t("S-90", "You work for {shop}", shop=shop),
        body=t("S-90", "{name}, orders come here as cards. Their buttons do what the panel does.", name=person.name),
        choices=(
            _toggle("orders", told.orders, t("S-90", "🔔 New orders"), t),
            _toggle("money", told.money, t("S-90", "💵 Trouble with money"), t),
        ),
        actions=(Action(t("S-90", "Disconnect this account"), press=Disconnect(), role="danger", row=6, prio=4),),
        nav=Nav(back=Home()),
    )


def _toggle(what: str, on: bool, label: str, t: Translator) -> Choice:
    state = t("S-90", "on") if on else t("S-90", "off")
    return Choice(Toggle(what=what, on=int(not on)), f"{label}: {state}")


def disconnected_screen(shop: str, t: Translator) -> Screen:
    """S-90 for who is a customer again."""
    said = t("S-90", "This account no longer acts for {shop}. A link in the panel connects it again.", shop=shop)
    return Screen(id="S-90", title=t("S-90", "Disconnected"), body=said, nav=Nav(back=Home()))


def panel_screen(link: str, t: Translator) -> Screen:
    """S-90: the way into the panel, "" where nobody outside could open it."""
    if not link:
        said = t("S-90", "The panel has no public address yet. Open it where it runs and log in there.")
        return Screen(id="S-90", title=t("S-90", "The panel"), body=said, nav=Nav(back=Desk()))
    said = t("S-90", "This link logs you in once, within 5 minutes. Give it to nobody.")
    return Screen(
        id="S-90", title=t("S-90", "The panel"), body=said, nav=Nav(back=Desk()),
        actions=(Action(t("S-90", "Log in to the panel"), url=link, role="primary", row=0),),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ the card


def staff_card(order: OrderView, t: Translator, by: Actor, *, group: bool = False) -> Screen:
    """S-91: an order with what this person may do with it now. In a group only what one press can do."""
    state = t("S-91", "{status} · {payment}", status=status_word(order.status, t), payment=payment_word(order, t))
    return Screen(
        id="S-91",
        kind="card",
        key=card_key(order.id),
        title=t("S-91", "Order #{no} · {sum}", no=str(order.number), sum=order.total),
        notice="\n".join(_notices(order, t)),
        body=state,
        facts=tuple(_facts(order, t)),
        lines=tuple(_lines(order, t, group=group)),
        actions=tuple(_actions(order, t, by, group=group)),
        rev=order.revision,
        nav=None,
    )


def _notices(order: OrderView, t: Translator) -> Iterable[str]:
    yield from problems(order, t)
    if order.cancel_requested and order.status not in ("cancelled", "delivered"):
        said = t("S-91", "The customer wants to cancel.")
        yield f"{said} {order.cancel_reason}".strip()


def _facts(order: OrderView, t: Translator) -> Iterable[Fact]:
    for line in order.lines[:LINES]:
        yield Fact(counted(line.quantity, item(line.title, line.options, t), t), t.money(line.total))
    if rest := order.lines[LINES:]:
        yield and_more((line.quantity for line in rest), t)
    yield Fact(t("S-36", "Total"), t.money(order.total), strong=True)


def _lines(order: OrderView, t: Translator, *, group: bool) -> Iterable[str]:
    if order.customer_name:
        yield order.customer_name
    yield from _delivery(order, group=group)
    yield payment_name(order.payment_method, t, pickup=order.delivery_kind == "pickup")
    if order.tracking:
        yield f"📍 {order.tracking}"
    if order.is_test:
        yield t("S-41", "A test order: nothing is sent.")


def _delivery(order: OrderView, *, group: bool) -> Iterable[str]:
    """Where it goes; a home is nothing for a group to read."""
    if order.delivery_kind == "pickup":
        yield f"🏬 {order.point or order.delivery_name}"
    elif order.delivery_name:
        yield f"🚚 {order.delivery_name}"
    if order.address and not group:
        yield f"🏠 {order.address}"


def _actions(order: OrderView, t: Translator, by: Actor, *, group: bool) -> Iterable[Action]:
    yield from _steps(order, t, by, group=group)
    if not group:
        yield from _alone(order, t, by)
    if panel := public(f"/admin/orders/{order.number}"):
        yield Action(t("S-91", "Open in the panel"), url=panel, row=4, prio=3)


def _steps(order: OrderView, t: Translator, by: Actor, *, group: bool) -> Iterable[Action]:
    for to in order.moves:
        if to == "cancelled" or not may_move(by, to):
            continue
        asks = to == "shipped" and not group
        press = AskTracking(id=order.id) if asks else MoveOrder(id=order.id, to=to, was=order.status)
        label, short = money_step(order, to, t), step_word(to, t)
        yield Action(label, press=press, role="primary", row=0, prio=0, short=short)


def _alone(order: OrderView, t: Translator, by: Actor) -> Iterable[Action]:
    """What asks back, so that it has no place in a group."""
    waits = order.status == "awaiting_payment" and order.payment_method == "transfer" and bool(order.due)
    if waits and Permission.CONFIRM_PAYMENT in by.permissions:
        yield Action(
            t("S-91", "💵 {sum} has come", sum=order.due),
            press=AskMoney(id=order.id),
            row=1,
            prio=0,
            short=t("S-91", "💵 Paid"),
        )
    if Permission.MOVE_ORDERS not in by.permissions:
        return
    if order.needs_attention:
        yield Action(t("S-91", "Seen to"), press=Attended(id=order.id), row=2)
    if "cancelled" not in order.moves:
        return
    if order.cancel_requested:
        yield Action(t("S-91", "Keep the order"), press=KeepOrder(id=order.id), row=2)
    yield Action(t("S-91", "Cancel…"), press=AskEnd(id=order.id), row=3, prio=4)


def trouble_card(order: OrderView, t: Translator, *, group: bool = False) -> Screen:
    """S-91: something about an order that a person has to hear of now."""
    said = "\n".join(_notices(order, t)) or status_word(order.status, t)
    actions = () if group else (Action(t("S-41", "Open the order"), press=StaffOrder(id=order.id), row=0),)
    return Screen(
        id="S-91", kind="card", key=f"staff-news:{order.id}", nav=None, actions=actions,
        body=f"{t('S-41', 'Order #{no}.', no=str(order.number))}\n{said}",
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------- what asks back


def tracking_screen(order: OrderView, t: Translator) -> Screen:
    """S-92."""
    skip = MoveOrder(id=order.id, to="shipped", was=order.status)
    return Screen(
        id="S-92",
        title=t("S-92", "Order #{no}: how can it be followed?", no=str(order.number)),
        body=t("S-92", "Write the parcel's number, or paste the link where it can be followed."),
        awaits=f"{TRACKING}.{order.id}",
        actions=(Action(t("S-92", "Send it off without"), press=skip, role="primary", prio=0, row=0),),
        nav=Nav(back=Desk(), home=False),
    )


def money_screen(order: OrderView, t: Translator) -> Screen:
    """S-93."""
    without = TakeMoney(id=order.id, due=order.due.minor)
    return Screen(
        id="S-93",
        title=t("S-93", "Order #{no}: {sum} has come", no=str(order.number), sum=order.due),
        body=t("S-93", "Write the reference from the bank statement. The order then counts as paid."),
        awaits=f"{MONEY}.{order.id}",
        actions=(Action(t("S-93", "There is no reference"), press=without, role="primary", prio=0, row=0),),
        nav=Nav(back=Desk(), home=False),
    )


def end_card(order: OrderView, t: Translator) -> Screen:
    """S-94: in the card's own place."""
    held = order.paid - order.refunded
    back = t("S-94", "{sum} goes back to the customer.", sum=held) if held else t("S-94", "Nothing was paid yet.")
    ends = tuple(
        Action(word, press=EndOrder(rev=order.revision, id=order.id, why=code), role="danger", prio=0, row=row)
        for row, (code, word) in enumerate(why_words(t).items())
    )
    return Screen(
        id="S-94", kind="card", key=card_key(order.id), rev=order.revision, nav=None,
        title=t("S-94", "Cancel order #{no}?", no=str(order.number)),
        body=f"{back} {t('S-94', 'Why is it cancelled?')}",
        actions=(*ends, Action(t("S-91", "Keep the order"), press=StaffOrder(id=order.id), row=9, prio=0)),
    )  # fmt: skip
