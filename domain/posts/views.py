from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostView:
    """A product's card in a channel: the messenger's message there."""

    id: int
    product_id: int
    bot: str
    chat: str
    message: int
    locale: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A product's card that somebody has sent into a chat of theirs; `message` is what the messenger calls it."""

    id: int
    product_id: int
    bot: str
    message: str
    locale: str
