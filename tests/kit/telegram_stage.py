"""The app with a bot at the fake Telegram, listening by polling or by webhook, its background work running."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.app import App
from bot.config import Settings
from domain.shop.bots import add_bot
from tests.kit.stage import must_fit
from tests.kit.telegram.fake import FakeTelegram

TOKEN = "4242:token-of-the-shop-for-tests-only-xx"


@dataclass
class Stage:
    """`fake` is Telegram, `bot` the shop's bot there, `people` those who hear what is shown to them."""

    app: App
    fake: FakeTelegram
    bot: Any
    people: dict[str, Any]

    async def settle(self) -> None:
        """Let the shop say what it has to say."""
        await self.app.jobs.run_outbox()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def telegram_app(
    settings: Settings, shop: Any, how: str = "polling", *, by_hand: bool = False
) -> AsyncIterator[Stage]:
    """`how`: polling or webhook. Every screen shown is held to the limits, every call to the description.

    `by_hand`: the outbox is run by the test.
    """
    fake = await FakeTelegram.start()
    bot = fake.bot(TOKEN, username="hawker_test_bot")
    settings = settings.model_copy(update=_where(fake, how))
    app = App(settings)
    people = _listening(app)
    await add_bot(shop.by, "telegram", TOKEN.partition(":")[0], "hawker_test_bot", TOKEN)
    try:
        await _begun(app, how, by_hand=by_hand)
        assert await fake.until(lambda: bot.updates.listened), "the bot does not listen"
        yield Stage(app, fake, bot, people)
        assert not fake.violations, "\n".join(fake.violations)
    finally:
        await app.stop()
        await fake.stop()


async def _begun(app: App, how: str, *, by_hand: bool) -> None:
    if not by_hand:
        await app.start(pages=how == "webhook", jobs=how != "webhook")
        return
    if how == "webhook":
        await app._serve()
    await app.telegram.start(listens=True)


def _where(fake: FakeTelegram, how: str) -> dict[str, Any]:
    if how == "polling":
        return {"telegram_api": fake.url}
    port = free_port()
    return {"telegram_api": fake.url, "port": port, "telegram_webhook_url": f"http://127.0.0.1:{port}"}


def _listening(app: App) -> dict[str, Any]:
    people: dict[str, Any] = {}
    channel = app.telegram.channel
    shown = channel._shown

    async def hear(stage: Any, reply: Any, **how: Any) -> None:
        await shown(stage, reply, **how)
        must_fit(reply)
        if stage.place.session in people:
            people[stage.place.session].hears(reply)

    channel._shown = hear  # type: ignore[method-assign]
    return people
