"""Pictures come in as bytes, and are stored, or as https links, and stay links until somebody fetches them."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import N_
from domain.kit.rows import insert_rows
from domain.media.errors import BadPicture
from domain.media.models import MediaFile
from domain.media.pictures import prepare
from domain.media.store import MediaStore, Stored
from domain.media.views import MediaView

LONGEST_LINK = 500
_LINK = re.compile(r"https://[^\s/?#@\\]+\.[^\s/?#@\\]+([/?#][^\s<>\"\\\x00-\x1f]*)?", re.IGNORECASE)
NOT_A_LINK = N_("only links that begin with https:// are shown.")
TOO_LONG = N_("its link is longer than 500 characters.")
AT_ONCE = 2
# Threads of their own: a picture unpacked is up to 200 MB, and whoever logs in does not stand in line behind them.
_painters = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures")


async def store(by: Actor, data: bytes, files: MediaStore, *, source: str = "") -> MediaView:
    """Store a picture; the same one again gives the same row. Few are drawn at a time. Raises `BadPicture`."""
    drawing = asyncio.get_running_loop().run_in_executor
    stored = await drawing(_painters, lambda: files.save(by.shop_id, prepare(data)))
    async with transaction():
        row_id = (await attach(by, {source: stored}))[source]
    return MediaView(row_id, stored.path, stored.width, stored.height)


async def link(by: Actor, url: str) -> MediaView:
    """Keep a picture as a link. Raises `BadPicture`."""
    if problem := link_problem(url):
        raise BadPicture(reason=problem)
    async with transaction():
        return MediaView((await attach(by, {url: None}))[url], url, 0, 0)


def link_problem(url: str) -> str:
    """Why a link cannot be shown, "" when it can."""
    if not _LINK.fullmatch(url):
        return NOT_A_LINK
    return TOO_LONG if len(url) > LONGEST_LINK else ""


async def attach(by: Actor, sources: Mapping[str, Stored | None]) -> dict[str, int]:
    """Rows for many sources at once: a stored picture, or None for a link. Source → row id.

    Inside the caller's transaction; rows that exist are used again.
    """
    digests = {source: held.digest if held else link_digest(source) for source, held in sources.items()}
    known = await _known(by, digests.values())
    fresh = {digest: source for source, digest in digests.items() if digest not in known}
    if fresh:
        rows = [_row(by, digest, source, sources[source]) for digest, source in fresh.items()]
        known |= {row["digest"]: row["id"] for row in await insert_rows("media_file", rows, returning="id, digest")}
    return {source: known[digest] for source, digest in digests.items()}


def link_digest(url: str) -> str:
    return hashlib.sha256(f"link {url}".encode()).hexdigest()


async def _known(by: Actor, digests: Iterable[str]) -> dict[str, int]:
    found = await MediaFile.of(by, digest__in=list(digests)).order_by("-id").values("id", "digest")
    return {row["digest"]: row["id"] for row in found}


def _row(by: Actor, digest: str, source: str, held: Stored | None) -> dict[str, object]:
    return {
        "shop_id": by.shop_id,
        "path": held.path if held else source,
        "digest": digest,
        "source": source[:1000],
        "width": held.width if held else 0,
        "height": held.height if held else 0,
        "created_at": now(),
    }
