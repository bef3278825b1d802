"""An order as it is written: its row and lines, the goods it takes, the money it needs, what is said of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.cart.show import address_body, delivery_body
from domain.cart.sums import Sums
from domain.kit.actor import Actor
from domain.kit.money import Money
from domain.kit.rows import Statement, insert_rows, insertion, together
from domain.orders.actions import move_row
from domain.orders.models import Order, OrderHistory, OrderLine, OrderStatus
from domain.orders.queries import view
from domain.orders.views import OrderView, PaymentView
from domain.outbox.actions import putting
from domain.payments.errors import TooManyAwaiting
from domain.payments.models import Payment, PaymentStatus
from domain.promotions.actions import use
from domain.shop.actions import next_number
from domain.stock.actions import claim, reserve
from domain.stock.levels import Units
from domain.wallet.actions import WALLET, spend

PAID_LATER = frozenset({"cash"})
FREE = "free"
PAID_ALREADY = frozenset({FREE, WALLET})
HAND_OVER = "digital.deliver"
ISSUE_PAPER = "paper.issue"


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a quote: firm at once, or waiting for money until `expires_at`."""

    sums: Sums
    provider: str
    status: OrderStatus
    at: datetime
    expires_at: datetime | None

    @property
    def firm(self) -> bool:
        return self.status is OrderStatus.PLACED


async def write_order(by: Actor, plan: Plan, taps: int = 0, messages: int = 0) -> OrderView:
    """The order of a plan, inside the caller's transaction, which holds the cart or the draft it comes from.

    Locks in the order every money verb keeps: cart, counter, order, coupon, stock, wallet. Raises `SoldOut`,
    `NotEnough`, a `CouponRefused`, `TooManyAwaiting`, `WalletTooLittle`.
    """
    number = await next_number(by, "order")
    if not plan.firm:
        await _check_awaiting(by, plan)
    order = await Order.add(by, number=number, taps=taps, messages=messages, **_columns(by, plan))
    lines = await _lines(by, order, plan)
    if order.coupon:
        await use(by, order.coupon, order.id, by.id)
    await _take_goods(by, order, lines, plan)
    history = move_row(by, order.id, "", plan.status)
    credit = (await _from_wallet(by, order, plan),) if plan.sums.wallet_minor else ()
    payment = await _paper(by, order, plan, history)
    return view(order, lines, [OrderHistory(**history)], (*credit, *payment))


async def _check_awaiting(by: Actor, plan: Plan) -> None:
    """Counted while this shop's counter is ours, so that two orders at once cannot both be the last one allowed."""
    most = plan.sums.shop.settings.awaiting_orders_max
    count = await Order.of(by, customer_id=by.id, status=OrderStatus.AWAITING_PAYMENT).count()
    if count >= most:
        raise TooManyAwaiting(count=count)


def _columns(by: Actor, plan: Plan) -> dict[str, Any]:
    sums, basket = plan.sums, plan.sums.basket
    totals = sums.totals
    return {
        "token": secrets.token_urlsafe(16),
        "customer_id": basket.customer_id,
        "quote_id": basket.quote.id if basket.quote else None,
        "status": plan.status,
        "payment_method": plan.provider,
        "channel": by.channel,
        "locale": by.locale,
        "currency": totals.currency,
        "goods": totals.goods_minor,
        "discount": totals.discount_minor,
        "delivery_fee": totals.delivery_minor,
        "fees": totals.fees_minor,
        "tax": totals.tax_minor,
        "tax_on_top": totals.tax_on_top_minor,
        "total": totals.total_minor,
        "coupon": basket.coupon if basket.coupon and not sums.refusal else "",
        "contact": {"name": basket.name, "phone": basket.phone},
        "address": address_body(sums),
        "delivery": delivery_body(sums),
        "taxes": [[basket.words(x.name), x.rate_bp, x.net_minor, x.tax_minor] for x in totals.tax_summary],
        "extras": basket.wishes,
        "is_test": sums.shop.test_mode,
        "created_at": plan.at,
        "placed_at": plan.at if plan.firm else None,
        "expires_at": plan.expires_at,
    }


async def _lines(by: Actor, order: Order, plan: Plan) -> list[OrderLine]:
    totals = plan.sums.totals
    charges = totals.lines
    rows = [
        {
            "shop_id": by.shop_id,
            "order_id": order.id,
            "variant_id": line.variant_id,
            "product_id": line.product_id,
            "title": line.title[:300],
            "options": line.options[:300],
            "sku": line.sku,
            "image": line.image,
            "quantity": charged.quantity,
            "unit_price": charged.unit_minor,
            "discount": charged.discount_minor,
            "tax": charged.tax_minor,
            "tax_row": tax_row,
            "total": charged.total_minor,
            "tracked": line.tracked,
            "digital": line.digital,
            "position": position,
        }
        for position, (line, charged, tax_row) in enumerate(zip(plan.sums.lines, charges, totals.tax_rows, strict=True))
    ]
    written = await insert_rows("order_line", rows, returning="id, position")
    ids = {row["position"]: row["id"] for row in written}
    return [OrderLine(**row, id=ids[row["position"]]) for row in rows]


async def _take_goods(by: Actor, order: Order, lines: list[OrderLine], plan: Plan) -> None:
    tracked = [line for line in lines if line.tracked]
    if plan.firm:
        await claim(by, order.id, units_of(tracked), held=False)
    else:
        await reserve(by, order.id, [(line.variant_id, line.quantity) for line in tracked], plan.expires_at)


def units_of(lines: list[OrderLine]) -> list[Units]:
    """The tracked goods of an order, for the stock."""
    return [Units(line.variant_id, line.quantity, line.id) for line in lines if line.tracked]


async def _from_wallet(by: Actor, order: Order, plan: Plan) -> PaymentView:
    """The first payment of several, or the only one. Raises `WalletTooLittle`."""
    amount = Money(plan.sums.wallet_minor, order.currency)
    row = Payment.row(
        by, order_id=order.id, provider=WALLET, provider_ref=f"{WALLET}:{order.id}", currency=amount.currency,
        amount=amount.minor, status=PaymentStatus.CAPTURED, created_at=plan.at, captured_at=plan.at,
    )  # fmt: skip
    payment_id = int((await insert_rows("payment", [row]))[0]["id"])
    await spend(by, order.customer_id, order.id, f"capture:{payment_id}", amount)
    return _payment_view(payment_id, order, row)


async def _paper(by: Actor, order: Order, plan: Plan, history: dict[str, Any]) -> tuple[PaymentView, ...]:
    """What is written about the order besides: its history, what must be said of it, and its payment."""
    writes = (insertion("order_history", [history]), *_tell(by, order, plan))
    if plan.provider == WALLET:
        await together(*writes)
        return ()
    payment = _payment(by, order, plan)
    rows = await together(*writes, insertion("payment", [payment], returning="id"))
    return (_payment_view(rows[0]["id"], order, payment),)


def _payment_view(payment_id: int, order: Order, row: Mapping[str, Any]) -> PaymentView:
    amount, none = Money(row["amount"], order.currency), Money.zero(order.currency)
    reference, captured_at = row["provider_ref"] or "", row["captured_at"]
    return PaymentView(
        payment_id, order.id, row["provider"], amount, none, row["status"], reference, captured_at,
        created_at=row["created_at"],
    )  # fmt: skip


def _payment(by: Actor, order: Order, plan: Plan) -> dict[str, Any]:
    """Written before anything is asked of a provider; what costs nothing is paid by that."""
    free = plan.provider == FREE
    return Payment.row(
        by, order_id=order.id, provider=plan.provider, provider_ref=f"{FREE}:{order.id}" if free else None,
        currency=order.currency, amount=plan.sums.due_minor, created_at=plan.at, captured_at=plan.at if free else None,
        status=PaymentStatus.CAPTURED if free else PaymentStatus.PENDING,
    )  # fmt: skip


def _tell(by: Actor, order: Order, plan: Plan) -> Iterator[Statement]:
    yield putting(by, "order.placed", {"order_id": order.id}, once=f"placed:{order.id}")
    if plan.provider in PAID_ALREADY and any(line.digital for line in plan.sums.lines):
        yield putting(by, HAND_OVER, {"order_id": order.id}, once=f"digital:{order.id}")
    if plan.firm and plan.provider not in PAID_LATER:
        yield putting(by, ISSUE_PAPER, {"order_id": order.id}, once=f"paper:{order.id}")
    if plan.expires_at:
        remind_at = plan.expires_at - reminder_before(plan.expires_at - plan.at)
        yield putting(by, "order.pay_soon", {"order_id": order.id}, once=f"pay_soon:{order.id}", not_before=remind_at)


def reminder_before(hold: timedelta) -> timedelta:
    """How long before the end of a hold the customer is reminded: 10 minutes, or time enough for a bank to work."""
    return max(timedelta(minutes=10), hold / 6)
