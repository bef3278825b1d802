"""Each erasure is noted outside the database as soon as it stands in it: a backup brought back erases them again."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.backup.erasures import NAME, note_down
from bot.config import Settings
from domain.kit.actor import Actor
from domain.privacy.actions import GONE
from domain.privacy.again import erased
from handlers.notices import Notice, Topic


class Erasures:
    """The note in the data folder."""

    def __init__(self, settings: Settings) -> None:
        self.file = settings.data_dir / NAME

    def topics(self) -> dict[str, Topic]:
        return {GONE: self.note}

    async def note(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        await asyncio.to_thread(note_down, self.file, await erased(by, int(payload["customer_id"])))
        return ()
