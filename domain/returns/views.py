"""Returns as cards, lists and pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    """A line of the order: `quantity` of it is to be returned, `most` could be. `worth` is what that comes to."""

    line_id: int
    title: str
    options: str
    image: str
    quantity: int
    most: int
    restocked: int
    worth: Money
    tracked: bool


@dataclass(frozen=True, slots=True)
class ReturnView:
    """`number` 0: it has not been asked for yet. `lines` are those it holds, `choices` all that could be returned.

    `has_label`: it may be sent back, and the shop has said where to.
    `value` is what it comes to, `amount` what has gone back. `until` is the end of the time it could be asked for in.
    """

    id: int
    number: int
    order_id: int
    order_number: int
    customer_id: int
    customer_name: str
    status: str
    reason: str
    note: str
    wish: str
    answer: str
    value: Money
    amount: Money
    to_wallet: bool
    revision: int
    choices: tuple[ReturnLineView, ...]
    photos: tuple[str, ...]
    photos_coming: int
    requested_at: datetime | None
    decided_at: datetime | None
    received_at: datetime | None
    closed_at: datetime | None
    delivered_at: datetime | None
    until: datetime | None
    has_label: bool = False

    @property
    def lines(self) -> tuple[ReturnLineView, ...]:
        return tuple(line for line in self.choices if line.quantity)

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.choices)

    @property
    def in_time(self) -> bool:
        asked = self.requested_at
        return asked is None or self.until is None or asked <= self.until


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One line of the list of returns."""

    id: int
    number: int
    order_number: int
    customer_name: str
    status: str
    reason: str
    units: int
    value: Money
    photos: int
    requested_at: datetime | None
