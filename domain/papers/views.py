"""Papers as chats and pages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class PaperView:
    """`kind`: invoice, receipt, credit_note. `name` is its number as people say it, `body` what is printed."""

    id: int
    kind: str
    name: str
    order_id: int
    total: Money
    tax: Money
    issued_at: datetime
    is_test: bool
    body: Mapping[str, Any]

    @property
    def file_name(self) -> str:
        """What it is saved as: its number, in characters every system takes."""
        return f"{''.join(sign if sign.isalnum() or sign in '-_.' else '-' for sign in self.name)}.pdf"


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series papers are numbered in now. `next` is the number the next one gets; `begun`: some have one already."""

    kind: str
    name: str
    next: int
    begun: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an order still has to be given: its own paper, those of its changes, and credit notes for these refunds."""

    own: bool
    refunds: tuple[int, ...] = ()
    changes: bool = False

    def __bool__(self) -> bool:
        return self.own or self.changes or bool(self.refunds)
