"""The catalogue as a table for spreadsheets: a row is a variant, the first row of a product describes it.

Cells of several things have one a line. Where a name would be misread so, the cell is JSON instead.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.exports.lines import address
from domain.imports.port import ProductRow, VariantRow

_RUN = re.compile(r"[=+\-@'\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARKED = ("{", "[")
BOM = "\ufeff"  # without it a spreadsheet reads UTF-8 as the system's old code page


@dataclass(frozen=True, slots=True)
class Sheet:
    """The languages of its names and how many options any product has."""

    locales: tuple[str, ...]
    options: int

    def head(self) -> str:
        """The names of the columns."""
        spoken = [f"{what} ({locale})" for what in ("name", "description") for locale in self.locales]
        chosen = [f"option {n} {what}" for n in range(1, self.options + 1) for what in ("name", "value")]
        product = ("status", *spoken, "brand", "categories", "tags", "attributes", "pictures", "tax class", "shipping")
        variant = ("price", "compare at", "currency", "sku", "gtin", "stock", "policy", "weight (g)", "variant picture")
        return BOM + _line(["key", "variant key", *product, *chosen, *variant])

    def rows(self, row: ProductRow) -> str:
        """A product's lines."""
        said = self._product(row)
        blank = [""] * len(said)
        return "".join(
            _line([row.key, variant.key, *(said if first else blank), *self._chosen(row, variant), *_sold(variant)])
            for first, variant in ((n == 0, variant) for n, variant in enumerate(row.variants))
        )

    def _product(self, row: ProductRow) -> list[str]:
        return [
            row.status,
            *(row.names.get(locale, "") for locale in self.locales),
            *(row.descriptions.get(locale, "") for locale in self.locales),
            row.brand,
            _paths(row.categories),
            _each_a_line(row.tags),
            _facts(row.attributes),
            _pictures(row),
            row.tax_class,
            "yes" if row.requires_shipping else "no",
        ]

    def _chosen(self, row: ProductRow, variant: VariantRow) -> list[str]:
        pairs = [cell for pair in zip(row.options, variant.values, strict=True) for cell in pair]
        return pairs + [""] * (2 * self.options - len(pairs))


def guarded(text: str) -> str:
    """What a spreadsheet would run, and what begins with the guard itself, gets an apostrophe before it."""
    return f"'{text}" if _RUN.match(text) else text


def _sold(variant: VariantRow) -> list[str]:
    return [
        str(variant.price.decimal),
        str(variant.compare_at.decimal) if variant.compare_at else "",
        variant.price.currency,
        variant.sku,
        variant.gtin,
        "" if variant.stock is None else str(variant.stock),
        variant.policy,
        str(variant.weight_g) if variant.weight_g else "",
        address(variant.image),
    ]


def _paths(paths: Sequence[tuple[str, ...]]) -> str:
    plain = not any(">" in name or _odd(name) for path in paths for name in path)
    return "\n".join(" > ".join(path) for path in paths) if plain else _json([list(path) for path in paths])


def _each_a_line(words: Sequence[str]) -> str:
    return _json(list(words)) if any(map(_odd, words)) else "\n".join(words)


def _facts(facts: dict[str, str]) -> str:
    plain = not any(":" in name or _odd(name) or "\n" in text for name, text in facts.items())
    return "\n".join(f"{name}: {text}" for name, text in facts.items()) if plain else _json(facts)


def _pictures(row: ProductRow) -> str:
    """An address and, after a space, its words."""
    return "\n".join(f"{address(image.source)} {image.alt}".strip() for image in row.images)


def _odd(name: str) -> bool:
    return "\n" in name or name.startswith(_MARKED)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()
