"""What is stored already."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kit.actor import Actor
from domain.media.models import MediaFile
from domain.media.store import Stored


async def stored_from(by: Actor, sources: Sequence[str]) -> dict[str, Stored]:
    """Pictures that were fetched from these links before."""
    rows = await MediaFile.of(by, source__in=list(sources), width__gt=0).values()
    return {row["source"]: Stored(row["path"], row["digest"], row["width"], row["height"]) for row in rows}
