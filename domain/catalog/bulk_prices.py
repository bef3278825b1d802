"""New prices for many products: said in numbers before, written in parts, taken back as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.catalog.bulk import Outcome, Rows, Step, run
from domain.catalog.filters import ProductFilter
from domain.catalog.fragments import ids
from domain.catalog.repricing import DEAREST, STEEPEST_BP, Effect, Priced, Repricing, effect
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import N_, BadInput
from domain.kit.money import Money
from domain.kit.rows import Values, insert_rows, moment, row_lock
from domain.outbox.actions import put
from domain.shop.card_sums import check_price
from domain.shop.queries import shop_of

_COLUMNS = "v.price, v.compare_at, v.compare_from, v.compare_to"
_COUNTED = f"""
SELECT {_COLUMNS}, COUNT(*) AS n FROM variant v JOIN product p ON p.id = v.product_id
WHERE {{where}} AND v.active GROUP BY {_COLUMNS}
"""  # noqa: S608 - columns of ours
_READ = f"""
SELECT v.id, v.product_id, {_COLUMNS} FROM variant v
WHERE +v.shop_id = $1 AND v.active AND v.product_id IN ({{ids}}) ORDER BY v.id {{lock}}
"""  # noqa: S608 - columns of ours
_WRITE = """
UPDATE variant SET price = w.column2, compare_at = CAST(w.column3 AS BIGINT), compare_from = $2, compare_to = $3,
  revision = revision + 1
FROM (VALUES {rows}) w WHERE variant.id = w.column1 AND variant.price = w.column4 AND variant.shop_id = $1
RETURNING id, product_id, price, compare_at
"""
_PRODUCTS = """
UPDATE product SET price_from = (SELECT MIN(v.price) FROM variant v WHERE v.product_id = product.id AND v.active),
  price_to = (SELECT MAX(v.price) FROM variant v WHERE v.product_id = product.id AND v.active),
  on_sale = EXISTS (SELECT 1 FROM variant v WHERE v.product_id = product.id AND v.active AND v.compare_at > v.price)
WHERE +shop_id = $1 AND id IN ({ids})
"""
_AWAITED = "SELECT DISTINCT product_id FROM alert WHERE shop_id = $1 AND kind = 'price' AND product_id IN ({ids})"
Change = tuple[int, Priced, Priced]  # variant, before, after


async def price_effect(by: Actor, wanted: ProductFilter, change: Repricing) -> Effect:
    """What the change would do, in numbers. Raises `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    _check(change)
    values = Values([by.shop_id])
    rows = await sql(_COUNTED.format(where=wanted.where(values)), *values)
    return effect(change, [(_priced(row), row["n"]) for row in rows])


async def reprice(by: Actor, wanted: ProductFilter, change: Repricing) -> Outcome:
    """Carry it out. Raises `BadInput`, `TooMuchForCards`."""
    _check(change)
    highest = (await price_effect(by, wanted, change)).after[1]
    shop = await shop_of(by)
    check_price(shop, Money(highest, shop.currency))
    return await run(by, wanted, "price", lambda by, part: _repriced(by, part, change))


def _check(change: Repricing) -> None:
    if change.kind == "set" and not 0 <= change.to <= DEAREST:
        raise BadInput({"amount": N_("Write the price as an amount in the shop's currency.")})
    steepest = 9_999 if change.kind == "sale" or change.bp < 0 else STEEPEST_BP
    if change.kind in ("percent", "sale") and not 0 < abs(change.bp) <= steepest:
        raise BadInput({"percent": N_("Write a percentage above 0, and below 100 to go down.")})
    if change.begins and change.ends and change.ends <= change.begins:
        raise BadInput({"ends": N_("A reduced price must end after it begins.")})


def _priced(row: dict[str, Any]) -> Priced:
    return Priced(row["price"], row["compare_at"], moment(row["compare_from"]), moment(row["compare_to"]))


async def _repriced(by: Actor, part: list[int], change: Repricing) -> Step:
    rows = await sql(_READ.format(ids=ids(part), lock=row_lock("v")), by.shop_id)
    moved = [(row["id"], _priced(row), change.of(_priced(row))) for row in rows]
    done = await _write(by, [one for one in moved if one[1] != one[2]])
    products = sorted({row["product_id"] for row in rows if row["id"] in done})
    await _follow(by, products)
    await _tell_cheaper(by, {r["product_id"] for r, m in zip(rows, moved, strict=True) if m[2].price < m[1].price})
    return Step([_kept(one) for one in moved if one[0] in done], products, len(done))


async def _write(by: Actor, changes: Sequence[Change]) -> set[int]:
    """Those still at the price they were read with; one statement for each from–to of sales."""
    done: dict[int, Any] = {}
    for span in {(after.begins, after.ends) for _, _, after in changes}:
        own = [one for one in changes if (one[2].begins, one[2].ends) == span]
        values = ", ".join(f"({i}, {to.price}, {_or_null(to.was)}, {was.price})" for i, was, to in own)
        done |= {row["id"]: row for row in await sql(_WRITE.format(rows=values), by.shop_id, *span)}
    if done:
        at = now()
        history = [
            {"shop_id": by.shop_id, "variant_id": key, "price": r["price"], "compare_at": r["compare_at"], "at": at}
            for key, r in done.items()
        ]
        await insert_rows("price_history", history, returning="")
    return set(done)


def _or_null(minor: int | None) -> str:
    return "NULL" if minor is None else str(int(minor))


async def _follow(by: Actor, products: Sequence[int]) -> None:
    if products:
        await sql(_PRODUCTS.format(ids=ids(list(products))), by.shop_id)


async def _tell_cheaper(by: Actor, products: set[int]) -> None:
    """Only for goods somebody waits for: thousands of topics would hold up what customers wait for."""
    if products:
        for row in await sql(_AWAITED.format(ids=ids(sorted(products))), by.shop_id):
            await put(by, "price.dropped", {"product_id": row["product_id"]})


def _kept(change: Change) -> list[Any]:
    variant_id, was, to = change
    return [variant_id, to.price, was.price, was.was, *(t.isoformat() if t else None for t in (was.begins, was.ends))]


async def restore_prices(by: Actor, was: Rows) -> int:
    """Each as it was, unless somebody has priced it anew since."""
    back = [
        (row[0], Priced(row[1]), Priced(row[2], row[3], moment(row[4]), moment(row[5]))) for row in was
    ]  # fmt: skip
    done = await _write(by, back)
    if done:
        found = await sql(
            f"SELECT DISTINCT product_id FROM variant WHERE shop_id = $1 AND id IN ({ids(sorted(done))})",  # noqa: S608
            by.shop_id,
        )
        await _follow(by, [row["product_id"] for row in found])
    return len(done)
