"""Files that are handed over: given to Telegram once, then sent by its name for them."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.channels.telegram.canvas import HTML
from bot.channels.telegram.failures import Refused
from bot.channels.telegram.line import Line
from bot.channels.telegram.pictures import Pictures
from bot.channels.telegram.text import CAPTION, html_of, plain
from handlers.screen import Document, Screen


async def send_document(line: Line, files: Pictures, screen: Screen, keys: InlineKeyboardMarkup | None) -> Message:
    """The file with the words of its card. One Telegram does not take is offered by its private link instead."""
    document = screen.document
    assert document is not None  # noqa: S101 - who calls has looked
    mark = _digest(document)
    known = await files.file_of(line.by, line.bot_id, mark)
    try:
        return await _send(line, files, screen, keys, known, mark)
    except (Refused, OSError):
        words = html_of(screen)
        link = f"\n\n{plain(document.url)}" if document.url.startswith("http") else ""
        return await line.call(
            SendMessage(chat_id=line.chat, text=f"{words}{link}", parse_mode=HTML, reply_markup=keys)
        )


async def _send(
    line: Line, files: Pictures, screen: Screen, keys: InlineKeyboardMarkup | None, known: str, mark: str
) -> Message:
    document = screen.document
    assert document is not None  # noqa: S101 - who calls has looked
    file: str | BufferedInputFile = known
    if not known:
        file = BufferedInputFile(await asyncio.to_thread(Path(document.path).read_bytes), document.name)
    send = SendDocument(
        chat_id=line.chat, document=file, caption=html_of(screen, CAPTION), parse_mode=HTML, reply_markup=keys
    )
    sent = await line.call(send)
    if not known and sent.document:
        await files.sent(line.by, line.bot_id, mark, sent.document.file_id)
    return sent


def _digest(document: Document) -> str:
    return hashlib.sha256(f"file|{document.path}|{document.name}".encode()).hexdigest()[:40]
