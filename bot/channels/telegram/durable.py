"""Cards: messages that stay. One with a key is edited where it stands, or comes to the end as news."""

from __future__ import annotations

from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageText, SendMediaGroup, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, InputMediaPhoto, LinkPreviewOptions, Message

from bot.channels.telegram.canvas import HTML, Easel, digest
from bot.channels.telegram.documents import send_document
from bot.channels.telegram.failures import Gone, Refused, Same
from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.line import Line
from bot.channels.telegram.pictures import Picture
from bot.channels.telegram.text import CAPTION, TEXT, html_of
from domain.chats import cards
from domain.kit.clock import now
from handlers.screen import Photo, Screen

DELETABLE_S = 47 * 3600
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Cards:
    """Sends and edits the cards of all chats."""

    def __init__(self, easel: Easel) -> None:
        self.easel = easel
        self.pictures = easel.pictures

    async def show(
        self, line: Line, chat_id: int, screen: Screen, frame: Frame, *, to_end: bool, pressed: int = 0
    ) -> None:
        """Bring the card about: edited where it stands, or at the end of the chat with the old one taken away.

        The card that was `pressed` itself is edited too.
        """
        if screen.album:
            await self._album(line, screen)
            return
        known = await cards.card(line.by, chat_id, screen.key) if screen.key else None
        mark = digest(repr((html_of(screen, TEXT), keyboard(screen, frame))))
        if known and (not to_end or known.message == pressed) and await self._stands(line, known, screen, frame, mark):
            await cards.keep_card(line.by, chat_id, screen.key, known.message, mark)
            return
        sent = await self._send(line, screen, frame)
        if screen.key:
            await cards.keep_card(line.by, chat_id, screen.key, sent.message_id, mark)
        if known:
            young = (now() - known.shown_at).total_seconds() < DELETABLE_S
            await self.easel.remove(line, known.message, fresh=young)

    async def _stands(self, line: Line, known: cards.CardView, screen: Screen, frame: Frame, mark: str) -> bool:
        return known.digest == mark or await self._edited(line, known.message, screen, frame)

    async def _edited(self, line: Line, message: int, screen: Screen, frame: Frame) -> bool:
        """Whether it could be edited: a person may have deleted it."""
        try:
            await line.call(_edit(line.chat, message, screen, frame))
        except Same:
            return True
        except (Gone, Refused):
            return False
        return True

    async def _send(self, line: Line, screen: Screen, frame: Frame) -> Message:
        keys = keyboard(screen, frame)
        if screen.document:
            return await send_document(line, self.pictures, screen, keys)
        if isinstance(screen.media, Photo):
            return await self._with_photo(line, screen, screen.media, keys)
        words = SendMessage(
            chat_id=line.chat, text=html_of(screen, TEXT), parse_mode=HTML, reply_markup=keys,
            link_preview_options=NO_PREVIEW,
        )  # fmt: skip
        return await line.call(words)

    async def _with_photo(self, line: Line, screen: Screen, photo: Photo, keys: Any) -> Message:
        picture = await self.pictures.of(line.by, line.bot_id, photo)
        send = SendPhoto(
            chat_id=line.chat, photo=file_of(picture), caption=html_of(screen, CAPTION), parse_mode=HTML,
            reply_markup=keys,
        )  # fmt: skip
        sent = await line.call(send)
        await self._remember(line, picture, sent)
        return sent

    async def _album(self, line: Line, screen: Screen) -> None:
        """Pictures to look through, without a sound; the words under the first."""
        found = [await self.pictures.of(line.by, line.bot_id, photo) for photo in screen.album]
        first = html_of(screen, CAPTION) if screen.title or screen.body else None
        media = [
            InputMediaPhoto(media=file_of(picture), caption=None if n else first, parse_mode=HTML)
            for n, picture in enumerate(found)
        ]
        sent = await line.call(SendMediaGroup(chat_id=line.chat, media=list(media), disable_notification=True))
        for picture, message in zip(found, sent, strict=False):
            await self._remember(line, picture, message)

    async def _remember(self, line: Line, picture: Picture, sent: Message) -> None:
        if not picture.file and sent.photo:
            await self.pictures.sent(line.by, line.bot_id, picture.digest, sent.photo[-1].file_id)


def _edit(chat: int, message: int, screen: Screen, frame: Frame) -> EditMessageText | EditMessageCaption:
    """What is under a picture or a file is a caption, everything else is text."""
    keys = keyboard(screen, frame)
    if screen.document or isinstance(screen.media, Photo):
        words = html_of(screen, CAPTION)
        return EditMessageCaption(chat_id=chat, message_id=message, caption=words, parse_mode=HTML, reply_markup=keys)
    return EditMessageText(
        chat_id=chat, message_id=message, text=html_of(screen, TEXT), parse_mode=HTML, reply_markup=keys,
        link_preview_options=NO_PREVIEW,
    )  # fmt: skip


def file_of(picture: Picture) -> str | BufferedInputFile:
    return picture.file or BufferedInputFile(picture.data, "picture.jpg")
