"""Reading digital goods. A key that is sold is opened for its buyer alone; staff see its last characters."""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalog.models import Variant
from domain.digital.actions.delivering import SENT_AGAIN_MOST
from domain.digital.errors import LinkEnded
from domain.digital.models import DigitalFile, DigitalKey
from domain.digital.store import place_of
from domain.digital.views import FileView, GoodsView, HandedLine, KeyView
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.vault import unseal
from domain.orders.models import Order, OrderLine

KEYS_SHOWN = 200
ENDING = 4
_COUNTS = """
SELECT COALESCE(SUM(CASE WHEN order_line_id IS NULL THEN 1 ELSE 0 END), 0) AS free, COUNT(order_line_id) AS sold
FROM digital_key WHERE shop_id = $1 AND variant_id = $2
"""


async def handed(by: Actor, order_id: int) -> tuple[HandedLine, ...]:
    """What the buyer of an order has been given; nothing of somebody else's."""
    own = {"customer_id": by.id} if by.kind in ("customer", "visitor") else {}
    if not await Order.of(by, id=order_id, **own).exists():
        return ()
    lines = OrderLine.of(by, order_id=order_id, digital=True).exclude(handed_at=None)
    return tuple([await _line(by, line) for line in await lines.order_by("position", "id")])


async def _line(by: Actor, line: OrderLine) -> HandedLine:
    keys = await DigitalKey.of(by, order_line_id=line.id).order_by("unit")
    file = None if keys else await file_of(by, line.variant_id)
    return HandedLine(
        id=line.id,
        order_id=line.order_id,
        title=line.title,
        options=line.options,
        quantity=line.quantity,
        keys=_shown(by, [unseal(key.sealed) for key in keys]),
        file=file,
        at=line.handed_at,
        again=SENT_AGAIN_MOST - line.sent_again,
    )


def _shown(by: Actor, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(ending(key) for key in keys) if by.kind == "staff" else tuple(keys)


def ending(key: str) -> str:
    """Enough to tell keys apart, too little to use one."""
    return f"…{key[-ENDING:]}" if len(key) > 2 * ENDING else "…"


async def file_of(by: Actor, variant_id: int) -> FileView | None:
    """The file buyers of this variant get."""
    row = await DigitalFile.of(by, variant_id=variant_id).first()
    return FileView(row.name, row.size, place_of(by.shop_id, row.digest), row.uploaded_at) if row else None


async def file_of_line(by: Actor, line_id: int) -> FileView:
    """The file of a line that has been handed over, whoever asks. Raises `LinkEnded`."""
    line = await OrderLine.of(by, id=line_id, digital=True).exclude(handed_at=None).first()
    found = await file_of(by, line.variant_id) if line else None
    if found is None or not found.place.is_file():
        raise LinkEnded()
    return found


async def goods(by: Actor, variant_ids: Sequence[int]) -> dict[int, GoodsView]:
    """What buyers of these variants get, with the keys for sale. Raises `NotAllowed`."""
    require(by, Permission.EDIT_CATALOG)
    rows = await Variant.of(by, id__in=list(variant_ids)).values("id", "gives")
    return {row["id"]: await _goods(by, row["id"], row["gives"]) for row in rows}


async def _goods(by: Actor, variant_id: int, gives: str) -> GoodsView:
    counts = (await sql(_COUNTS, by.shop_id, variant_id))[0]
    left = DigitalKey.of(by, variant_id=variant_id, order_line_id=None).order_by("id").limit(KEYS_SHOWN)
    return GoodsView(
        variant_id=variant_id,
        gives=str(gives),
        free=int(counts["free"]),
        sold=int(counts["sold"]),
        keys=tuple(KeyView(row.id, unseal(row.sealed), row.created_at) for row in await left),
        file=await file_of(by, variant_id),
    )
