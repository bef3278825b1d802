"""The shelf as the panel lists it: what is there, held and free, who waits for it, when it last moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.actions import record
from domain.catalog.filters import searched
from domain.catalog.fragments import ids
from domain.catalog.models import Variant
from domain.catalog.queries_panel import names_of
from domain.catalog.tree import shop_now
from domain.kit.actor import Actor, Permission, require
from domain.kit.cache import Lru
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values, in_order, moment
from domain.shop.words import words_at
from domain.stock.levels import open_level
from domain.stock.models import StockLevel

PAGE = 50
STATES = ("", "low", "out", "waiting")

# CROSS JOIN is how SQLite is told to begin with the levels, which few of are low; PostgreSQL finds that out by itself
_LEVELS = "stock_level l CROSS JOIN variant v CROSS JOIN product p"
_JOINED = "v.id = l.variant_id AND p.id = v.product_id"
_VARIANTS = "variant v JOIN product p ON p.id = v.product_id"
_OWN = "v.shop_id = $1 AND v.active AND v.policy <> 'untracked' AND p.status <> 'archived'"
_FREE = "l.on_hand - l.reserved"
_OF = {
    "low": f"l.shop_id = $1 AND {_FREE} > 0 AND {_FREE} <= COALESCE(l.low_at, {{low}})",
    "out": f"l.shop_id = $1 AND {_FREE} <= 0",
    "waiting": "v.id IN (SELECT a.variant_id FROM alert a WHERE a.shop_id = $1 AND a.kind = 'stock'"
    " AND a.sent_at IS NULL)",
}
_WORD = (
    "v.id IN (SELECT w.id FROM variant w WHERE w.shop_id = $1 AND {sku}"
    " UNION ALL SELECT w.id FROM variant w WHERE w.shop_id = $1 AND w.gtin LIKE {word} ESCAPE '!'"
    " UNION ALL SELECT w.id FROM product k CROSS JOIN variant w WHERE k.shop_id = $1 AND {key} AND w.product_id = k.id"
    " UNION ALL SELECT w.id FROM product_text t CROSS JOIN variant w"
    " WHERE t.shop_id = $1 AND {name} AND w.product_id = t.product_id)"
)
_ROWS = """
SELECT v.id, v.product_id, v.sku, v.gtin, v.policy, v.gives, v.position, p.key, p.status,
  COALESCE(l.on_hand, 0) AS on_hand, COALESCE(l.reserved, 0) AS reserved, l.low_at,
  (SELECT COUNT(*) FROM alert a WHERE a.shop_id = $1 AND a.kind = 'stock' AND a.product_id = v.product_id
    AND a.variant_id = v.id AND a.sent_at IS NULL) AS waiting,
  (SELECT m.at FROM stock_move m WHERE m.variant_id = v.id ORDER BY m.at DESC LIMIT 1) AS moved_at
FROM variant v JOIN product p ON p.id = v.product_id
LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE +v.shop_id = $1 AND v.id IN ({ids})
"""
_VALUES = """
SELECT w.variant_id, x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id WHERE w.shop_id = $1 AND w.variant_id IN ({ids}) ORDER BY o.position
"""

_totals: Lru[tuple[int, int, str], int] = Lru(128)


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One variant. `low_at` is its own threshold, None as the shop says; `waiting` asked to be told when it is back."""

    id: int
    product_id: int
    name: str
    label: str
    sku: str
    gtin: str
    policy: str
    by_keys: bool
    on_hand: int
    reserved: int
    low_at: int | None
    waiting: int
    moved_at: datetime | None

    @property
    def free(self) -> int:
        return self.on_hand - self.reserved

    def is_low(self, low: int) -> bool:
        return self.free <= (low if self.low_at is None else self.low_at)


async def inventory(by: Actor, search: str, state: str, low: int, page: int = 1) -> Page[InventoryRow]:
    """What is counted, newest goods first; `low` is the shop's own threshold. Raises `NotAllowed`."""
    require(by, Permission.EDIT_STOCK)
    values = Values([by.shop_id])
    origin = _LEVELS if state in ("low", "out") else _VARIANTS
    where = _where(values, search, state, low)
    if search and not state:
        where = in_order(where, "v")  # by what was found, and not through the whole shelf
    total = await _total(by, origin, where, values, state)
    number = clamp(page, PAGE, total)
    listed = f"SELECT v.id FROM {origin} WHERE {where} ORDER BY v.id DESC LIMIT {PAGE} OFFSET {PAGE * (number - 1)}"  # noqa: S608
    walked = listed if state or search else in_order(listed, "v")
    found = [row["id"] for row in await sql(walked, *values)] if total else []
    return Page(await variants(by, found), number, PAGE, total)


def _where(values: Values, search: str, state: str, low: int) -> str:
    parts = [_OWN, *([_OF[state].format(low=int(low))] if state in _OF else ())]
    parts += [_JOINED] if state in ("low", "out") else []
    return " AND ".join([*parts, *searched(search, values, _WORD)])


async def _total(by: Actor, origin: str, where: str, values: Values, state: str) -> int:
    """No statement for the whole shelf while the catalogue stays the same."""
    plain = not state and len(values) == 1
    key = (by.shop_id, (await shop_now(by)).version, "all") if plain else None
    known = _totals.get(key) if key else None
    if known is None:
        known = int((await sql(f"SELECT COUNT(*) AS n FROM {origin} WHERE {where}", *values))[0]["n"])  # noqa: S608
    return _totals.put(key, known) if key else known


async def variants(by: Actor, variant_ids: list[int]) -> tuple[InventoryRow, ...]:
    """These variants, goods together and each in its merchant's order."""
    require(by, Permission.EDIT_STOCK)
    if not variant_ids:
        return ()
    shop = await shop_now(by)
    rows = await sql(_ROWS.format(ids=ids(variant_ids)), by.shop_id)
    words = await words_at(by, shop.version, by.locale, shop.locale)
    values: dict[int, list[str]] = {}
    for row in await sql(_VALUES.format(ids=ids(variant_ids)), by.shop_id):
        values.setdefault(row["variant_id"], []).append(row["value"])
    names = await names_of({row["product_id"]: row["key"] for row in rows}, by.locale, shop.locale)
    ordered = sorted(rows, key=lambda row: (-row["product_id"], row["position"], row["id"]))
    return tuple(_view(row, names[row["product_id"]], words.each(values.get(row["id"], ()))) for row in ordered)


def _view(row: dict[str, Any], name: str, values: tuple[str, ...]) -> InventoryRow:
    same = "id product_id sku gtin policy on_hand reserved low_at waiting".split()
    fields: dict[str, Any] = {key: row[key] for key in same}
    return InventoryRow(
        **fields, name=name, label=" · ".join(values), by_keys=row["gives"] == "keys", moved_at=moment(row["moved_at"])
    )


async def one(by: Actor, variant_id: int) -> InventoryRow:
    """One of them. Raises `NotFound`."""
    found = await variants(by, [variant_id])
    if not found:
        raise NotFound()
    return found[0]


async def set_threshold(by: Actor, variant_id: int, low_at: int | None) -> None:
    """So few are too few of this variant; None as the shop says for all. Raises `NotFound`, `BadInput`."""
    require(by, Permission.EDIT_STOCK)
    if low_at is not None and not 0 <= low_at <= 100_000:
        raise BadInput({"low_at": N_("Write a whole number from 0 to 100000.")})
    async with transaction():
        if not await Variant.of(by, id=variant_id).exists():
            raise NotFound()
        await open_level(by, variant_id)
        before = await StockLevel.of(by, variant_id=variant_id, place="main").values("low_at")
        await StockLevel.of(by, variant_id=variant_id, place="main").update(low_at=low_at)
        await record(by, "stock.threshold", f"variant:{variant_id}", {"low_at": [before[0]["low_at"], low_at]})
