"""What the shop says first: an outbox topic becomes notices, a notice a screen in every chat of a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from handlers.screen import Screen


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one customer; `screen` draws it in the language of each of their chats.

    `news` comes to the end of a chat even if an earlier message of the same key stands further up. With `over` it is
    shown only in place of a canvas that offers one of these presses; chats that stand elsewhere see `elsewhere`.
    `still` is asked when its turn has come: what has been overtaken while others were told is not said any more.
    """

    customer_id: int
    screen: Callable[[Translator], Screen]
    news: bool = False
    over: tuple[str, ...] = ()
    elsewhere: Callable[[Translator], Screen] | None = None
    still: Callable[[], Awaitable[bool]] | None = None


Topic: TypeAlias = Callable[[dict[str, Any], Actor], Awaitable[tuple[Notice, ...]]]


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """An order the shop's people hear of, as it stood at `revision`.

    `new`: who has no card of it yet gets one; `trouble`: also said in a message of its own. Cards that stand change.
    """

    order_id: int
    revision: int
    new: bool = False
    trouble: bool = False
