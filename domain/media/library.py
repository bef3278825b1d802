"""The pictures a shop keeps: which are used, and a way out for those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tortoise.exceptions import IntegrityError

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import attempt, sql, transaction
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values, moment, placeholders
from domain.media.models import MediaFile

PAGE = 60
FRESH = timedelta(hours=1)  # somebody may be about to use what has just come in
_UNUSED = """
m.shop_id = $1 AND m.created_at < {before}
AND NOT EXISTS (SELECT 1 FROM product_image i WHERE i.media_id = m.id)
AND NOT EXISTS (SELECT 1 FROM variant v WHERE v.image_id = m.id)
AND NOT EXISTS (SELECT 1 FROM category c WHERE c.image_id = m.id)
AND NOT EXISTS (SELECT 1 FROM collection c WHERE c.image_id = m.id)
"""
_COUNT = "SELECT COUNT(*) AS n FROM media_file m WHERE {where}"
_ROWS = """
SELECT m.id, m.path, m.width, m.height, m.created_at,
  (SELECT COUNT(*) FROM product_image i WHERE i.media_id = m.id) AS uses,
  (SELECT MIN(i.product_id) FROM product_image i WHERE i.media_id = m.id) AS product_id
FROM media_file m WHERE {where} ORDER BY m.id DESC LIMIT {limit} OFFSET {offset}
"""
_SOLD = "SELECT DISTINCT l.image FROM order_line l WHERE l.shop_id = $1 AND l.image IN ({paths})"


@dataclass(frozen=True, slots=True)
class PictureRow:
    """`uses` counts products; `product_id` is one of them, 0 for none. Sizes are 0 for links."""

    id: int
    path: str
    width: int
    height: int
    created_at: datetime | None
    uses: int
    product_id: int


async def pictures(by: Actor, *, unused: bool = False, page: int = 1) -> Page[PictureRow]:
    """Newest first; `unused` are those no product, variant, category or collection shows. Raises `NotAllowed`."""
    require(by, Permission.EDIT_CATALOG)
    values = Values([by.shop_id])
    where = _UNUSED.format(before=values.put(now() - FRESH)) if unused else "m.shop_id = $1"
    total = int((await sql(_COUNT.format(where=where), *values))[0]["n"])
    number = clamp(page, PAGE, total)
    rows = await sql(_ROWS.format(where=where, limit=PAGE, offset=PAGE * (number - 1)), *values)
    return Page(
        tuple(
            PictureRow(
                r["id"], r["path"], r["width"], r["height"], moment(r["created_at"]), r["uses"], r["product_id"] or 0
            )
            for r in rows
        ),
        number, PAGE, total,
    )  # fmt: skip


async def delete_unused(by: Actor, media_ids: Sequence[int], folder: Path) -> int:
    """Delete these as far as nothing shows them, old orders included; their files go last. How many went."""
    require(by, Permission.EDIT_CATALOG)
    if not media_ids:
        return 0
    values = Values([by.shop_id])
    where = _UNUSED.format(before=values.put(now() - FRESH))
    listed = ", ".join(str(int(one)) for one in media_ids)
    rows = await sql(f"SELECT m.id, m.path FROM media_file m WHERE {where} AND m.id IN ({listed})", *values)  # noqa: S608
    sold = await _sold(by, [row["path"] for row in rows])
    gone = [row["path"] for row in rows if row["path"] not in sold and await _deleted(by, row["id"])]
    for path in gone:
        _unlink(folder, path)
    return len(gone)


async def _sold(by: Actor, paths: Sequence[str]) -> set[str]:
    """Pictures that orders show: lines keep the address, not the row."""
    if not paths:
        return set()
    found = await sql(_SOLD.format(paths=placeholders(len(paths), 2)), by.shop_id, *paths)
    return {row["image"] for row in found}


async def _deleted(by: Actor, media_id: int) -> bool:
    try:
        async with attempt(), transaction():
            await MediaFile.of(by, id=media_id).delete()
            await record(by, "media.deleted", f"media:{media_id}")
    except IntegrityError:  # something shows it after all
        return False
    return True


def _unlink(folder: Path, path: str) -> None:
    """Only what lies in our folder; a link has no file."""
    target = (folder / path.removeprefix("/media/")).resolve()
    if path.startswith("/media/") and target.is_relative_to(folder.resolve()):
        target.unlink(missing_ok=True)
