"""Orders as cards, lists and pages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """`handed`: its buyer has the keys or the file of a digital line."""

    id: int
    variant_id: int
    product_id: int
    title: str
    options: str
    sku: str
    image: str
    quantity: int
    unit_price: Money
    discount: Money
    total: Money
    digital: bool = False
    handed: bool = False


@dataclass(frozen=True, slots=True)
class HistoryView:
    to_status: str
    at: datetime
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """`status`: pending, captured, failed, cancelled. `refunded` is what has gone back already.

    `url` is the page it is paid on, `reason` why it failed (the provider's word), `session` the provider's name for it.
    `facts` are what a messenger's payment sheet said besides.
    """

    id: int
    order_id: int
    provider: str
    amount: Money
    refunded: Money
    status: str
    reference: str
    captured_at: datetime | None
    url: str = ""
    reason: str = ""
    session: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderView:
    """`payment_status`: unpaid, part_paid, paid, part_refunded, refunded (a query over payments and refunds).

    `tip` is the part of the `fees` that was given on top of what was asked for.
    `moves` are the statuses the order can move to next, from the graph; `can_cancel` says whether its customer may.
    """

    id: int
    number: int
    token: str
    status: str
    payment_status: str
    payment_method: str
    customer_id: int
    customer_name: str
    phone: str
    currency: str
    lines: tuple[OrderLineView, ...]
    units: int
    goods: Money
    discount: Money
    delivery_fee: Money
    fees: Money
    tax: Money
    tax_on_top: Money
    total: Money
    due: Money
    paid: Money
    refunded: Money
    coupon: str
    address: str
    delivery_name: str
    delivery_kind: str
    earliest: date | None
    latest: date | None
    point: str
    history: tuple[HistoryView, ...]
    payments: tuple[PaymentView, ...]
    moves: tuple[str, ...]
    can_cancel: bool
    cancel_requested: bool
    needs_attention: str
    cancel_reason: str
    tracking: str
    tracking_url: str
    carrier: str
    is_test: bool
    revision: int
    locale: str
    channel: str
    created_at: datetime
    placed_at: datetime | None
    expires_at: datetime | None
    extras: dict[str, str]
    method_id: int = 0
    point_id: int = 0
    tip: Money | None = None

    @property
    def extra(self) -> str:
        """How the rest of a firm order that was changed is paid by its customer; "" for none, or at the door."""
        if self.status not in ("placed", "packing", "ready", "shipped", "delivered") or not self.due:
            return ""
        asked = [p.provider for p in self.payments if p.status in ("pending", "failed") and p.provider != "cash"]
        return asked[-1] if asked else ""

    @property
    def digital(self) -> bool:
        """Nothing of it is sent."""
        return bool(self.lines) and all(line.digital for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of a list of orders. `paid` and `refunded` are minor units of its own currency.

    `prints`: how often papers of it were printed, last at `printed_at` by the staff of this id. `old_print`: one of
    them is from before the last change.
    """

    id: int
    number: int
    status: str
    payment_status: str
    payment_method: str
    customer_name: str
    units: int
    total: Money
    channel: str
    is_test: bool
    needs_attention: str
    created_at: datetime
    placed_at: datetime | None
    delivery_kind: str = ""
    delivery_name: str = ""
    moves: tuple[str, ...] = ()
    paid: int = 0
    refunded: int = 0
    prints: int = 0
    printed_at: datetime | None = None
    printed_by: int = 0
    old_print: bool = False

    @property
    def due(self) -> Money:
        """What is still to come."""
        return Money(max(0, self.total.minor - self.paid), self.total.currency)

    @property
    def held(self) -> Money:
        """What has come and not gone back."""
        return Money(max(0, self.paid - self.refunded), self.total.currency)
