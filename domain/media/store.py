"""Where files lie: `<folder>/<shop>/<aa>/<digest>.<ext>`, reached at `/media/<shop>/<aa>/<digest>.<ext>`."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from domain.media.pictures import Picture


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture in its place; `path` is its URL path, `digest` the SHA-256 of its bytes."""

    path: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MediaStore:
    """A folder of files that never change: their names are their contents."""

    folder: Path

    def save(self, shop_id: int, picture: Picture) -> Stored:
        """Write the picture unless it is there already."""
        digest = picture.digest
        place = f"{shop_id}/{digest[:2]}/{digest}.{picture.extension}"
        target = self.folder / place
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            half_written = target.with_name(f".{secrets.token_hex(8)}.part")
            half_written.write_bytes(picture.data)
            os.replace(half_written, target)  # whoever looks sees a whole file or none
        return Stored(f"/media/{place}", digest, picture.width, picture.height)
