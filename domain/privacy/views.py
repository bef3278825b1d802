from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.kit.errors import ShopError


@dataclass(frozen=True, slots=True)
class ErasureView:
    """What erasing would take away and what would stay, in numbers; `refusal`: why it cannot be done now."""

    addresses: int
    chats: int
    notes: int
    saved: int
    in_cart: int
    orders: int
    papers: int
    refusal: ShopError | None = None


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Everything kept about one customer: table → rows, as plain values."""

    customer_id: int
    name: str
    tables: Mapping[str, list[dict[str, Any]]]
