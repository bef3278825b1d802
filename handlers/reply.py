"""What a handler returns: screens, words beside them, and answers to what a messenger itself asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from domain.kit.i18n import Translator
from domain.kit.money import Money
from handlers.screen import Action, Photo, Screen


@dataclass(frozen=True, slots=True)
class Word:
    """Something to say without changing what is shown."""

    toast: str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Relocalise:
    """The reader's language is that of `t` now: channels draw their frame of the chat (direction, composer) anew."""

    screen: Screen
    t: Translator


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last words to somebody who has been forgotten: what the chat has shown goes, and `screen` is kept nowhere."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class PreCheckoutAnswer:
    """Whether the money may be taken now; `error` is one sentence for the customer when it may not."""

    ok: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class ShippingChoice:
    """One way of delivery on a payment sheet; `prices` are labelled parts of its fee."""

    id: str
    title: str
    prices: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class ShippingAnswer:
    """The ways of delivery to an address; `error` is one sentence when there is none."""

    options: tuple[ShippingChoice, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One thing found by search-as-you-type: a line to pick, and the card that is sent, or `says` instead of it."""

    id: str
    title: str
    description: str = ""
    image: Photo | None = None
    body: str = ""
    actions: tuple[Action, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What was found; `next_offset` asks for more. `button` is (words, payload of a link) above the results."""

    results: tuple[InlineResult, ...]
    next_offset: str = ""
    cache_seconds: int = 30
    personal: bool = False
    button: tuple[str, str] | None = None


Answer: TypeAlias = PreCheckoutAnswer | ShippingAnswer | InlineAnswer
Part: TypeAlias = Screen | Word | Relocalise | Farewell | Answer
Reply: TypeAlias = Part | tuple[Part, ...] | None


def screens(reply: Reply) -> tuple[Screen, ...]:
    """Everything in a reply that is drawn into the chat."""
    drawn = (part.screen if isinstance(part, Relocalise | Farewell) else part for part in parts(reply))
    return tuple(part for part in drawn if isinstance(part, Screen))


def parts(reply: Reply) -> tuple[Part, ...]:
    """A reply as a tuple, whatever the handler returned."""
    if reply is None:
        return ()
    return reply if isinstance(reply, tuple) else (reply,)
