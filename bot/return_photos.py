"""Pictures a customer has sent about a return: fetched from the messenger, once, by a row of the outbox."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import structlog
from aiogram.methods import GetFile

from bot.channels.telegram.bots import Bots
from bot.channels.telegram.failures import Refused
from domain.kit.actor import Actor
from domain.kit.errors import ShopError
from domain.media.actions import store
from domain.media.store import MediaStore
from domain.returns.photos import arrived, forget, waiting
from handlers.notices import Notice, Topic

log = structlog.get_logger()


class ReturnPhotos:
    """The outbox topic of such pictures. What the messenger does not have any more is forgotten."""

    def __init__(self, bots: Bots, folder: Path) -> None:
        self.bots = bots
        self.files = MediaStore(folder)

    def topics(self) -> dict[str, Topic]:
        return {"return.photo": self.fetch}

    async def fetch(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        photo_id = int(payload["photo_id"])
        there = await waiting(by, photo_id)
        if there is None:
            return ()
        try:
            media = await store(by, await self._bytes(*there), self.files)
        except (ShopError, Refused) as error:
            log.warning("photo of a return not kept", photo=photo_id, why=str(error))
            await forget(by, photo_id)
        else:
            await arrived(by, photo_id, media.id)
        return ()

    async def _bytes(self, bot_id: str, file: str) -> bytes:
        bot = await self.bots.bot(bot_id)
        found = await self.bots.sender.call(bot, GetFile(file_id=file))
        held = BytesIO()
        await bot.download_file(found.file_path or "", held)
        return held.getvalue()
