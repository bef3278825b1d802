"""The cells of Hawker's table: guards taken off, several things in one cell, languages in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from integrations.feeds import rows
from integrations.feeds.table import Refused, Row

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("key",),
    "variant": ("variant key",),
    "status": ("status",),
    "brand": ("brand",),
    "categories": ("categories",),
    "tags": ("tags",),
    "attributes": ("attributes",),
    "pictures": ("pictures",),
    "tax_class": ("tax class",),
    "shipping": ("shipping",),
    "price": ("price",),
    "compare_at": ("compare at",),
    "currency": ("currency",),
    "sku": ("sku",),
    "gtin": ("gtin",),
    "stock": ("stock",),
    "policy": ("policy",),
    "weight_g": ("weight (g)",),
    "picture": ("variant picture",),
}
_SPOKEN = re.compile(r"(?P<what>name|description) \((?P<locale>[^()]+)\)")
_SOLD = ("price", "compare_at", "currency", "sku", "gtin", "stock", "policy", "weight_g")
_KEPT = ("status", "brand", "tax_class")


def said_by(run: Sequence[Row]) -> dict[str, Any]:
    """What the rows of a product say, as an object of JSON lines. Raises `Refused`."""
    bare = [Row(row.line, {name: unguarded(text) for name, text in row.cells.items()}) for row in run]
    head = bare[0]
    options = _in_order(rows.by_number(head, "option"))
    said: dict[str, Any] = {name: head.get(name) for name in ("key", *_KEPT) if head.get(name)}
    said |= {
        "names": _spoken(head, "name"),
        "descriptions": _spoken(head, "description"),
        "categories": _listed(head, "categories"),
        "tags": _listed(head, "tags"),
        "attributes": _facts(head),
        "images": [_picture(text) for text in head.get("pictures").split("\n") if text.strip()],
        "options": options,
        "variants": [_variant(row, len(options)) for row in bare],
        "requires_shipping": head.get("shipping").casefold() not in ("no", "false", "0"),
    }
    return said


def unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell."""
    return text[1:] if text.startswith("'") else text


def _variant(row: Row, options: int) -> dict[str, Any]:
    said: dict[str, Any] = {name: row.get(name) for name in _SOLD if row.get(name)}
    said |= {"key": row.get("variant"), "image": row.get("picture")}
    chosen = _in_order(rows.by_number(row, "value"))[:options]
    return {name: value for name, value in said.items() if value} | {"values": chosen}


def _in_order(found: dict[int, str]) -> list[str]:
    return [found[number] for number in sorted(found)]


def _spoken(row: Row, what: str) -> dict[str, str]:
    found = ((_SPOKEN.fullmatch(name), text) for name, text in row.cells.items())
    return {_locale(match["locale"]): text for match, text in found if match and match["what"] == what}


def _locale(code: str) -> str:
    """zh_hans, as columns are compared, is zh_Hans."""
    language, _, rest = code.partition("_")
    return f"{language}_{rest.capitalize() if len(rest) > 2 else rest.upper()}" if rest else language


def _listed(row: Row, name: str) -> list[Any]:
    text = row.get(name)
    if text.startswith("["):
        found = _parsed(name, text)
        return found if isinstance(found, list) else []
    return [line for line in text.split("\n") if line.strip()]


def _facts(row: Row) -> dict[str, Any]:
    text = row.get("attributes")
    if text.startswith("{"):
        found = _parsed("attributes", text)
        return found if isinstance(found, dict) else {}
    pairs = (line.partition(":") for line in text.split("\n") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _picture(text: str) -> str | dict[str, str]:
    source, _, alt = text.strip().partition(" ")
    return {"url": source, "alt": alt} if alt else source


def _parsed(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refused(name, "This cell begins as JSON and is none.") from None
