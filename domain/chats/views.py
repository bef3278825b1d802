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


@dataclass(frozen=True, slots=True)
class Memory:
    """What a chat keeps of an input: what the next typed text answers ("" for nothing; it waits `minutes`), and how
    many presses and messages this purchase has taken.
    """

    field: str
    minutes: int
    taps: int
    messages: int


@dataclass(frozen=True, slots=True)
class Node:
    """The newest version of one node of a web chat; `html` "" means it is gone, `to_end` takes it to the end."""

    id: str
    html: str
    to_end: bool = True
