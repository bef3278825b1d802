"""The public Icecat sample (19,406 electronics products) as Hawker's JSON lines.

    .venv/bin/python -m benchmarks.icecat FOLDER out.jsonl      # FOLDER holds 1.json.zip … 4.json.zip

Its prices are cents without a currency; they came from a site of the United States, so US dollars are taken.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CURRENCY = "USD"
_KINDS = re.compile(r"attr_[tnb]_")
_BLANKS = re.compile(r"_+")


def products(folder: Path) -> Iterator[dict[str, Any]]:
    """One object for every product, in the order of the files."""
    for path in sorted(folder.glob("[0-9].json.zip")):
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
            yield from map(_product, json.load(file))


def write(folder: Path, target: Path) -> int:
    """Write all of them to a file; how many."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for count, product in enumerate(products(folder), 1):  # noqa: B007 - the last number is the count
            out.write(json.dumps(product, ensure_ascii=False) + "\n")
    return count


def _product(item: dict[str, Any]) -> dict[str, Any]:
    facts = ((_KINDS.sub("", name), value) for name, value in item.items() if _KINDS.match(name))
    return {
        "key": item["id"],
        "name": item["title"],
        "description": item.get("short_description", ""),
        "brand": item["supplier"],
        "sku": item["name"],
        "gtin": next((code.zfill(13) for code in item["ean"] if code.isdigit() and len(code) <= 13), None),
        "price": f"{item['price'] // 100}.{item['price'] % 100:02d}",
        "currency": CURRENCY,
        "images": [item["img_500x500"]],
        "attributes": {_label(name): _said(value) for name, value in facts},
    }


def _label(name: str) -> str:
    return _BLANKS.sub(" ", name).strip().capitalize()[:80]


def _said(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]), Path(sys.argv[2])):,} products")
