"""Sample carts, quotes and orders, for drawing screens without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.cart.views import CartView, DeliveryOption, LineView, QuoteView, TaxLine
from domain.customers.views import AddressView, ProfileView
from domain.kit.clock import now
from domain.kit.money import Money, total
from domain.orders.views import HistoryView, OrderLineView, OrderRow, OrderView, PaymentView
from handlers.channel import CAPABILITIES
from handlers.fit import overflow
from handlers.screen import Screen
from tests.handlers.goods import usd

NONE = usd("0.00")
HOME = AddressView(4, "Home", "12 Main St", "4", "Austin", "TX", "78701", "US", True, True)


def line(
    number: int = 1, title: str = "Linen shirt", price: str = "24.00", quantity: int = 2, **more: object
) -> LineView:
    unit = usd(price)
    plain = LineView(
        id=number, variant_id=number * 10, product_id=number, title=title, options="M, blue", quantity=quantity,
        unit_price=unit, total=unit * quantity, available=True, reason="", free=9, changed_from=None, image="",
    )  # fmt: skip
    return replace(plain, **more)


def gone(number: int = 9, title: str = "Canvas cap", reason: str = "sold_out") -> LineView:
    return line(number, title, "18.00", 1, available=False, reason=reason, free=0, options="")


def courier(fee: str | None = "3.00", **more: object) -> DeliveryOption:
    day = date(2026, 11, 12)
    plain = DeliveryOption(1, "courier", "Courier", usd(fee) if fee else None, day, day, chosen=True)
    return replace(plain, **more)


def pickup(**more: object) -> DeliveryOption:
    ready = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
    plain = DeliveryOption(2, "pickup", "Pickup", NONE, None, None, ready, point_id=5, point="Main street 1")
    return replace(plain, **more)


def cart(*lines: LineView, **more: object) -> CartView:
    held = lines or (line(),)
    goods = total((x.total for x in held), "USD")
    plain = CartView(
        id=1, kind="basket", revision=7, currency="USD", lines=held, gone=(), units=sum(x.quantity for x in held),
        goods=goods, discount=NONE, coupon="", coupon_problem="", delivery=None, tax_on_top=NONE, fees=NONE,
        total=goods, missing_for_free_delivery=None, missing_for_minimum=None,
    )  # fmt: skip
    return replace(plain, **more)


def quote(held: CartView | None = None, **more: object) -> QuoteView:
    held = held or cart(delivery=courier())
    plain = QuoteView(
        id=3, revision=2, cart=held, address=HOME, phone="+15125550123", delivery=held.delivery or courier(),
        payment="cash", taxes=(), total=held.total, expires_at=now(), missing=(), wallet=NONE, in_wallet=NONE,
    )  # fmt: skip
    return replace(plain, **more)


def tax(amount: str) -> TaxLine:
    return TaxLine("VAT", 2100, usd(amount))


PLACED_AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def history(*statuses: str) -> tuple[HistoryView, ...]:
    return tuple(HistoryView(s, PLACED_AT + timedelta(hours=n), "staff:1", "") for n, s in enumerate(statuses))


def payment(status: str = "captured", provider: str = "transfer", amount: str = "51.00") -> PaymentView:
    at = PLACED_AT if status == "captured" else None
    return PaymentView(1, 1, provider, usd(amount), NONE, status, "R1", at)


def order(status: str = "placed", **more: object) -> OrderView:
    sold = OrderLineView(1, 10, 1, "Linen shirt", "M, blue", "", "", 2, usd("24.00"), NONE, usd("48.00"))
    plain = OrderView(
        id=1, number=1042, token="tok", status=status, payment_status="unpaid", payment_method="cash", customer_id=1,
        customer_name="Anna", phone="+15125550123", currency="USD", lines=(sold,), units=2, goods=usd("48.00"),
        discount=NONE, delivery_fee=usd("3.00"), fees=NONE, tax=NONE, tax_on_top=NONE, total=usd("51.00"),
        due=usd("51.00"), paid=NONE, refunded=NONE, coupon="", address="12 Main St 4, Austin", delivery_name="Courier",
        delivery_kind="courier", earliest=date(2026, 11, 13), latest=date(2026, 11, 13), point="",
        history=history("placed"), payments=(payment("pending", "cash"),), moves=(),
        can_cancel=status in ("placed", "awaiting_payment"), cancel_requested=False, needs_attention="",
        cancel_reason="", tracking="", tracking_url="", carrier="", is_test=False, revision=3, locale="en",
        channel="web", created_at=PLACED_AT, placed_at=PLACED_AT, expires_at=None, extras={},
    )  # fmt: skip
    return replace(plain, **more)


def row(number: int = 1042, status: str = "shipped", payment_status: str = "paid") -> OrderRow:
    return OrderRow(
        number, number, status, payment_status, "cash", "Anna", 3, usd("47.20"), "web", False, "", PLACED_AT, PLACED_AT
    )


def profile(**more: object) -> ProfileView:
    return replace(ProfileView(1, "Maria Kalnina", "+15125550123", "", "en", False, 3, 2, 3, 2), **more)


def fits(screen: Screen) -> Screen:
    """The screen itself, after every channel has been asked whether it can draw it."""
    problems = [problem for can in CAPABILITIES.values() for problem in overflow(screen, can)]
    assert not problems, problems
    return screen


def money(minor: int) -> Money:
    return Money(minor, "USD")
