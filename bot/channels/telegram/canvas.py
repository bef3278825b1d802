"""The one message of a chat that is edited in place: what it shows now, and how it becomes the next screen.

It is a photo with words, or words alone in a shop that wants no pictures. One is never edited into the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.telegram.failures import Gone, Refused, Same
from bot.channels.telegram.line import Line
from bot.channels.telegram.pictures import Picture, Pictures
from domain.kit.clock import now
from handlers.screen import Banner, Media, Prompt

DELETABLE_S = 47 * 3600
HTML = "HTML"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as it will stand there; without `media` it is words alone."""

    words: str
    keys: InlineKeyboardMarkup | None
    media: Media | None

    @property
    def keys_digest(self) -> str:
        return digest(self.keys.model_dump_json(exclude_none=True) if self.keys else "")

    @property
    def presses(self) -> tuple[str, ...]:
        rows = self.keys.inline_keyboard if self.keys else []
        return tuple(button.callback_data for row in rows for button in row if button.callback_data)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The live canvas of a chat, message 0 when there is none, and the prompt below it.

    `words`, `keys` and `picture` are digests of what it shows; `presses` are its buttons; `back` is where the prompt's
    cancel leads.
    """

    message: int = 0
    at: int = 0
    words: str = ""
    keys: str = ""
    picture: str = ""
    presses: tuple[str, ...] = ()
    prompt: int = 0
    cancel: str = ""
    back: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Canvas:
        known: dict[str, Any] = {name: tuple(value) if name == "presses" else value for name, value in kept.items()}
        return cls(**{name: value for name, value in known.items() if name in cls.__slots__})

    def kept(self) -> dict[str, Any]:
        """What is written into the chat's row: only what says something."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    @property
    def fresh(self) -> bool:
        """Young enough for Telegram to let us delete it."""
        return _seconds() - self.at < DELETABLE_S


def _seconds() -> int:
    return int(now().timestamp())


def digest(words: str) -> str:
    return hashlib.blake2s(words.encode(), digest_size=8).hexdigest()


class Easel:
    """Draws canvases, by as few calls as will do: one edit, or one send and the old one taken away."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures

    async def draw(self, line: Line, canvas: Canvas, shown: Shown, *, here: bool) -> Canvas:
        """Make the canvas show this: in place when `here`, else at the end of the chat."""
        if here and canvas.message and bool(canvas.picture) == bool(shown.media):
            try:
                return await self._edit(line, canvas, shown)
            except Gone:
                canvas = replace(canvas, message=0)
        drawn = await self._send(line, canvas, shown)
        await self.take_away(line, canvas)
        return drawn

    async def _edit(self, line: Line, canvas: Canvas, shown: Shown) -> Canvas:
        picture = await self._picture(line, shown)
        fresh = _after(canvas, shown, picture)
        if picture.digest != canvas.picture:
            await self._swap(line, canvas, shown, picture)
        elif fresh.words != canvas.words:
            await _quietly(line, _words(_at(line, canvas), shown))
        elif fresh.keys != canvas.keys:
            await _quietly(line, EditMessageReplyMarkup(**_at(line, canvas), reply_markup=shown.keys))
        return fresh

    async def _picture(self, line: Line, shown: Shown) -> Picture:
        return await self.pictures.of(line.by, line.bot_id, shown.media) if shown.media else Picture("")

    async def _swap(self, line: Line, canvas: Canvas, shown: Shown, picture: Picture) -> None:
        async def put(photo: str | BufferedInputFile) -> Message | None:
            media = InputMediaPhoto(media=photo, caption=shown.words, parse_mode=HTML)
            return await _quietly(line, EditMessageMedia(media=media, **_at(line, canvas), reply_markup=shown.keys))

        await self._with_picture(line, picture, shown.media or Banner(" "), put)

    async def _send(self, line: Line, canvas: Canvas, shown: Shown) -> Canvas:
        picture = await self._picture(line, shown)

        async def put(photo: str | BufferedInputFile) -> Message | None:
            send = SendPhoto(
                chat_id=line.chat, photo=photo, caption=shown.words, parse_mode=HTML, reply_markup=shown.keys
            )
            return await line.call(send)

        sent = await self._with_picture(line, picture, shown.media, put) if shown.media else await _said(line, shown)
        fresh = replace(_after(canvas, shown, picture), at=_seconds())
        return replace(fresh, message=sent.message_id if sent else 0)

    async def _with_picture(self, line: Line, picture: Picture, media: Media, put: Any) -> Message | None:
        """Send by name where Telegram knows it; a name it has forgotten is given up, and the bytes go again."""
        if picture.file:
            try:
                return await put(picture.file)  # type: ignore[no-any-return]
            except Refused:
                await self.pictures.forget(line.by, line.bot_id, picture.digest)
                picture = await self.pictures.of(line.by, line.bot_id, media)
        sent: Message | None = await self._upload(line, picture, put)
        if sent and sent.photo:
            await self.pictures.sent(line.by, line.bot_id, picture.digest, sent.photo[-1].file_id)
        return sent

    async def _upload(self, line: Line, picture: Picture, put: Any) -> Message | None:
        try:
            return await put(BufferedInputFile(picture.data, "picture.jpg"))  # type: ignore[no-any-return]
        except Refused:
            plain = await self.pictures.of(line.by, line.bot_id, Banner(" "))
            return await put(plain.file or BufferedInputFile(plain.data, "picture.jpg"))  # type: ignore[no-any-return]

    async def take_away(self, line: Line, canvas: Canvas) -> None:
        """The canvas that another one has taken the place of."""
        if canvas.message:
            await self.remove(line, canvas.message, fresh=canvas.fresh)

    async def remove(self, line: Line, message: int, *, fresh: bool = True) -> None:
        """Delete a message of ours; one too old for that loses its buttons."""
        method: TelegramMethod[Any] = (
            DeleteMessage(chat_id=line.chat, message_id=message)
            if fresh
            else EditMessageReplyMarkup(chat_id=line.chat, message_id=message, reply_markup=None)
        )
        try:
            await line.call(method)
        except (Gone, Same, Refused):
            return

    # -------------------------------------------------------------------------------------------------------- prompts

    async def ask(self, line: Line, canvas: Canvas, prompt: Prompt, back: str) -> Canvas:
        """The question whose answer is one press of the reply keyboard, below the canvas."""
        labels = [
            [KeyboardButton(text=prompt.location, request_location=True)] if prompt.location else [],
            [KeyboardButton(text=prompt.phone, request_contact=True)] if prompt.phone else [],
            [KeyboardButton(text=prompt.cancel)] if prompt.cancel else [],
        ]
        rows = [row for row in labels if row]
        keys = ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
        sent = await line.call(SendMessage(chat_id=line.chat, text=prompt.words, reply_markup=keys))
        return replace(canvas, prompt=sent.message_id, cancel=prompt.cancel, back=back)

    async def answered(self, line: Line, canvas: Canvas, *, next_asks: bool) -> Canvas:
        """Take the prompt away, and its keyboard with it unless another one comes."""
        await self.remove(line, canvas.prompt)
        if not next_asks:
            gone = await line.call(SendMessage(chat_id=line.chat, text="👌", reply_markup=ReplyKeyboardRemove()))
            await self.remove(line, gone.message_id)
        return replace(canvas, prompt=0, cancel="", back="")


async def _said(line: Line, shown: Shown) -> Message:
    words = SendMessage(
        chat_id=line.chat, text=shown.words, parse_mode=HTML, reply_markup=shown.keys, link_preview_options=NO_PREVIEW
    )
    return await line.call(words)


def _words(where: dict[str, Any], shown: Shown) -> EditMessageCaption | EditMessageText:
    if shown.media:
        return EditMessageCaption(caption=shown.words, parse_mode=HTML, reply_markup=shown.keys, **where)
    return EditMessageText(
        text=shown.words, parse_mode=HTML, reply_markup=shown.keys, link_preview_options=NO_PREVIEW, **where
    )


def _at(line: Line, canvas: Canvas) -> dict[str, Any]:
    return {"chat_id": line.chat, "message_id": canvas.message}


def _after(canvas: Canvas, shown: Shown, picture: Picture) -> Canvas:
    return replace(
        canvas, words=digest(shown.words), keys=shown.keys_digest, picture=picture.digest, presses=shown.presses
    )


async def _quietly(line: Line, method: TelegramMethod[Any]) -> Message | None:
    """What stands there already is as good as edited."""
    try:
        edited = await line.call(method)
    except Same:
        return None
    return edited if isinstance(edited, Message) else None
