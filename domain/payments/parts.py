"""What of an order has gone back, and what its parts are worth. Pure, in minor units.

Units of a line are worth their share of what was paid for the line; shares are differences of cumulative roundings
(half up), so that all units of a line come to exactly what was paid for it, in whichever steps they go back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.kit.money import share_out


@dataclass(frozen=True, slots=True)
class SoldLine:
    """`paid` is all the customer paid for it, tax on top included. `back` units have gone back already."""

    id: int
    quantity: int
    paid: int
    back: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.back

    def worth(self, units: int) -> int:
        """What so many more units come to."""
        return _upto(self.paid, self.quantity, self.back + units) - _upto(self.paid, self.quantity, self.back)


@dataclass(frozen=True, slots=True)
class Sold:
    """An order by its parts. `delivery` is its fee with the tax on it, less what has gone back of it."""

    lines: Mapping[int, SoldLine]
    delivery: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What is to go back: units by line, the delivery fee, and besides an amount of any size (minor units)."""

    lines: Mapping[int, int] = field(default_factory=dict)
    delivery: bool = False
    amount: int = 0


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as an order keeps it."""

    id: int
    quantity: int
    total: int
    tax: int


def _upto(paid: int, quantity: int, units: int) -> int:
    return (2 * paid * units + quantity) // (2 * quantity)


def sold(
    lines: Sequence[LineFacts], delivery_fee: int, fees: int, tax_on_top: int, refunded: Sequence[Mapping[str, Any]]
) -> Sold:
    """An order by its parts; `refunded` are the `parts` of its refunds that have not failed.

    Tax on top of delivery and fees is what is left of it after the lines, shared in proportion.
    """
    on_top = tax_on_top > 0
    rest = tax_on_top - sum(line.tax for line in lines) if on_top else 0
    delivery_tax, _ = share_out(max(rest, 0), (delivery_fee, fees)) if delivery_fee + fees else (0, 0)
    back: dict[int, int] = {}
    for parts in refunded:
        for line_id, units in parts.get("lines", {}).items():
            back[int(line_id)] = back.get(int(line_id), 0) + units
    gone = sum(int(parts.get("delivery", 0)) for parts in refunded)
    found = {x.id: SoldLine(x.id, x.quantity, x.total + (x.tax if on_top else 0), back.get(x.id, 0)) for x in lines}
    return Sold(found, max(0, delivery_fee + delivery_tax - gone))


def amount_of(parts: Parts, whole: Sold) -> int:
    """What goes back in all. Raises ValueError for units that are not there."""
    total = parts.amount + (whole.delivery if parts.delivery else 0)
    for line_id, units in parts.lines.items():
        line = whole.lines.get(line_id)
        if line is None or not 0 < units <= line.left:
            raise ValueError(f"{units} of line {line_id}")
        total += line.worth(units)
    return total


def kept(parts: Parts, whole: Sold) -> dict[str, Any] | None:
    """How a refund remembers it; None for one that is only an amount."""
    facts: dict[str, Any] = {}
    if parts.lines:
        facts["lines"] = {str(line_id): units for line_id, units in sorted(parts.lines.items())}
    if parts.delivery and whole.delivery:
        facts["delivery"] = whole.delivery
    return facts or None
