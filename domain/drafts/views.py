"""Drafts as cards, lists and pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class DraftLineView:
    """`now` is what it costs in the shop today, `unit_price` what is offered. `sold` False: it cannot be had now."""

    variant_id: int
    title: str
    options: str
    image: str
    quantity: int
    unit_price: Money
    now: Money
    free: int | None
    sold: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """`lacks` says what is missing before it can be sent: items, address, delivery, payment."""

    id: int
    number: int
    status: str
    customer_id: int
    customer_name: str
    phone: str
    lines: tuple[DraftLineView, ...]
    goods: Money
    discount: Money
    discount_reason: str
    delivery_fee: Money
    own_fee: bool
    tax_on_top: Money
    total: Money
    payment_method: str
    payments: tuple[str, ...]
    method_id: int
    point_id: int
    delivery_name: str
    delivery_kind: str
    address: str
    note: str
    lacks: tuple[str, ...]
    order_id: int
    order_number: int
    revision: int
    created_at: datetime
    expires_at: datetime | None

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line of the list of drafts."""

    number: int
    status: str
    customer_name: str
    units: int
    goods: Money
    created_at: datetime | None
    order_number: int
