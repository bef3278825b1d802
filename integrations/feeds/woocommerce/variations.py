"""What a variable product sells: its options, and a variant for each variation, or several where it takes any value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product as combinations

from domain.imports.port import VariantRow
from integrations.feeds import values
from integrations.feeds.table import Notes, Refused, Row, soft
from integrations.feeds.text import fold, one_line, quoted
from integrations.feeds.woocommerce import cells
from integrations.feeds.woocommerce.stock import read_stock

Attributes = dict[str, list[str]]
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The attributes that variations differ by, the values the product lists for each, and their columns."""

    names: tuple[str, ...]
    listed: tuple[list[str], ...]
    numbers: tuple[int, ...]


def attributes_of(row: Row, numbers: Sequence[int]) -> Attributes:
    """A row's attributes with their values."""
    named = ((one_line(row.get(f"aname{n}")), row.get(f"avalue{n}")) for n in numbers)
    return {name: cells.listed(text) for name, text in named if name}


def read_options(row: Row, variations: Sequence[Row], numbers: Sequence[int]) -> Options:
    """The product's attributes that its variations name too, in the product's order."""
    own = attributes_of(row, numbers)
    spelled = {fold(name): name for name in own}
    named: dict[str, bool] = {}
    for variation in variations:
        for name, chosen in attributes_of(variation, numbers).items():
            known = spelled.setdefault(fold(name), name)
            named[known] = named.get(known, False) or bool(chosen)
    used = tuple(name for name in spelled.values() if name in named and (named[name] or own.get(name)))
    return Options(used, tuple(own.get(name, []) for name in used), tuple(numbers))


def read_variants(
    row: Row, variations: Sequence[Row], options: Options, currency: str, notes: Notes
) -> tuple[VariantRow, ...]:
    """The variants that can be sold; each variation that cannot is refused with its line.

    One that takes any value of an option stands for all values no other variation has taken.
    """
    taken = _Taken()
    kept: list[VariantRow] = []
    for variation in sorted(variations, key=lambda own: sum(not chosen for chosen in _chosen(own, options))):
        try:
            kept += _of_variation(row, variation, options, taken, currency, notes)
        except Refused as refusal:
            notes.refused(variation.line, refusal.name, refusal.problem)
    return tuple(sorted(kept, key=lambda variant: variant.line or 0))


@dataclass(slots=True)
class _Taken:
    """Combinations of values and keys that variants have already."""

    lines: dict[Values, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def free(self, made: Sequence[Values], line: int) -> list[Values]:
        """Those nobody has yet. Raises `Refused` when there are none."""
        found = [chosen for chosen in made if tuple(map(fold, chosen)) not in self.lines]
        if not found:
            first = self.lines[tuple(map(fold, made[0]))]
            named = quoted(" / ".join(made[0])) if made[0] else "without options"
            raise Refused(None, f"A variation {named} is already on line {first}.")
        self.lines |= {tuple(map(fold, chosen)): line for chosen in found}
        return found

    def key(self, sku: str, chosen: Values, alone: bool) -> str:
        named = " / ".join(chosen)
        key = (sku if alone else f"{sku} / {named}".removeprefix(" / ")) or named or "default"
        while key in self.keys:
            key += "~"
        self.keys.add(key)
        return key[:200]


def _of_variation(
    row: Row, variation: Row, options: Options, taken: _Taken, currency: str, notes: Notes
) -> Iterator[VariantRow]:
    price, before = cells.price(variation, currency, notes)
    made = taken.free(_combinations(variation, options), variation.line)
    stock, policy = read_stock(variation, notes)
    if stock is not None and len(made) > 1:
        notes.warned(variation.line, "stock", "This stock is for several values together; it is not counted.")
        stock, policy = None, "untracked"
    one = VariantRow(
        key="",
        values=(),
        price=price,
        compare_at=before,
        sku=variation.get("sku")[:100],
        gtin=soft(values.gtin, variation, "gtin", "", notes),
        stock=stock,
        policy=policy,
        weight_g=cells.weight(variation, notes) or cells.weight(row, notes),
        image=_image(variation, notes),
        line=variation.line,
    )
    alone = len(made) == 1
    return (replace(one, key=taken.key(one.sku, chosen, alone), values=chosen) for chosen in made)


def _combinations(variation: Row, options: Options) -> list[Values]:
    wide = []
    for name, chosen, listed in zip(options.names, _chosen(variation, options), options.listed, strict=True):
        if not chosen and not listed:
            raise Refused(None, f"This variation has no value for {quoted(name)}, but others have one.")
        wide.append([chosen] if chosen else listed)
    return list(combinations(*wide))


def _chosen(variation: Row, options: Options) -> list[str]:
    """A value for each option, "" where any will do."""
    own = {fold(name): chosen for name, chosen in attributes_of(variation, options.numbers).items()}
    return [", ".join(own.get(fold(name), [])) for name in options.names]


def _image(variation: Row, notes: Notes) -> str:
    first = next(iter(cells.listed(variation.get("images"))), "")
    return soft(values.picture, Row(variation.line, {"images": first}), "images", "", notes)
