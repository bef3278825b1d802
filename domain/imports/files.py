"""What a run keeps beside the database: the file itself, and what was found in it, a part for every hundred rows."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_folder: Path | None = None
ORIGINAL, PREPARED = "file", "prepared"


def open_folder(folder: Path) -> None:
    """Keep the files of imports here from now on."""
    global _folder
    _folder = folder


def place_of(shop_id: int, token: str) -> Path:
    """The folder of one run."""
    if _folder is None:
        raise RuntimeError("nobody has said where files of imports lie: open_folder()")
    return _folder / str(shop_id) / token


def new_place(shop_id: int) -> tuple[str, Path]:
    """An empty folder for a run that begins, and its name."""
    token = secrets.token_hex(16)
    place = place_of(shop_id, token)
    place.mkdir(parents=True, mode=0o700)
    return token, place


def keep_part(place: Path, kind: str, position: int, part: dict[str, Any]) -> None:
    """Write what was found in one stretch; the same stretch again takes its place."""
    if not any(part.values()):
        return
    place.mkdir(parents=True, exist_ok=True)
    half_written = place / f".{secrets.token_hex(8)}.part"
    half_written.write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")
    os.replace(half_written, place / f"{kind}-{position:012}.json")


def parts(place: Path, kind: str) -> Iterator[dict[str, Any]]:
    """All that was found, in the order of the file."""
    for path in sorted(place.glob(f"{kind}-*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def forget_parts(place: Path, kind: str) -> None:
    for path in place.glob(f"{kind}-*.json"):
        path.unlink(missing_ok=True)


def remove(shop_id: int, token: str) -> None:
    """Take the run's folder away."""
    shutil.rmtree(place_of(shop_id, token), ignore_errors=True)


def older_than(moment: datetime) -> Iterator[Path]:
    """Folders of runs that nobody has written into since."""
    for place in _folder.glob("*/*") if _folder else ():
        if place.is_dir() and place.stat().st_mtime < moment.timestamp():
            yield place
