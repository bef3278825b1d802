"""Pictures a file names by something else than a link: fetched, drawn again and stored before anything is written."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from domain.imports.plan import Planned
from domain.imports.port import Problem, ProductRow
from domain.imports.rules import is_link, note
from domain.kit.actor import Actor
from domain.media.errors import BadPicture
from domain.media.pictures import prepare
from domain.media.store import MediaStore, Stored

Fetch = Callable[[str], bytes | None]


async def gather(
    by: Actor, planned: Sequence[Planned], fetch: Fetch | None, files: MediaStore | None
) -> tuple[dict[str, Stored], list[Problem]]:
    """Store the pictures of new and changed products; a warning for each that could not be had."""
    wanted = {source: one.row for one in planned if one.state != "unchanged" for source in _sources(one.row)}
    if not wanted:
        return {}, []
    if fetch is None or files is None:
        return {}, [
            note(row, f"A picture is left out, it is no link: {key[:80]}", "warned") for key, row in wanted.items()
        ]
    found = await asyncio.to_thread(_store_all, list(wanted), partial(_store, by.shop_id, fetch, files))
    notes = [note(wanted[source], said, "warned") for source, said in found.items() if isinstance(said, str)]
    return {source: stored for source, stored in found.items() if isinstance(stored, Stored)}, notes


def _sources(row: ProductRow) -> list[str]:
    named = [image.source for image in row.images] + [variant.image for variant in row.variants]
    return [source for source in dict.fromkeys(named) if source and not is_link(source)]


def _store_all(sources: Sequence[str], one: Callable[[str], Stored | str]) -> dict[str, Stored | str]:
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        return dict(zip(sources, pool.map(one, sources), strict=True))


def _store(shop_id: int, fetch: Fetch, files: MediaStore, source: str) -> Stored | str:
    """The stored picture, or the sentence about why there is none."""
    data = fetch(source)
    if data is None:
        return f"A picture was not found: {source[:80]}."
    try:
        return files.save(shop_id, prepare(data))
    except BadPicture as refusal:
        return f"{refusal} ({source[:80]})"
