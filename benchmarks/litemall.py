"""The public litemall sample (a Chinese shop, a MySQL dump) as Hawker's JSON lines.

.venv/bin/python -m benchmarks.litemall litemall_data.sql out.jsonl      # prices are in CNY
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

CURRENCY = "CNY"
LOCALE = "zh_Hans"
Row = tuple[Any, ...]
_INSERT = re.compile(r"INSERT INTO `litemall_(\w+)` VALUES ")
_TOKEN = re.compile(r"'((?:[^'\\]|\\.|'')*)'|(NULL)|(-?[\d.]+)|([(),;])")
_ESCAPE = re.compile(r"\\(.)|''")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "", None: "'"}
_ONE_FOR_ALL = "标准"


def products(dump: Path) -> Iterator[dict[str, Any]]:
    """One object for every product that is not deleted."""
    shop = _Shop(dump)
    for goods in shop.tables["goods"]:
        if not goods[-1]:
            yield shop.product(goods)


def write(dump: Path, target: Path) -> int:
    """Write all of them to a file; how many."""
    lines = [json.dumps(product, ensure_ascii=False) + "\n" for product in products(dump)]
    target.write_text("".join(lines), encoding="utf-8")
    return len(lines)


class _Shop:
    """The tables of the dump, and how they belong together."""

    def __init__(self, dump: Path) -> None:
        self.tables = _tables(dump)
        self.categories = {row[0]: row for row in self.tables["category"]}
        self.brands = {row[0]: row[1] for row in self.tables["brand"]}
        self.parts = {name: _by_goods(self.tables[name]) for name in _PARTS}

    def product(self, goods: Row) -> dict[str, Any]:
        options = list(dict.fromkeys(row[2] for row in self.parts["goods_specification"][goods[0]]))
        variants = [self._variant(row, goods) for row in self.parts["goods_product"][goods[0]]]
        alone = len(variants) == 1 and variants[0]["values"] == [_ONE_FOR_ALL]
        path = self._path(goods[3])
        said = {
            "key": str(goods[0]),
            "names": {LOCALE: goods[2]},
            "descriptions": {LOCALE: goods[7]},
            "brand": self.brands.get(goods[4], ""),
            "status": "active" if goods[8] else "draft",
            "images": [url for url in (goods[10], *json.loads(goods[5] or "[]")) if url],
            "categories": [path] if path else [],
            "tags": [word for word in re.split("[,，]", goods[6]) if word],
            "attributes": {row[2]: row[3] for row in self.parts["goods_attribute"][goods[0]]},
        }
        if alone:
            return said | {name: value for name, value in variants[0].items() if name not in ("values", "key", "image")}
        return said | {"options": options, "variants": variants}

    def _variant(self, row: Row, goods: Row) -> dict[str, Any]:
        before = goods[15] if Decimal(goods[15]) > Decimal(row[3]) else None
        known = {"key": str(row[0]), "values": json.loads(row[2]), "stock": int(row[4]), "image": row[5]}
        return known | {"price": row[3], "currency": CURRENCY, "compare_at": before}

    def _path(self, category_id: int) -> list[str]:
        row = self.categories.get(category_id)
        return [*self._path(row[4]), row[1]] if row else []


_PARTS = ("goods_product", "goods_specification", "goods_attribute")


def _tables(dump: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for line in dump.read_text(encoding="utf-8").split("\n"):
        if start := _INSERT.match(line):
            found[start[1]] += _rows(line, start.end())
    return found


def _rows(line: str, at: int) -> Iterator[Row]:
    """The rows of one INSERT; decimals stay texts, so that no price is rounded."""
    row: list[Any] = []
    for token in _TOKEN.finditer(line, at):
        text, null, number, mark = token.groups()
        if mark == ")":
            yield tuple(row)
            row = []
        elif not mark:
            plain = number if number and "." in number else int(number or 0)
            row.append(_ESCAPE.sub(_unescaped, text) if text is not None else None if null else plain)


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[1], found[1])


def _by_goods(rows: list[Row]) -> dict[int, list[Row]]:
    """Rows that are not deleted, by the product they belong to."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if not row[-1]:
            found[row[1]].append(row)
    return found


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]), Path(sys.argv[2])):,} products")
