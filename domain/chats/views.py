from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ChatView:
    """The conversation as one update finds it. `customer_id` 0: somebody who has only looked so far.

    `canvas` is what a messenger remembers of the messages it edits; `unreachable`: they have blocked the bot.
    """

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
    bot: str = ""
    canvas: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    unreachable: bool = False


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
class ChatPlace:
    """Where a customer can be reached: one conversation. `bot` is the shop's account there, "" where there is none."""

    id: int
    channel: str
    bot: str
    external_id: str
    locale: str


@dataclass(frozen=True, slots=True)
class Node:
    """The newest version of one node of a web chat; `html` "" means it is gone, `to_end` takes it to the end."""

    id: str
    html: str
    to_end: bool = True
