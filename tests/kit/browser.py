"""A real shop in a real browser: the app on a free port, Chromium in front of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app import App
from bot.config import Settings
from tests.kit.chromium import closed, launched

GREY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200811dd436320000000049454e44ae426082"
)


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[App]:
    """The whole application, background work included, until the block ends."""
    app = App(settings.model_copy(update={"port": 0}))
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def _outside(route: Any) -> None:
    """The outside world answers every picture with one grey dot."""
    await route.fulfill(status=200, content_type="image/png", body=GREY)


@asynccontextmanager
async def window(width: int = 390, height: int = 844, **more: Any) -> AsyncIterator[Any]:
    """A browser window of this size; what its console complains about is collected in `page.errors`."""
    async with launched() as chromium:
        context = await chromium.new_context(viewport={"width": width, "height": height}, **more)
        await context.route(re.compile(r"^https://"), _outside)
        page: Any = await context.new_page()
        page.errors = []
        page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.errors.append(str(e)))
        try:
            yield page
        finally:
            await closed(context)
