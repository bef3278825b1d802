"""The Channel port: what a messenger can do, and the one verb it must have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from domain.chats.views import Memory
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from handlers.reply import Reply
from handlers.screen import Nav, Screen


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a messenger allows. Lengths in characters, `data_bytes` in bytes; 0 means no limit of its own.

    `album` is how many pictures one message holds; where it is 1, they are sent one after another.
    """

    name: str
    edit: bool
    text: int
    caption: int
    buttons: int
    button_label: int
    rows: int
    row_label: int
    row_description: int
    data_bytes: int
    toast: int
    choices_per_page: int
    carousel: int
    album: int
    forms: bool
    native_pay: bool
    copy_button: bool
    window_hours: int


TELEGRAM = Capabilities(
    name="telegram",
    edit=True,
    text=4096,
    caption=1024,
    buttons=100,
    button_label=64,
    rows=0,
    row_label=64,
    row_description=0,
    data_bytes=64,
    toast=200,
    choices_per_page=6,
    carousel=10,
    album=10,
    forms=False,
    native_pay=True,
    copy_button=True,
    window_hours=0,
)
WHATSAPP = Capabilities(
    name="whatsapp",
    edit=False,
    text=1024,
    caption=1024,
    buttons=3,
    button_label=20,
    rows=10,
    row_label=24,
    row_description=72,
    data_bytes=200,
    toast=0,
    choices_per_page=9,
    carousel=10,
    album=1,
    forms=True,
    native_pay=False,
    copy_button=False,
    window_hours=24,
)
WEBCHAT = Capabilities(
    name="web",
    edit=True,
    text=20_000,
    caption=20_000,
    buttons=0,
    button_label=80,
    rows=0,
    row_label=120,
    row_description=400,
    data_bytes=64,
    toast=200,
    choices_per_page=24,
    carousel=24,
    album=10,
    forms=True,
    native_pay=False,
    copy_button=True,
    window_hours=0,
)
CAPABILITIES = {c.name: c for c in (TELEGRAM, WHATSAPP, WEBCHAT)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where to show: a chat (id 0 keeps nothing), what its messenger calls it (`session`), and its reader.

    `bot` is the shop's account there. `memory` is kept with what is shown, and `canvas` is what the messenger
    remembered of the messages it edits.
    """

    by: Actor
    chat_id: int
    session: str
    t: Translator
    cart_units: int = 0
    memory: Memory | None = None
    bot: str = ""
    canvas: Mapping[str, Any] = field(default_factory=dict)


class Channel(Protocol):
    """One messenger. `show` draws what the shop says into one chat, after commit and never inside a transaction.

    With `answers` it stands at the end of the chat, else cards are changed where they stand. `offers` says whether the
    canvas of a chat has one of these presses on it now.
    """

    capabilities: Capabilities

    async def show(self, place: Place, reply: Reply, *, answers: bool = True) -> None: ...

    async def offers(self, place: Place, presses: Collection[str]) -> bool: ...


def with_cart(screen: Screen, units: int) -> Screen:
    """Fill in the cart's units where the handler left them to the chat."""
    if screen.nav is None or screen.nav.cart is not None:
        return screen
    return replace(screen, nav=Nav(back=screen.nav.back, home=screen.nav.home, cart=units))
