"""Counting the shelf: codes and numbers become a sheet of differences, and the sheet is written down.

A sheet may lie for an hour. What has been sold in between is not written over: such a row is left and said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.audit.actions import record
from domain.catalog.fragments import ids
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput
from domain.kit.rows import placeholders
from domain.kit.text import western_digits
from domain.stock.inventory import InventoryRow, variants
from domain.stock.writing import Counted, write_counts

MOST_LINES = 5_000
MOST_UNITS = 1_000_000
AT_ONCE = 500
_NUMBER = re.compile(r"\d{1,7}")
_LINE = re.compile(r"(.+?)[\s;,=×x*]+(\d{1,7})")
_CODES = ("sku", "barcode", "gtin", "ean")
_UNITS = ("counted", "count", "stock", "on hand")
_BY_CODE = """
SELECT v.id, v.sku, v.gtin, v.policy, v.gives FROM variant v
WHERE v.shop_id = $1 AND v.active AND ({column} IN ({codes}))
"""
_OURS = "SELECT id FROM variant WHERE shop_id = $1 AND id IN ({ids}) AND policy <> 'untracked' AND gives <> 'keys'"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a count says: rows that differ, how many agree, and codes that name nothing, several, or nothing counted."""

    differing: tuple[tuple[InventoryRow, int], ...]
    agreeing: int
    unknown: tuple[str, ...]
    several: tuple[str, ...]
    uncounted: tuple[str, ...]


def read_lines(text: str) -> dict[str, int]:
    """Code → units. A line is a code alone (one unit), or a code and a number; the same code again adds up.

    A file with a head line that names its columns is read by them; rows without a number are left out.
    """
    lines = [line for line in western_digits(text.lstrip("\ufeff")).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise BadInput({"counted": N_("Count at most 5000 lines at once.")})
    pairs = _by_heads(lines) if lines and _heads(lines[0]) else map(_pair, lines)
    found: dict[str, int] = {}
    for code, units in pairs:
        found[code] = min(found.get(code, 0) + units, MOST_UNITS)
    return found


def _pair(line: str) -> tuple[str, int]:
    found = _LINE.fullmatch(line.strip())
    return (found[1].strip().strip('"'), int(found[2])) if found else (line.strip().strip('"'), 1)


def _heads(line: str) -> list[str]:
    """The names of columns, when the line is a head that has a code and a number."""
    heads = [cell.strip().strip('"').casefold() for cell in re.split(r"[,;\t]", line)]
    return heads if set(heads) & set(_CODES) and set(heads) & set(_UNITS) else []


def _by_heads(lines: list[str]) -> Iterable[tuple[str, int]]:
    heads = _heads(lines[0])
    separator = next(sign for sign in "\t;," if sign in lines[0])
    units = next(heads.index(name) for name in _UNITS if name in heads)
    codes = [heads.index(name) for name in _CODES if name in heads]
    for cells in csv.reader(lines[1:], delimiter=separator):
        padded = [cell.strip().lstrip("'") for cell in cells] + [""] * len(heads)
        code = next((padded[n] for n in codes if padded[n]), "")
        if code and _NUMBER.fullmatch(padded[units]):
            yield code, int(padded[units])


async def sheet(by: Actor, text: str) -> Sheet:
    """Compare a count with what is written. Raises `BadInput`, `NotAllowed`."""
    require(by, Permission.EDIT_STOCK)
    counted = read_lines(text)
    if not counted:
        raise BadInput({"counted": N_("Write or scan at least one SKU or barcode.")})
    named = await _named(by, list(counted))
    single = {code: own[0]["id"] for code, own in named.items() if len(own) == 1}
    untold = {code for code in single if named[code][0]["policy"] == "untracked" or named[code][0]["gives"] == "keys"}
    units: dict[int, int] = {}
    for code, variant_id in single.items():
        units[variant_id] = units.get(variant_id, 0) + (0 if code in untold else counted[code])
    rows = await variants(by, [single[code] for code in single if code not in untold])
    differing = tuple((row, units[row.id]) for row in rows if row.on_hand != units[row.id])
    return Sheet(
        differing=differing,
        agreeing=len(rows) - len(differing),
        unknown=tuple(code for code in counted if not named.get(code)),
        several=tuple(code for code, own in named.items() if len(own) > 1),
        uncounted=tuple(sorted(untold)),
    )


async def _named(by: Actor, codes: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The variants of each code: by SKU, else by barcode."""
    found: dict[str, list[dict[str, Any]]] = {}
    for column in ("sku", "gtin"):
        left = [code for code in codes if code not in found]
        for start in range(0, len(left), AT_ONCE):
            part = left[start : start + AT_ONCE]
            statement = _BY_CODE.format(column=f"v.{column}", codes=placeholders(len(part), 2))
            for row in await sql(statement, by.shop_id, *part):
                found.setdefault(str(row[column]), []).append(row)
    return found


async def apply_count(by: Actor, counts: Sequence[Counted], reason: str) -> tuple[int, tuple[int, ...]]:
    """Write a sheet down: (how many were, the variants that were not because they have moved or are held by orders)."""
    require(by, Permission.EDIT_STOCK)
    if any(not 0 <= one.to <= MOST_UNITS for one in counts) or len(counts) > MOST_LINES:
        raise BadInput({"counted": N_("Count at most 5000 lines at once.")})
    done: set[int] = set()
    for start in range(0, len(counts), AT_ONCE):
        done |= await _apply(by, counts[start : start + AT_ONCE], reason)
    return len(done), tuple(one.variant_id for one in counts if one.variant_id not in done)


async def _apply(by: Actor, part: Sequence[Counted], reason: str) -> set[int]:
    async with transaction():
        listed = _OURS.format(ids=ids([one.variant_id for one in part]))
        ours = {row["id"] for row in await sql(listed, by.shop_id)}
        own = {one.variant_id: one for one in part if one.variant_id in ours}
        done = await write_counts(by, sorted(own.values()), reason)
        if done:
            changes = {str(key): [own[key].was, own[key].to] for key in sorted(done)}
            await record(by, "stock.count_applied", f"count:{min(done)}", changes, reason)
    return done
