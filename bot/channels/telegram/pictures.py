"""The picture of every canvas: a photo, a numbered sheet, or the shop's banner. Drawn once, then sent by its name.

Telegram names what it has been given; the name is kept by what the picture shows, so the same list costs no bytes.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures import banner, contact_sheet, letter_tile
from domain.chats import files
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from handlers.screen import Banner, Media, Photo, Sheet

CELL, SIDE = 400, 1200
LOCAL = "/media/"
_painters = ThreadPoolExecutor(2, thread_name_prefix="sheets")
Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to send: `digest` says what it shows, `file` is Telegram's name for it, else `data` are its bytes."""

    digest: str
    file: str = ""
    data: bytes = b""


class Pictures:
    """Finds, draws and remembers the pictures of all bots. `fetch` gets the bytes behind a link, or raises."""

    def __init__(self, folder: Path, fetch: Fetch) -> None:
        self.folder = folder
        self.fetch = fetch
        self._known: Lru[tuple[str, str], str] = Lru(5_000)

    async def of(self, by: Actor, bot: str, media: Media) -> Picture:
        """The picture as this bot can send it now."""
        digest = digest_of(media)
        if known := await self.file_of(by, bot, digest):
            return Picture(digest, file=known)
        draw = asyncio.get_running_loop().run_in_executor
        return Picture(digest, data=await draw(_painters, self._draw, media))

    async def file_of(self, by: Actor, bot: str, digest: str) -> str:
        """Telegram's name for what has this digest, "" when it has none yet."""
        known = self._known.get((bot, digest)) or await files.sent_file(by, bot, digest)
        return self._known.put((bot, digest), known) if known else ""

    async def sent(self, by: Actor, bot: str, digest: str, file: str) -> None:
        """Telegram has taken it and calls it so."""
        self._known.put((bot, digest), file)
        await files.keep_sent(by, bot, digest, file)

    async def forget(self, by: Actor, bot: str, digest: str) -> None:
        """Telegram does not know the name any more."""
        self._known.drop((bot, digest))
        await files.forget_sent(by, bot, digest)

    def _draw(self, media: Media) -> bytes:
        match media:
            case Sheet():
                return _jpeg(contact_sheet([self._thumb(photo) for photo in media.photos], SIDE))
            case Banner():
                return _jpeg(banner(media.title))
            case Photo():
                return _jpeg(self._open(media) or letter_tile(media.alt, SIDE // 2))

    def _thumb(self, photo: Photo | None) -> Image.Image | None:
        if photo is None:
            return None
        image = self._open(photo)
        if image is None:
            return letter_tile(photo.alt, CELL)
        image.thumbnail((CELL, CELL))
        return image

    def _open(self, photo: Photo) -> Image.Image | None:
        """The picture, None when it is not there or is none: its place is then taken by its initial."""
        try:
            image = Image.open(BytesIO(self._bytes(photo.path)))
            image.draft("RGB", (SIDE, SIDE))
            return _on_paper(image)
        except Exception:
            return None

    def _bytes(self, path: str) -> bytes:
        if not path.startswith(LOCAL):
            return self.fetch(path) or b""
        place = (self.folder / path.removeprefix(LOCAL)).resolve()
        if not place.is_relative_to(self.folder.resolve()):
            raise FileNotFoundError(path)
        return place.read_bytes()


def digest_of(media: Media) -> str:
    """What a picture shows, in a word: the same sheet has the same."""
    match media:
        case Sheet():
            shown = "sheet|" + "|".join(photo.path if photo else "" for photo in media.photos)
        case Banner():
            shown = f"banner|{media.title}"
        case Photo():
            shown = f"photo|{media.path}"
    return hashlib.sha256(shown.encode()).hexdigest()[:40]


def _on_paper(image: Image.Image) -> Image.Image:
    """Without transparency: Telegram shows photos on black."""
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, (250, 247, 242, 255))
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    held = BytesIO()
    image.thumbnail((1280, 1280))
    image.save(held, "JPEG", quality=85, optimize=True)
    return held.getvalue()
