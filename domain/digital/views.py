"""Digital goods as chats and pages see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileView:
    """`name` is what a buyer saves it as, `place` where it lies, `size` in bytes."""

    name: str
    size: int
    place: Path
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class HandedLine:
    """A line of an order that its buyer has: its keys, or its file (None while there is none any more).

    `again` is how often the buyer may still ask for it.
    """

    id: int
    order_id: int
    title: str
    options: str
    quantity: int
    keys: tuple[str, ...]
    file: FileView | None
    at: datetime | None
    again: int


@dataclass(frozen=True, slots=True)
class KeyView:
    id: int
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GoodsView:
    """What buyers of a variant get: `gives` is "" (nothing yet), "keys" or "file". `keys` are those for sale."""

    variant_id: int
    gives: str
    free: int = 0
    sold: int = 0
    keys: tuple[KeyView, ...] = field(default=())
    file: FileView | None = None
