"""Imports of the panel go on in the background: who reads their files, where these lie, and each next step."""

from __future__ import annotations

from typing import Any

from bot.config import Settings
from domain.imports import files
from domain.imports.source import reads_with
from domain.imports.steps import carry_on
from domain.imports.wizard import TOPIC
from domain.kit.actor import Actor
from domain.media.store import MediaStore
from handlers.notices import Notice, Topic
from integrations.intake import Intake


class Imports:
    """The wizard's half that works."""

    def __init__(self, settings: Settings) -> None:
        self.media = MediaStore(settings.media_dir)
        files.open_folder(settings.data_dir / "imports")
        reads_with(Intake())

    def topics(self) -> dict[str, Topic]:
        return {TOPIC: self.step}

    async def step(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        await carry_on(by, int(payload["run_id"]), self.media)
        return ()
