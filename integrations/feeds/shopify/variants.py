"""What a product's rows sell: options, prices, stock and codes of each variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.imports.port import VariantRow
from domain.kit.money import Money
from integrations.feeds import values
from integrations.feeds.shopify.rows import DEFAULT_TITLE, Row
from integrations.feeds.table import Notes, Refused, soft
from integrations.feeds.text import fold, one_line, quoted

Policy = Literal["deny", "backorder", "untracked"]


@dataclass(frozen=True, slots=True)
class Options:
    """Names of the options in use, and the numbers (1–3) of their columns."""

    numbers: tuple[int, ...]
    names: tuple[str, ...]


def read_options(rows: Sequence[Row], notes: Notes) -> Options:
    """Option names from the first row that has them. Raises `Refused` when two options are called the same."""
    sold = [row for row in rows if row.sells]
    numbers = tuple(number for number in (1, 2, 3) if any(row.get(f"value{number}") for row in sold))
    names = tuple(_option_name(rows, number, notes) for number in numbers)
    if numbers == (1,) and fold(names[0]) in ("title", "option 1") and _all_default(sold):
        return Options((), ())
    if len({fold(name) for name in names}) < len(names):
        raise Refused(f"name{numbers[-1]}", "Two options of this product have the same name.")
    return Options(numbers, names)


def read_variants(rows: Sequence[Row], options: Options, currency: str, notes: Notes) -> tuple[VariantRow, ...]:
    """The variants that can be sold; each of the others is refused with its line."""
    kept: list[VariantRow] = []
    taken = _Taken()
    for row in rows:
        try:
            chosen = _values(row, options)
            taken.check(row, chosen)
            kept.append(_variant(row, chosen, taken, currency, notes))
        except Refused as refusal:
            notes.refused(row.line, refusal.name, refusal.problem)
            continue
        taken.add(row, chosen, kept[-1].key)
    return tuple(kept)


class _Taken:
    """SKUs, option values and keys of the variants kept so far, with the line of each."""

    def __init__(self) -> None:
        self.skus: dict[str, int] = {}
        self.combinations: dict[tuple[str, ...], int] = {}
        self.keys: set[str] = set()

    def check(self, row: Row, chosen: tuple[str, ...]) -> None:
        """Raises `Refused` for a SKU or a combination of this product that an earlier row has."""
        if first := self.skus.get(row.get("sku")):
            raise Refused("sku", f"The SKU {quoted(row.get('sku'))} is already on line {first} of this product.")
        if first := self.combinations.get(tuple(map(fold, chosen))):
            named = quoted(" / ".join(chosen)) if chosen else "without options"
            raise Refused("value1", f"A variant {named} is already on line {first} of this product.")

    def add(self, row: Row, chosen: tuple[str, ...], key: str) -> None:
        if sku := row.get("sku"):
            self.skus[sku] = row.line
        self.combinations[tuple(map(fold, chosen))] = row.line
        self.keys.add(key)

    def free_key(self, sku: str, chosen: tuple[str, ...]) -> str:
        key = sku or " / ".join(chosen) or "default"
        while key in self.keys:
            key += "~"
        return key


def _variant(row: Row, chosen: tuple[str, ...], taken: _Taken, currency: str, notes: Notes) -> VariantRow:
    price = _price(row, currency, notes)
    stock, policy = _stock(row, notes)
    return VariantRow(
        key=taken.free_key(row.get("sku"), chosen),
        values=chosen,
        price=price,
        compare_at=_compare_at(row, price, notes),
        sku=row.get("sku"),
        gtin=soft(values.gtin, row, "barcode", "", notes),
        stock=stock,
        policy=policy,
        weight_g=_weight(row, notes),
        image=soft(values.picture, row, "variant_image", "", notes),
        line=row.line,
    )


def _option_name(rows: Sequence[Row], number: int, notes: Notes) -> str:
    named = [(row.line, one_line(row.get(f"name{number}"))) for row in rows if row.get(f"name{number}")]
    if not named:
        return f"Option {number}"
    first_line, first = named[0]
    for line, name in named[1:]:
        if fold(name) != fold(first):
            said = f"This option is called {quoted(name)} here and {quoted(first)} on line {first_line}, which is kept."
            notes.warned(line, f"name{number}", said)
    return first


def _all_default(rows: Sequence[Row]) -> bool:
    return all(row.get("value1").casefold() in ("", DEFAULT_TITLE) for row in rows)


def _values(row: Row, options: Options) -> tuple[str, ...]:
    for number in options.numbers:
        if not row.get(f"value{number}"):
            raise Refused(f"value{number}", "This option has no value here, but other variants have one.")
    return tuple(one_line(row.get(f"value{number}")) for number in options.numbers)


def _price(row: Row, currency: str, notes: Notes) -> Money:
    try:
        price = values.price(row.get("price"), currency)
    except values.Unreadable as error:
        raise Refused("price", str(error)) from None
    if not price:
        notes.warned(row.line, "price", "The price is 0: anyone can take this for nothing.")
    return price


def _compare_at(row: Row, price: Money, notes: Notes) -> Money | None:
    before = soft(lambda text: values.price(text, price.currency), row, "compare_at", None, notes)
    if before is None or before > price:
        return before
    notes.warned(row.line, "compare_at", "The price before is not above the price; it is left out.")
    return None


def _stock(row: Row, notes: Notes) -> tuple[int | None, Policy]:
    """Shopify counts only what names a tracker; without that column a given quantity is what counts."""
    tracked = bool(row.get("tracker")) if "tracker" in notes.columns else bool(row.get("stock"))
    if tracked and not row.get("stock") and "stock" in notes.columns:
        notes.warned(row.line, "stock", "The stock is to be tracked, but no quantity is given; it is not counted.")
    if not tracked or not row.get("stock"):
        return None, "untracked"
    more = soft(values.oversell, row, "policy", False, notes)
    return soft(values.stock, row, "stock", 0, notes), "backorder" if more else "deny"


def _weight(row: Row, notes: Notes) -> int:
    if row.get("grams"):
        return soft(lambda text: values.weight(text, "g"), row, "grams", 0, notes)
    return soft(lambda text: values.weight(text, row.get("weight_unit")), row, "weight", 0, notes)
