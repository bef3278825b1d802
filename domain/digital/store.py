"""Where files for buyers lie: apart from the public pictures, named by their contents, reached by a link alone."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LONGEST_NAME = 120
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    digest: str
    size: int


def open_folder(folder: Path) -> None:
    """Keep this process's files for buyers here from now on."""
    global _folder
    _folder = folder


def place_of(shop_id: int, digest: str) -> Path:
    """Where a file with these contents lies."""
    if _folder is None:
        raise RuntimeError("nobody has said where files for buyers lie: open_folder()")
    return _folder.resolve() / str(shop_id) / digest[:2] / digest


def keep(shop_id: int, data: bytes) -> Stored:
    """Write the contents unless they are there already."""
    digest = hashlib.sha256(data).hexdigest()
    target = place_of(shop_id, digest)
    if target.exists():
        os.utime(target)  # wanted again: the next sweep lets it be
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        half_written = target.with_name(f".{secrets.token_hex(8)}.part")
        half_written.write_bytes(data)
        half_written.chmod(0o600)
        os.replace(half_written, target)  # whoever looks sees a whole file or none
    return Stored(digest, len(data))


def written_before(moment: datetime) -> Iterator[tuple[int, str, Path]]:
    """Every file that nobody has written since: its shop, its digest, its place."""
    for place in _folder.glob("*/*/*") if _folder else ():
        shop_id, _, digest = place.parts[-3:]
        if shop_id.isdecimal() and place.stat().st_mtime < moment.timestamp():
            yield int(shop_id), digest, place


def safe_name(name: str) -> str:
    """The name a buyer saves a file as: no folders, no signs that systems refuse or that hide its ending."""
    plain = _UNFIT.sub(" ", unicodedata.normalize("NFC", name))
    words = " ".join(plain.split()).strip(" .")
    stem, dot, ending = words.rpartition(".")
    if not dot or len(ending) > 12:
        return words[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .') or 'file'}.{ending}"
