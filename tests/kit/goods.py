"""Products as a feed gives them, made with a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.imports.port import ProductRow, VariantRow
from domain.kit.money import Money


def variant(*values: str, price: str = "20.00", stock: int | None = 10, was: str = "", **more: Any) -> VariantRow:
    return VariantRow(
        key=more.pop("key", "-".join(values) or "-"),
        values=values,
        price=Money.parse(price, "USD"),
        compare_at=Money.parse(was, "USD") if was else None,
        stock=stock,
        policy=more.pop("policy", "deny" if stock is not None else "untracked"),
        **more,
    )


def goods(name: str, *variants: VariantRow, **more: Any) -> ProductRow:
    """A product; without `variants` one of them, made from `price`, `stock` and `was`."""
    single = {key: more.pop(key) for key in ("price", "stock", "was", "policy") if key in more}
    if category := more.pop("category", None):
        more["categories"] = (category,)
    return ProductRow(
        key=more.pop("key", name.lower().replace(" ", "-")),
        names=more.pop("names", {"en": name}),
        variants=variants or (variant(**single),),
        **more,
    )


def priced(row: ProductRow, price: str) -> ProductRow:
    """The same product at another price."""
    amount = Money.parse(price, "USD")
    return replace(row, variants=tuple(replace(v, price=amount) for v in row.variants))


class Shelf:
    """A feed of rows that are given to it."""

    name = "shelf"

    def __init__(self, *rows: Any) -> None:
        self.rows = rows

    def recognises(self, path: Path) -> bool:
        return True

    def read(self, path: Path, *, currency: str) -> Iterator[Any]:
        return iter(self.rows)
