"""What customers have asked to be handed, as files: there for a day, and gone when their owner is erased."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.kit.clock import now
from domain.kit.vault import Sealed, seal, unseal
from domain.privacy.errors import FileGone

KEPT = timedelta(days=1)
_TO_ADDRESS, _FROM_ADDRESS = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")
_NAME = re.compile(r"\d+-\d+-[0-9a-f]{32}\.zip")
_folder: Path | None = None


def open_folder(folder: Path) -> None:
    """Keep the files here from now on."""
    global _folder
    _folder = folder.resolve()


def kept_file(shop_id: int, customer_id: int) -> Path | None:
    """What this customer was handed within the last day."""
    found = [place for place in _of(shop_id, customer_id) if made_at(place) > now() - KEPT]
    return max(found, key=made_at, default=None)


def keep_file(shop_id: int, customer_id: int, data: bytes) -> Path:
    """Write the file, whole or not at all, for its owner's eyes alone."""
    if _folder is None:
        raise RuntimeError("nobody has said where files for customers lie: open_folder()")
    _folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = _folder / f"{shop_id}-{customer_id}-{secrets.token_hex(16)}.zip"
    part = place.with_name(f".{place.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    at = now().timestamp()
    os.utime(part, (at, at))
    os.replace(part, place)
    return place


def made_at(place: Path) -> datetime:
    return datetime.fromtimestamp(place.stat().st_mtime, UTC)


def forget_files(shop_id: int, customer_id: int) -> None:
    for place in _of(shop_id, customer_id):
        place.unlink(missing_ok=True)


async def sweep_handed() -> int:
    """Forget the files of yesterday, and what was never finished; returns how many."""
    return await asyncio.to_thread(_sweep)


def _sweep() -> int:
    old = [place for place in _folder.glob("*") if made_at(place) <= now() - KEPT] if _folder else []
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)


def _of(shop_id: int, customer_id: int) -> list[Path]:
    return list(_folder.glob(f"{shop_id}-{customer_id}-*.zip")) if _folder else []


# ------------------------------------------------------------------------------------------------------- private links


def token_of(place: Path) -> str:
    """What opens this file as long as it is kept."""
    until = int((made_at(place) + KEPT).timestamp())
    return seal(f"data {place.name} {until}").translate(_TO_ADDRESS).rstrip("=")


def file_of(token: str, shop_id: int) -> Path:
    """The file a token opens. Raises `FileGone`, for a made-up one too."""
    padded = token.translate(_FROM_ADDRESS) + "=" * (-len(token) % 4)
    try:
        kind, name, until = unseal(padded).split(" ")
    except (Sealed, ValueError):
        raise FileGone() from None
    ours = kind == "data" and _NAME.fullmatch(name) and name.startswith(f"{shop_id}-") and _folder
    if not ours or int(until) < now().timestamp() or not (_folder and (_folder / name).exists()):
        raise FileGone()
    return _folder / name
