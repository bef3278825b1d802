"""Products as they were before a run. What somebody has changed since stays as it is and is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError

from domain.catalog.actions import archive
from domain.catalog.models import Product, Variant
from domain.imports.capture import FLAGS, MOMENTS, SETS, Diff, Row, Rows, Standing, Tables, same_set, standing
from domain.imports.removing import deleted
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import attempt, sql
from domain.kit.rows import insert_rows
from domain.search.actions import reindex
from domain.shop.actions import bump
from domain.stock.actions import adjust
from domain.stock.errors import HeldByOrders

REASON = "import undone"
# what depends on others goes first and comes back last
_DOWN = ("variant_value", *(table for table in SETS if table != "variant_value"), "option_value", "product_option")
_VARIANT_PARTS = (
    "cart_line",
    "stock_move",
    "stock_level",
    "price_history",
    "digital_key",
    "digital_file",
    "alert",
    "variant_value",
)
_SILENT = {"content_hash", "price_from", "price_to", "on_sale", "published_at", "file_stock", "position", "revision"}


async def remove_made(by: Actor, product_ids: Sequence[int]) -> dict[int, str]:
    """Take out what a run has made: product → "removed", "archived" where something points at it, "gone" already."""
    there = {row["id"] for row in await Product.of(by, id__in=list(product_ids)).values("id")}
    found = dict.fromkeys(product_ids, "gone")
    if there and await deleted(sorted(there)):
        found |= dict.fromkeys(there, "removed")
    else:
        for product_id in sorted(there):
            found[product_id] = "removed" if await deleted([product_id]) else await _put_away(by, product_id)
    await bump(by)
    return found


async def _put_away(by: Actor, product_id: int) -> str:
    if await Product.of(by, id=product_id).exclude(status="archived").exists():
        await archive(by, product_id)
    return "archived"


async def restore(by: Actor, diffs: dict[int, Diff]) -> dict[int, list[str]]:
    """Put products back; product → names of what was kept, because it is another now than the run left it."""
    now_there = await standing(sorted(diffs))
    kept: dict[int, list[str]] = {}
    for product_id, diff in diffs.items():
        kept[product_id] = await _restore_one(by, diff, now_there[product_id])
    await _count_up(now_there)
    await reindex(by, sorted(diffs))
    await bump(by)
    return kept


async def _restore_one(by: Actor, diff: Diff, there: Tables) -> list[str]:
    if not there["product"]:
        return ["product"]
    kept = await _values(by, diff, there)
    try:
        async with attempt():
            kept += await _structure(by, diff, there)
    except IntegrityError:  # an order or a basket needs what the run has made
        kept.append("options")
        made = [row["id"] for row in diff.get("variant", {}).get("made", ())]
        await Variant.of(by, id__in=made).update(active=False)
    return kept


async def _values(by: Actor, diff: Diff, there: Tables) -> list[str]:
    """Columns of rows that kept their ids."""
    kept: list[str] = []
    for table, own in diff.items():
        for key, columns in own.get("was", {}).items():
            row = there[table].get(int(key))
            back = {name: old for name, (old, new) in columns.items() if row and row[name] == new}
            kept += [name for name in columns if name not in back and name not in _SILENT]
            if row and back:
                kept += await _put_back(by, table, row, back)
    return kept


async def _put_back(by: Actor, table: str, row: Row, back: Row) -> list[str]:
    if table == "stock_level":
        return await _count(by, row, back["on_hand"])
    names = ", ".join(f"{name} = ${n}" for n, name in enumerate(back, 2))
    await sql(f"UPDATE {table} SET {names} WHERE id = $1", row["id"], *_typed(back))  # noqa: S608 - columns of ours
    if table == "variant" and {"price", "compare_at"} & back.keys():
        stood = row | back
        await _insert(
            "price_history",
            [{**{n: stood[n] for n in ("shop_id", "price", "compare_at")}, "variant_id": row["id"], "at": now()}],
        )
    return []


async def _count(by: Actor, row: Row, units: int) -> list[str]:
    try:
        async with attempt():
            await adjust(by, row["variant_id"], units - row["on_hand"], REASON)
    except HeldByOrders:
        return ["stock"]
    return []


async def _structure(by: Actor, diff: Diff, there: Tables) -> list[str]:
    """Rows that the run made go, rows that it took away come back with the ids they had."""
    kept, sets = _unchanged_sets(diff, there)
    for table in _DOWN:
        await _delete(table, _ids_to_go(table, diff, there, sets))
    await _delete("product_text", _made(diff, "product_text", there))
    kept += await _remove_variants(by, diff, there)
    for table in ("product_option", "option_value"):
        await _insert(table, diff.get(table, {}).get("gone", ()))
    for table in sets:
        await _insert(table, diff[table]["before"])
    return kept


def _unchanged_sets(diff: Diff, there: Tables) -> tuple[list[str], list[str]]:
    """Sets somebody has changed since, which stay; and those that go back."""
    told = [table for table in SETS if table in diff]
    same = [table for table in told if same_set(there[table].values(), diff[table]["after"])]
    return [table for table in told if table not in same], same


def _ids_to_go(table: str, diff: Diff, there: Tables, sets: Sequence[str]) -> list[int]:
    if table in sets:
        return sorted(there[table])
    return _made(diff, table, there)


def _made(diff: Diff, table: str, there: Tables) -> list[int]:
    """Rows of the run that are still as it left them."""
    rows: Rows = there[table]
    return [row["id"] for row in diff.get(table, {}).get("made", ()) if rows.get(row["id"]) == row]


async def _remove_variants(by: Actor, diff: Diff, there: Tables) -> list[str]:
    made = [row["id"] for row in diff.get("variant", {}).get("made", ()) if row["id"] in there["variant"]]
    for table in _VARIANT_PARTS if made else ():
        await sql(f"DELETE FROM {table} WHERE variant_id IN ({_list(made)})")  # noqa: S608
    await _delete("variant", made)
    return await _remove_levels(by, diff, there, set(made))


async def _remove_levels(by: Actor, diff: Diff, there: Tables, gone: set[int]) -> list[str]:
    """Variants that were counted for the first time are not counted any more."""
    made = [row for row in diff.get("stock_level", {}).get("made", ()) if row["variant_id"] not in gone]
    same = [row for row in made if there["stock_level"].get(row["id"]) == row]
    kept = ["stock"] * (len(made) - len(same))
    for row in same:
        kept += await _count(by, row, 0)
        await sql("DELETE FROM stock_level WHERE id = $1 AND on_hand = 0 AND reserved = 0", row["id"])
    return kept


async def _delete(table: str, ids: Sequence[int]) -> None:
    if ids:
        await sql(f"DELETE FROM {table} WHERE id IN ({_list(ids)})")  # noqa: S608 - numbers of ours


async def _insert(table: str, rows: Sequence[Row]) -> None:
    if rows:
        await insert_rows(table, [dict(zip(row, _typed(row), strict=True)) for row in rows], returning="")


async def _count_up(there: Standing) -> None:
    """New revisions: nothing that is cached of these products is shown any more."""
    products = sorted(there)
    for table, column in (("product", "id"), ("variant", "product_id")):
        await sql(f"UPDATE {table} SET revision = revision + 1 WHERE {column} IN ({_list(products)})")  # noqa: S608


def _typed(row: Row) -> list[Any]:
    """Values as the open database takes them."""
    if get_connection("default").capabilities.dialect == "sqlite":
        return list(row.values())
    return [_for_postgres(name, value) for name, value in row.items()]


def _for_postgres(name: str, value: Any) -> Any:
    if value is not None and name in MOMENTS:
        return datetime.fromisoformat(value)
    return bool(value) if name in FLAGS and value is not None else value


def _list(ids: Sequence[int]) -> str:
    return ", ".join(str(int(one)) for one in ids) or "NULL"
