"""S-39 and S-41: one card per order, the same from the first minute to the last."""

from __future__ import annotations

from collections.abc import Iterable

from domain.digital.views import HandedLine
from domain.kit.i18n import Translator
from domain.kit.money import total
from domain.orders.views import OrderView
from handlers.cart.words import counted, fee, item
from handlers.digital.screens import handed_actions
from handlers.joining.screens import go_on_action
from handlers.orders.buttons import AskCancel, Orders, Reorder
from handlers.orders.words import ended, expired, timeline
from handlers.payment.buttons import OpenPayment
from handlers.payment.words import WALLET, payment_name
from handlers.returns.buttons import OpenReturn
from handlers.screen import Action, Fact, Nav, Screen
from handlers.support.buttons import Help

LINES = 8


def key_of(number: int) -> str:
    return f"order:{number}"


def order_card(
    order: OrderView,
    t: Translator,
    link: str = "",
    handed: tuple[HandedLine, ...] = (),
    papers: Iterable[Action] = (),
) -> Screen:
    """`handed` is what its buyer has of it already, for its buyer alone; `papers` are the buttons of its papers."""
    return Screen(
        id="S-41",
        kind="card",
        key=key_of(order.number),
        title=t("S-41", "Order #{no} · {sum}", no=str(order.number), sum=order.total),
        notice=_notice(order, t),
        steps=timeline(order, t),
        facts=tuple(_facts(order, t)),
        lines=tuple(_lines(order, t)),
        actions=(*handed_actions(handed, t), *_actions(order, link, t), *papers),
        rev=order.revision,
        nav=None,
    )


def _notice(order: OrderView, t: Translator) -> str:
    if order.cancel_requested and not ended(order):
        return t("S-41", "You asked to cancel. The shop answers here.")
    return t("S-41", "The reservation ended before the payment came.") if expired(order) else ""


def _facts(order: OrderView, t: Translator) -> Iterable[Fact]:
    for line in order.lines[:LINES]:
        name = counted(line.quantity, item(line.title, line.options, t), t)
        yield Fact(name, t.money(line.unit_price * line.quantity))
    if rest := order.lines[LINES:]:
        label = t.plural("S-36", "and {n} more", "and {n} more", len(rest))
        yield Fact(label, t.money(total((x.unit_price * x.quantity for x in rest), order.currency)))
    if order.delivery_name:
        yield Fact(t("S-36", "Delivery, {method}", method=order.delivery_name), fee(order.delivery_fee, t))
    yield from _adjustments(order, t)
    yield Fact(t("S-36", "Total"), t.money(order.total), strong=True)
    credit = total((p.amount for p in order.payments if p.provider == WALLET), order.currency)
    if credit and order.payment_method != WALLET:
        yield Fact(t("S-36", "From the wallet"), f"−{t.money(credit)}")
    if order.refunded:
        yield Fact(t("S-41", "Refunded"), t.money(order.refunded))


def _adjustments(order: OrderView, t: Translator) -> Iterable[Fact]:
    if order.discount:
        yield Fact(t("S-41", "🎟 {code}", code=order.coupon or t("S-41", "Discount")), f"−{t.money(order.discount)}")
    if fees := order.fees - order.tip if order.tip else order.fees:
        yield Fact(t("S-41", "Fees"), t.money(fees))
    if order.tip:
        yield Fact(t("S-41", "Tip"), t.money(order.tip))
    if order.tax_on_top:
        yield Fact(t("S-36", "Tax"), t.money(order.tax_on_top))


def _lines(order: OrderView, t: Translator) -> Iterable[str]:
    if order.delivery_kind == "pickup":
        yield f"🏬 {order.point or order.delivery_name}"
    elif order.address:
        yield f"🏠 {order.address}"
    if not ended(order) and (when := _when(order, t)):
        yield f"🚚 {when}"
    yield payment_name(order.payment_method, t, pickup=order.delivery_kind == "pickup")
    if order.tracking:
        yield " · ".join(part for part in (order.carrier, t("S-41", "tracking {code}", code=order.tracking)) if part)
    if order.is_test:
        yield t("S-41", "A test order: nothing is sent.")


def _when(order: OrderView, t: Translator) -> str:
    """Delivery is spoken of by its days."""
    if order.delivery_kind == "pickup" or order.earliest is None:
        return ""
    return t("S-41", "Arrives {date}", date=t.day_range(order.earliest, order.latest or order.earliest))


def _actions(order: OrderView, link: str, t: Translator) -> Iterable[Action]:
    if order.status == "awaiting_payment":
        short = t("S-41", "Pay {sum}", sum=order.due)
        label = t("S-41", "How to pay {sum}", sum=order.due) if order.payment_method == "transfer" else short
        yield Action(label, press=OpenPayment(order=order.id), role="primary", prio=0, row=0, short=short)
    elif order.extra:
        yield Action(
            t("S-41", "Pay {sum}", sum=order.due), press=OpenPayment(order=order.id), role="primary", prio=0, row=0
        )
    yield from _tracking(order, t)
    yield from _ending(order, t)
    yield Action(
        t("S-41", "💬 Help with this order"), press=Help(order=order.id), row=2, prio=2, short=t("S-50", "💬 Help")
    )
    if link:
        yield Action(t("S-41", "🔗 Link to this order"), url=link, row=3, prio=4)


def _tracking(order: OrderView, t: Translator) -> Iterable[Action]:
    if order.tracking_url:
        yield Action(t("S-41", "📍 Track"), url=order.tracking_url, row=1, prio=0)
    elif order.tracking:
        yield Action(t("S-41", "Copy tracking"), copy=order.tracking, row=1)


def _ending(order: OrderView, t: Translator) -> Iterable[Action]:
    if ended(order):
        yield Action(t("S-41", "🔁 Order again"), press=Reorder(id=order.id), row=1, prio=0)
        if order.status == "delivered" and not order.digital:
            yield Action(t("S-41", "↩ Return"), press=OpenReturn(order=order.id), row=1, prio=2)
    elif order.can_cancel:
        yield Action(t("S-41", "Cancel order"), press=AskCancel(id=order.id), row=2, prio=2)
    elif _may_ask(order):
        yield Action(t("S-41", "Ask to cancel"), press=AskCancel(id=order.id), row=2, prio=2)


def _may_ask(order: OrderView) -> bool:
    """The shop has begun: it can still be asked, once."""
    begun = order.status in ("packing", "ready") or any(line.handed for line in order.lines)
    return begun and "cancelled" in order.moves and not order.cancel_requested


def placed_canvas(order: OrderView, t: Translator, link: str = "", onward: str = "") -> Screen:
    """S-39: the canvas steps aside for the card below it. `onward`: a messenger to go on in."""
    said = t("S-41", "Order #{no} is placed. We'll write here when it ships.", no=str(order.number))
    if order.digital:
        said = t("S-41", "Order #{no} is placed. What you bought comes here in a moment.", no=str(order.number))
    keep = t("S-39", "Keep the link to find this order from another device.") if link else ""
    return Screen(
        id="S-39",
        title=t("S-39", "Order placed ↓"),
        body=f"{said}\n{keep}".strip(),
        actions=tuple(_ways_back(link, onward, t)),
        nav=Nav(back=Orders()),
    )


def _ways_back(link: str, onward: str, t: Translator) -> Iterable[Action]:
    if link:
        yield Action(t("S-41", "🔗 Link to this order"), url=link, row=1)
    if onward:
        yield go_on_action(onward, t)
