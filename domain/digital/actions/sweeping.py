"""Files that no variant names any more."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from domain.digital.models import DigitalFile
from domain.digital.store import written_before
from domain.kit.clock import now

UNTOUCHED = timedelta(days=1)  # a file is written before the row that names it


async def sweep_files() -> int:
    """Delete what was replaced or taken away; returns how many files."""
    return await asyncio.to_thread(_delete, await _named())


async def _named() -> set[tuple[int, str]]:
    rows = await DigitalFile.all().values("shop_id", "digest")
    return {(row["shop_id"], row["digest"]) for row in rows}


def _delete(named: set[tuple[int, str]]) -> int:
    old = [place for shop_id, digest, place in written_before(now() - UNTOUCHED) if (shop_id, digest) not in named]
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)
