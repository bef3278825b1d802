from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatView:
    """The conversation as one update finds it. `customer_id` 0: somebody who has only looked so far."""

    id: int
    shop_id: int
    channel: str
    external_id: str
    customer_id: int
    locale: str
    field: str
    cart_units: int
    shop_version: int
    taps: int = 0
    messages: int = 0
    coupon: str = ""
    blocked: bool = False
