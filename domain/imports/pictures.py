"""Pictures a file names: fetched, drawn again and stored before anything is written; links may also stay links."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from domain.imports.plan import Planned
from domain.imports.port import Problem, ProductRow
from domain.imports.rules import is_link, note
from domain.kit.actor import Actor
from domain.media.addresses import own_path
from domain.media.errors import BadPicture
from domain.media.pictures import prepare
from domain.media.queries import stored_from, stored_here
from domain.media.store import MediaStore, Stored

AT_ONCE = 4
Fetch = Callable[[str], bytes | None]


class NotFetched(Exception):
    """A link's picture cannot be had; the words say why."""


async def gather(
    by: Actor, planned: Sequence[Planned], fetch: Fetch | None, files: MediaStore | None, web: Fetch | None = None
) -> tuple[dict[str, Stored], list[Problem]]:
    """Store the pictures of new and changed products; a warning for each that could not be had.

    `fetch` gives pictures that are no links, `web` those that are; without it, or where it gives None, links stay.
    """
    wanted = {source: one.row for one in planned if one.state != "unchanged" for source in _sources(one.row)}
    links = {source: row for source, row in wanted.items() if is_link(source)}
    own = {source: row for source, row in wanted.items() if source not in links}
    here = await stored_here(by, [source for source in own if own_path(source)])
    stored, notes = await _own(by, {source: row for source, row in own.items() if source not in here}, fetch, files)
    stored |= here
    if web and files and links:
        known = await stored_from(by, list(links))
        fresh = [source for source in links if source not in known]
        found = await asyncio.to_thread(_store_all, fresh, partial(_store_link, by.shop_id, web, files))
        notes += [
            note(links[source], said, "warned") for source, said in found.items() if isinstance(said, str) and said
        ]
        stored |= known | {source: held for source, held in found.items() if isinstance(held, Stored)}
    return stored, notes


async def _own(
    by: Actor, wanted: dict[str, ProductRow], fetch: Fetch | None, files: MediaStore | None
) -> tuple[dict[str, Stored], list[Problem]]:
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
    return [source for source in dict.fromkeys(named) if source]


def _store_all(sources: Sequence[str], one: Callable[[str], Stored | str]) -> dict[str, Stored | str]:
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
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


def _store_link(shop_id: int, web: Fetch, files: MediaStore, source: str) -> Stored | str:
    """The stored picture, or why it stays a link; "" when there is no network and nothing to say of this one."""
    try:
        data = web(source)
        return files.save(shop_id, prepare(data)) if data is not None else ""
    except NotFetched as refusal:
        return f"A picture stays a link, {refusal}: {source[:80]}"
    except BadPicture as refusal:
        return f"A picture stays a link. {refusal} ({source[:80]})"
