"""Cards outside the shop's chats: posted into channels, and changed there when the shop does."""

from __future__ import annotations

from typing import Any, Protocol

from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.posts.actions import CHANGED, ENDED, POSTED, forget_post, remember_post
from domain.shop.queries import shop_of
from handlers.notices import Notice, Topic
from handlers.posts import flow
from handlers.screen import Screen


class Publisher(Protocol):
    """A messenger with channels. What it cannot do for now it raises, and is asked again later."""

    async def send(self, by: Actor, bot: str, chat: str, screen: Screen) -> int:
        """Post a card; returns what the messenger calls the message."""

    async def edit(self, bot: str, chat: str, message: int, screen: Screen) -> bool:
        """Change a card; False when it is not there any more."""

    async def edit_sent(self, bot: str, message: str, screen: Screen) -> bool:
        """Change a card somebody has sent into a chat of theirs; False when it is not there any more."""


class Poster:
    """The outbox topics of posts and sent cards."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher

    def topics(self) -> dict[str, Topic]:
        return {POSTED: self.post, CHANGED: self.redraw, ENDED: self.end}

    async def post(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        product_id, bot, chat = int(payload["product_id"]), str(payload["bot"]), str(payload["chat"])
        locale = (await shop_of(by)).locale
        screen = await flow.new_post(by, product_id, locale)
        message = await self.publisher.send(by, bot, chat, screen)
        await remember_post(by, product_id, bot, chat, message, locale)
        return ()

    async def redraw(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        try:
            there, screen = await flow.post_screen(by, int(payload["post_id"]))
        except NotFound:  # forgotten meanwhile
            return ()
        if not await self.publisher.edit(there.bot, there.chat, there.message, screen):
            await forget_post(by, there.id)
        return ()

    async def end(self, payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        try:
            there, screen = await flow.ended_card(by, int(payload["card_id"]))
        except NotFound:
            return ()
        await self.publisher.edit_sent(there.bot, there.message, screen)
        return ()
