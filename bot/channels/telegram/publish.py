"""Cards in Telegram's channels, and those people have sent into chats of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageText, SendMessage, SendPhoto, TelegramMethod

from bot.channels.telegram.bots import Bots
from bot.channels.telegram.canvas import HTML
from bot.channels.telegram.durable import NO_PREVIEW, file_of
from bot.channels.telegram.failures import Gone, Refused, Same, Unreachable
from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.pictures import Pictures
from bot.channels.telegram.sender import Lane
from bot.channels.telegram.text import CAPTION, TEXT, html_of
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from handlers.screen import Photo, Screen


class ChannelPosts:
    """Posts and changes cards through the shop's bots. `site` is our public address, "" when there is none."""

    def __init__(self, bots: Bots, pictures: Pictures, site: str = "") -> None:
        self.bots = bots
        self.pictures = pictures
        self.site = site

    async def send(self, by: Actor, bot: str, chat: str, screen: Screen) -> int:
        """Post a card; returns the message's id."""
        keys = self._keys(screen)
        if not isinstance(screen.media, Photo):
            words = html_of(screen, TEXT)
            plain = SendMessage(
                chat_id=chat, text=words, parse_mode=HTML, reply_markup=keys, link_preview_options=NO_PREVIEW
            )
            return int((await self._call(bot, plain)).message_id)
        picture = await self.pictures.of(by, bot, screen.media)
        words = html_of(screen, CAPTION)
        photo = SendPhoto(chat_id=chat, photo=file_of(picture), caption=words, parse_mode=HTML, reply_markup=keys)
        sent = await self._call(bot, photo)
        if not picture.file and sent.photo:
            await self.pictures.sent(by, bot, picture.digest, sent.photo[-1].file_id)
        return int(sent.message_id)

    async def edit(self, bot: str, chat: str, message: int, screen: Screen) -> bool:
        """Change the words of a card; False when it is not there any more, or not ours to change."""
        return await self._changed(bot, screen, chat_id=chat, message_id=message)

    async def edit_sent(self, bot: str, message: str, screen: Screen) -> bool:
        """The same for a card in somebody else's chat."""
        return await self._changed(bot, screen, inline_message_id=message)

    async def _changed(self, bot: str, screen: Screen, **where: Any) -> bool:
        for method in self._edits(screen, where):
            try:
                await self._call(bot, method)
            except Same:
                return True
            except (Gone, Refused, Unreachable):
                continue
            return True
        return False

    def _edits(self, screen: Screen, where: dict[str, Any]) -> Iterator[TelegramMethod[Any]]:
        """Nobody remembers whether it has a picture: first as one that has, then as one that has not."""
        keys = self._keys(screen)
        yield EditMessageCaption(caption=html_of(screen, CAPTION), parse_mode=HTML, reply_markup=keys, **where)
        yield EditMessageText(
            text=html_of(screen, TEXT), parse_mode=HTML, reply_markup=keys, link_preview_options=NO_PREVIEW, **where
        )

    def _keys(self, screen: Screen) -> Any:
        return keyboard(screen, Frame(Translator(), self.site))

    async def _call(self, bot: str, method: TelegramMethod[Any]) -> Any:
        return await self.bots.sender.call(await self.bots.bot(bot), method, lane=Lane.NEWS)
