"""What a file of past orders gives: whole orders and returns, and rows that need a look. No database here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from domain.imports.port import Problem

PastStatus = Literal["delivered", "cancelled"]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought. `key` tells them apart in the file; without one nobody is known."""

    key: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PastLine:
    """So many units at a price, less a discount; amounts in minor units, `units` above zero also for what came back."""

    sku: str
    title: str
    units: int
    price: int
    discount: int = 0
    tax: int = 0

    @property
    def total(self) -> int:
        return self.units * self.price - self.discount


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order with what came back of it (`back`, at `back_at`), or with nothing in `lines` a return alone.

    A return says in `returns_of` whose goods came back; "" where only the buyer is known, if anybody. `paid` says how
    it was paid, "" for not at all. `digest` is of its rows as they stand in the file, from `line` on.
    """

    reference: str
    at: datetime
    buyer: Buyer
    lines: tuple[PastLine, ...]
    digest: str
    line: int
    back: tuple[PastLine, ...] = ()
    back_at: datetime | None = None
    returns_of: str = ""
    delivery: int = 0
    status: PastStatus = "delivered"
    paid: str = "paid"

    @property
    def goods(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def returned(self) -> int:
        return sum(line.total for line in self.back)


class PastFeed(Protocol):
    """A file format of past orders. Lives in `integrations/feeds/`."""

    @property
    def name(self) -> str: ...

    def read(self, path: Path, *, currency: str) -> Iterator[PastOrder | Problem]:
        """Stream orders and problems in file order. Raises `UnreadableFile`."""
        ...
