"""The Channel port: what a messenger can do, and the one verb it must have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from handlers.screen import Reply


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


class Channel(Protocol):
    """One messenger. `show` draws a reply into one chat; it is called after commit, never inside a transaction."""

    capabilities: Capabilities

    async def show(self, chat_id: int, reply: Reply, context: Any = None) -> None: ...
