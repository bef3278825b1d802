"""Papers as files: drawn when somebody asks, from what was written when they were issued."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from domain.kit.clock import now
from domain.kit.vault import Sealed, seal, unseal
from domain.papers.errors import PaperLinkEnded
from domain.papers.port import drawer
from domain.papers.views import PaperView

KEPT = timedelta(days=1)
LASTS = timedelta(hours=24)
PAPER, LABEL = "paper", "label"  # what a private link opens
_TO_ADDRESS, _FROM_ADDRESS = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")
_folder: Path | None = None


def open_folder(folder: Path) -> None:
    """Keep the files that are being sent here from now on; they can always be drawn again."""
    global _folder
    _folder = folder


async def drawn(body: Mapping[str, Any]) -> bytes:
    """The body of a paper as a PDF."""
    return await asyncio.to_thread(drawer().draw, body)


async def drawn_file(paper: PaperView) -> Path:
    """The PDF as a file, named by its contents, for messengers that send files."""
    return await body_file(paper.body)


async def body_file(body: Mapping[str, Any]) -> Path:
    """The same of any body."""
    if _folder is None:
        raise RuntimeError("nobody has said where papers lie: open_folder()")
    data = await drawn(body)
    return await asyncio.to_thread(_kept, _folder, data)


def _kept(folder: Path, data: bytes) -> Path:
    place = folder.resolve() / f"{hashlib.sha256(data).hexdigest()}.pdf"
    if place.exists():
        os.utime(place)  # wanted again: the next sweep lets it be
        return place
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half_written = place.with_name(f".{secrets.token_hex(8)}.part")
    half_written.write_bytes(data)
    half_written.chmod(0o600)
    os.replace(half_written, place)
    return place


async def sweep_papers() -> int:
    """Forget files that were sent; returns how many."""
    return await asyncio.to_thread(_sweep, (now() - KEPT).timestamp())


def _sweep(before: float) -> int:
    old = [place for place in _folder.glob("*") if place.stat().st_mtime < before] if _folder else []
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)


# ------------------------------------------------------------------------------------------------------- private links


def token_of(shop_id: int, paper_id: int, kind: str = PAPER) -> str:
    """What opens this paper for a day; of the kind `LABEL`, the label of this return."""
    until = int((now() + LASTS).timestamp())
    return seal(f"{kind} {shop_id} {paper_id} {until}").translate(_TO_ADDRESS).rstrip("=")


def paper_of(token: str, kind: str = PAPER) -> tuple[int, int]:
    """The shop and the paper a token of this kind opens. Raises `PaperLinkEnded`, for a made-up one too."""
    padded = token.translate(_FROM_ADDRESS) + "=" * (-len(token) % 4)
    try:
        known, shop_id, paper_id, until = unseal(padded).split(" ")
    except (Sealed, ValueError):
        raise PaperLinkEnded() from None
    if known != kind or int(until) < now().timestamp():
        raise PaperLinkEnded()
    return int(shop_id), int(paper_id)
