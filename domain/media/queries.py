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


async def stored_here(by: Actor, paths: Sequence[str]) -> dict[str, Stored]:
    """Pictures of this shop by the paths they are shown at; those of other shops are not found."""
    digests = [path.rpartition("/")[2].partition(".")[0] for path in paths]
    rows = await MediaFile.of(by, digest__in=digests, width__gt=0).values() if digests else []
    found = {row["path"]: Stored(row["path"], row["digest"], row["width"], row["height"]) for row in rows}
    return {path: found[path] for path in paths if path in found}
