"""What buyers will get: keys, one for each unit, or one file for all of them. Keys are stock, and move it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import F

from domain.audit.actions import record
from domain.catalog.actions_edit import changed
from domain.catalog.models import DIGITAL, Gives, Product, StockPolicy, Variant
from domain.digital import store
from domain.digital.errors import GivesFile, GivesKeys, KeySold, NotDigital
from domain.digital.models import DigitalFile, DigitalKey
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.rows import insert_rows
from domain.kit.vault import mark, seal
from domain.orders.states import FIRM
from domain.outbox.actions import put
from domain.payments.actions.writing import HAND_OVER
from domain.stock.actions import adjust

MOST_KEYS, LONGEST_KEY = 2_000, 800
MOST_BYTES = 50 * 1024 * 1024  # what Telegram takes from a bot
_AT_ONCE = 200
_REMOVED = "DELETE FROM digital_key WHERE shop_id = $1 AND id = $2 AND order_line_id IS NULL RETURNING variant_id"
_WAITING = """
SELECT DISTINCT l.order_id FROM order_line l JOIN orders o ON o.id = l.order_id
WHERE l.shop_id = $1 AND l.variant_id = $2 AND l.digital AND l.handed_at IS NULL AND o.status IN ({firm})
ORDER BY l.order_id
"""


_SELLABLE = """
SELECT (SELECT COUNT(*) FROM digital_key k WHERE k.variant_id = $2 AND k.order_line_id IS NULL) AS keys,
  (SELECT COALESCE(SUM(l.on_hand), 0) FROM stock_level l WHERE l.variant_id = $2) AS on_hand,
  (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l JOIN orders o ON o.id = l.order_id
    WHERE l.shop_id = $1 AND l.variant_id = $2 AND l.tracked AND l.handed_at IS NULL AND o.status IN ({firm}))
    AS promised
"""
_FIRM = ", ".join(f"'{status.value}'" for status in sorted(FIRM))


@dataclass(frozen=True, slots=True)
class Added:
    """How many keys are new, and those that were there already or twice in the text, as they were written."""

    count: int
    repeated: tuple[str, ...] = ()


async def add_keys(by: Actor, variant_id: int, text: str) -> Added:
    """Put keys on sale, one a line. A key the shop has or had is left out and named.

    Orders that wait for one get theirs. Raises `NotDigital`, `GivesFile`, `BadInput`, `HeldByOrders`, `NotFound`.
    """
    require(by, Permission.EDIT_CATALOG)
    wanted = [line.strip() for line in text.splitlines() if line.strip()]
    _check_keys(wanted)
    async with transaction():
        variant = await _variant(by, variant_id)
        if variant.gives is Gives.FILE:
            raise GivesFile()
        fresh = await _written(by, variant_id, wanted)
        if fresh:
            await adjust(by, variant_id, await _more(by, variant_id), "keys added", keys=True)
            await _give(by, variant, Gives.KEYS, policy=StockPolicy.DENY)
            await record(by, "digital.keys_added", f"variant:{variant_id}", {"keys": len(fresh)})
            await _wake_orders(by, variant_id)
    return Added(len(fresh), _repeated(wanted, fresh))


async def _more(by: Actor, variant_id: int) -> int:
    """How many units more can be sold now: keys for sale, without those that firm orders are still to get."""
    row = (await sql(_SELLABLE.format(firm=_FIRM), by.shop_id, variant_id))[0]
    return max(0, int(row["keys"]) - int(row["promised"])) - int(row["on_hand"])


def _check_keys(wanted: list[str]) -> None:
    if not wanted:
        raise BadInput({"keys": N_("Paste the keys, one a line.")})
    if len(wanted) > MOST_KEYS:
        raise BadInput({"keys": N_("Add at most 2000 keys at once.")})
    if any(len(key) > LONGEST_KEY for key in wanted):
        raise BadInput({"keys": N_("A key has at most 800 characters.")})


async def _written(by: Actor, variant_id: int, wanted: list[str]) -> set[str]:
    """The marks of the keys that are new."""
    fixed = {"shop_id": by.shop_id, "variant_id": variant_id, "created_at": now()}
    rows = [fixed | {"sealed": seal(key), "mark": mark(key)} for key in dict.fromkeys(wanted)]
    found: set[str] = set()
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        conflict = "ON CONFLICT (shop_id, mark) DO NOTHING"
        found |= {row["mark"] for row in await insert_rows("digital_key", part, conflict=conflict, returning="mark")}
    return found


def _repeated(wanted: list[str], fresh: set[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    found: list[str] = []
    for key in wanted:
        if key in seen or mark(key) not in fresh:
            found.append(key)
        seen.add(key)
    return tuple(dict.fromkeys(found))


async def remove_key(by: Actor, key_id: int) -> None:
    """Take a key that is not sold off sale, for ever. Raises `KeySold`, `HeldByOrders`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        rows = await sql(_REMOVED, by.shop_id, key_id)
        if not rows:
            raise KeySold()
        await adjust(by, rows[0]["variant_id"], -1, "key deleted", keys=True)
        await record(by, "digital.key_removed", f"variant:{rows[0]['variant_id']}", {"key": key_id})


async def set_file(by: Actor, variant_id: int, name: str, data: bytes) -> None:
    """The file every buyer of this variant gets, in place of the one before, also for who has bought already.

    Raises `NotDigital`, `GivesKeys`, `BadInput`, `NotFound`.
    """
    require(by, Permission.EDIT_CATALOG)
    if not 0 < len(data) <= MOST_BYTES:
        raise BadInput({"file": N_("Choose a file of at most 50 MB that is not empty.")})
    await _variant(by, variant_id)
    kept = await asyncio.to_thread(store.keep, by.shop_id, data)
    row: dict[str, Any] = {
        "shop_id": by.shop_id, "variant_id": variant_id, "name": store.safe_name(name), "digest": kept.digest,
        "size": kept.size, "uploaded_at": now(),
    }  # fmt: skip
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in ("name", "digest", "size", "uploaded_at"))
    async with transaction():
        variant = await _variant(by, variant_id)
        await _give_up_keys(by, variant)
        await insert_rows("digital_file", [row], conflict=f"ON CONFLICT (variant_id) DO UPDATE SET {changes}")
        await _give(by, variant, Gives.FILE)
        await record(by, "digital.file_set", f"variant:{variant_id}", {"name": row["name"], "size": kept.size})
        await _wake_orders(by, variant_id)


async def _give_up_keys(by: Actor, variant: Variant) -> None:
    """Keys that are sold stay with their buyers; none may be left for sale."""
    if left := await DigitalKey.of(by, variant_id=variant.id, order_line_id=None).count():
        raise GivesKeys(left=left)


async def drop_file(by: Actor, variant_id: int) -> None:
    """Buyers get no file any more, nor do those who have it already. Harmless twice."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        variant = await _variant(by, variant_id)
        if await DigitalFile.of(by, variant_id=variant_id).delete():
            await _give(by, variant, Gives.NOTHING)
            await record(by, "digital.file_removed", f"variant:{variant_id}")


async def _variant(by: Actor, variant_id: int) -> Variant:
    variant = await Variant.get_or_none(id=variant_id, shop_id=by.shop_id)
    if variant is None:
        raise NotFound()
    if not await Product.of(by, id=variant.product_id, kind=DIGITAL).exists():
        raise NotDigital()
    return variant


async def _give(by: Actor, variant: Variant, gives: Gives, **columns: Any) -> None:
    """Say what buyers of this variant get; views of the product are drawn anew."""
    if variant.gives is gives:
        return
    await Variant.of(by, id=variant.id).update(gives=gives, revision=F("revision") + 1, **columns)
    await Product.of(by, id=variant.product_id).update(revision=F("revision") + 1)
    await changed(by, variant.product_id, "variant.edited", {"gives": [variant.gives.value, gives.value]})


async def _wake_orders(by: Actor, variant_id: int) -> None:
    """Orders that are paid and got nothing yet."""
    for row in await sql(_WAITING.format(firm=_FIRM), by.shop_id, variant_id):
        await put(by, HAND_OVER, {"order_id": row["order_id"]})
