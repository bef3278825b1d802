"""What a screen looks like in each messenger: drawn by the channels' own code, which the process hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from domain.kit.i18n import Translator
from handlers.screen import Screen

CHANNELS = ("web", "telegram", "whatsapp")


@dataclass(frozen=True, slots=True)
class Drawn:
    """`html` is safe markup of the words (for the web chat of everything); `rows` are the buttons of messengers.

    `tight` says what does not fit as it is, in the channel's own terms.
    """

    html: str
    picture: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    tight: tuple[str, ...] = ()


class Previews(Protocol):
    """Draws screens for the panel."""

    def draw(self, channel: str, screen: Screen, t: Translator) -> Drawn: ...

    def stylesheet(self) -> str:
        """The web chat's own style, for what stands inside `.preview`."""
        ...


PREVIEW: web.AppKey[Previews] = web.AppKey("hawker_preview", Previews)
