"""Pictures that goods of a run link to: fetched once the goods are in, a few at a time, and put in the links' place."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from domain.catalog.fragments import ids
from domain.imports import files
from domain.imports.models import ImportRun
from domain.imports.pictures import AT_ONCE, Fetch, NotFetched
from domain.imports.port import Problem
from domain.imports.source import source
from domain.kit.actor import Actor
from domain.kit.db import inside_transaction, sql, transaction
from domain.media.errors import BadPicture
from domain.media.models import MediaFile
from domain.media.pictures import prepare
from domain.media.store import MediaStore, Stored
from domain.shop.actions import bump

BATCH = 20
_LINKED = """
SELECT m.id, m.source FROM media_file m WHERE m.shop_id = $1 AND m.id > $2 AND m.width = 0 AND m.path LIKE 'https://%'
AND (EXISTS (SELECT 1 FROM product_image i JOIN import_change c ON c.product_id = i.product_id
    WHERE i.media_id = m.id AND c.run_id = $3)
  OR EXISTS (SELECT 1 FROM variant v JOIN import_change c ON c.product_id = v.product_id
    WHERE v.image_id = m.id AND c.run_id = $3))
ORDER BY m.id LIMIT {limit}
"""
_SHOWN = """
UPDATE product SET revision = revision + 1 WHERE shop_id = $1 AND id IN (
  SELECT i.product_id FROM product_image i WHERE i.media_id IN ({ids})
  UNION SELECT v.product_id FROM variant v WHERE v.image_id IN ({ids}))
"""
_WHOSE = """
SELECT i.media_id AS id, p.key FROM product_image i JOIN product p ON p.id = i.product_id WHERE i.media_id IN ({ids})
UNION SELECT v.image_id, p.key FROM variant v JOIN product p ON p.id = v.product_id WHERE v.image_id IN ({ids})
"""
Found = Mapping[str, Stored | str]


async def fetch_stretch(by: Actor, run_id: int, after: int, media: MediaStore, last_try: bool) -> tuple[int, int, int]:
    """Fetch the next links behind this id: the last id (0: no more), how many were had, how many were not."""
    rows = await sql(_LINKED.format(limit=BATCH), by.shop_id, after, run_id)
    if not rows:
        return 0, 0, 0
    assert not inside_transaction(), "no network inside a transaction"  # noqa: S101
    web = source().pictures()
    found = await asyncio.to_thread(_fetch_all, by.shop_id, [row["source"] for row in rows], web, media)
    had = {row["id"]: found[row["source"]] for row in rows if isinstance(found[row["source"]], Stored)}
    await _put_in_place(by, had)  # type: ignore[arg-type] # only what is stored
    if last_try:
        await _note(by, run_id, after, [row for row in rows if row["id"] not in had], found)
    return rows[-1]["id"], len(had), len(rows) - len(had)


def _fetch_all(shop_id: int, links: list[str], web: Fetch, media: MediaStore) -> dict[str, Stored | str]:
    def one(link: str) -> Stored | str:
        try:
            data = web(link)
            if data is None:
                return f"A picture stays a link, its server cannot be reached: {link[:200]}"
            return media.save(shop_id, prepare(data))
        except NotFetched as refusal:
            return f"A picture stays a link, {refusal}: {link[:200]}"
        except BadPicture as refusal:
            return f"A picture stays a link. {refusal} ({link[:200]})"

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return dict(zip(links, pool.map(one, links), strict=True))


async def _put_in_place(by: Actor, had: dict[int, Stored]) -> None:
    if not had:
        return
    async with transaction():
        for media_id, held in had.items():
            await MediaFile.of(by, id=media_id).update(
                path=held.path, digest=held.digest, width=held.width, height=held.height
            )
        await sql(_SHOWN.format(ids=", ".join(map(str, had))), by.shop_id)
        await bump(by)


async def _note(by: Actor, run_id: int, position: int, lacking: Sequence[dict[str, Any]], found: Found) -> None:
    if not lacking:
        return
    run = await ImportRun.of(by, id=run_id).get()
    whose = {row["id"]: row["key"] for row in await sql(_WHOSE.format(ids=ids([row["id"] for row in lacking])))}
    said = [Problem(None, None, whose.get(row["id"]), str(found[row["source"]]), "warned") for row in lacking]
    place = files.place_of(by.shop_id, run.folder)
    part = {"problems": [asdict(problem) for problem in said]}
    await asyncio.to_thread(files.keep_part, place, "web", position, part)
