"""What a merchant lets a file change: prices, stock, texts. The rest of a product stays as it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from domain.imports.capture import Row, Tables
from domain.imports.port import ProductRow, VariantRow
from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class Choices:
    """`bad`: what to do when rows are bad; `missing`: with products that the file does not name."""

    price: bool = True
    stock: bool = True
    texts: bool = True
    bad: Literal["skip", "stop"] = "skip"
    missing: Literal["leave", "unpublish"] = "leave"

    @property
    def whole(self) -> bool:
        """Whether everything the file says goes in."""
        return self.price and self.stock and self.texts

    @property
    def stored(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def choices_of(options: Mapping[str, Any]) -> Choices:
    """As a run's options tell them."""
    told = options.get("choices") or {}
    return Choices(**{name: told[name] for name in Choices.__dataclass_fields__ if name in told})


def limited(row: ProductRow, there: Tables, choices: Choices) -> ProductRow:
    """The row with what must not be changed as the shop has it. What it is silent about is left alone."""
    product = next(iter(there["product"].values()))
    known = {variant["key"]: variant for variant in there["variant"].values()}
    variants = tuple(_variant(v, known.get(v.key), choices) for v in row.variants)
    if choices.texts:
        return replace(row, variants=variants)
    return replace(
        row, variants=variants, names={}, descriptions={}, attributes={}, images=(), categories=(),
        brand=product["brand"], status=product["status"],
        tags=tuple(tag["tag"] for tag in sorted(there["product_tag"].values(), key=lambda tag: tag["id"])),
    )  # fmt: skip


def _variant(row: VariantRow, known: Row | None, choices: Choices) -> VariantRow:
    if known is None:
        return row
    if not choices.price:
        currency, was = row.price.currency, known["compare_at"]
        row = replace(
            row, price=Money(known["price"], currency), compare_at=None if was is None else Money(was, currency)
        )
    if not choices.stock:
        row = replace(row, stock=known["file_stock"], policy=known["policy"])
    return row
