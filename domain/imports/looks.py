"""How a product of a file will look, and which of its cells are new: what the preview of an import shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.imports.capture import Row, Tables
from domain.imports.plan import Planned
from domain.imports.port import ProductRow
from domain.kit.money import Money

LONGEST = 120
SHOWN = 50


def look(one: Planned, locale: str, there: Tables | None) -> dict[str, Any]:
    """One row of the preview. `changes` are (field, before, after)."""
    row = one.row
    before, after = _before(there, row, locale) if there else {}, _after(row, locale)
    told = {name: text for name, text in after.items() if text or name in ("price", "stock")}
    changes = [[name, before.get(name, ""), text] for name, text in told.items() if there and before.get(name) != text]
    picture = next((image.source for image in row.images if image.source.startswith("https://")), "")
    shown = {name: told.get(name) or before.get(name, "") for name in ("name", "price", "stock", "category", "brand")}
    return {"state": one.state, "line": row.line, "key": row.key, "picture": picture, "changes": changes, **shown}


def _after(row: ProductRow, locale: str) -> dict[str, str]:
    variants = {v.key: (v.price.minor, v.compare_at.minor if v.compare_at else None, v.stock) for v in row.variants}
    currency = row.variants[0].price.currency
    return {
        "name": row.names.get(locale) or next(iter(row.names.values()), ""),
        "description": _cut(row.descriptions.get(locale) or next(iter(row.descriptions.values()), "")),
        **_of_variants(variants, currency),
        "category": " / ".join(row.categories[0]) if row.categories else "",
        "brand": row.brand,
        "tags": ", ".join(sorted(row.tags)),
        "status": row.status,
        "options": ", ".join(row.options),
    }


def _before(there: Tables, row: ProductRow, locale: str) -> dict[str, str]:
    product = next(iter(there["product"].values()))
    text = _text(there, locale)
    active = sorted((v for v in there["variant"].values() if v["active"]), key=lambda v: v["position"])
    variants = {v["key"]: (v["price"], v["compare_at"], v["file_stock"]) for v in active}
    options = sorted(there["product_option"].values(), key=lambda option: option["position"])
    return {
        "name": text.get("name", ""),
        "description": _cut(text.get("description", "")),
        **_of_variants(variants, row.variants[0].price.currency),
        "category": there.get("category", ""),  # its name, where the caller knows it
        "brand": product["brand"],
        "tags": ", ".join(sorted(tag["tag"] for tag in there["product_tag"].values())),
        "status": product["status"],
        "options": ", ".join(option["name"] for option in options),
    }


def _text(there: Tables, locale: str) -> Row:
    texts = {text["locale"]: text for text in there["product_text"].values()}
    return texts.get(locale) or next(iter(texts.values()), {})


def _of_variants(variants: Mapping[str, tuple[int, int | None, int | None]], currency: str) -> dict[str, str]:
    """One amount where all cost the same; else each by its name."""
    prices = {key: _amount(price, currency) for key, (price, _, _) in variants.items()}
    was = {key: _amount(before, currency) for key, (_, before, _) in variants.items() if before is not None}
    stock = {key: "∞" if units is None else str(units) for key, (_, _, units) in variants.items()}
    return {"price": _told(prices), "compare_at": _told(was), "stock": _told(stock)}


def _told(values: Mapping[str, str]) -> str:
    if len(set(values.values())) <= 1:
        return next(iter(values.values()), "")
    return _cut(" · ".join(f"{key} {value}" for key, value in values.items()))


def _amount(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).decimal:f}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
