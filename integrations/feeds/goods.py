"""One product with its variants, from rows in the fields of a plain table: how most formats end up being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from domain.imports.port import ImageRow, ProductRow, VariantRow
from integrations.feeds.plain.product import Reading, check_name, describe, read_images, read_variant
from integrations.feeds.table import Notes, Refused, Row
from integrations.feeds.text import fold, one_line, quoted

MAX_VALUE = 120
_VARIANT = {"ru": "Вариант", "zh_Hans": "款式"}
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing sold: its row, its option values, what it is known by in its product, and what it is called."""

    row: Row
    chosen: dict[str, str] = field(default_factory=dict)
    code: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class _Sold:
    offer: Offer
    variant: VariantRow
    images: tuple[ImageRow, ...]


def read_goods(head: Row, offers: Sequence[Offer], key: str, how: Reading, notes: Notes) -> ProductRow:
    """The product that `head` describes, sold as `offers`; those that cannot be sold are refused with their lines.

    Raises `Refused` when none is left.
    """
    check_name(head)
    sold = [one for one in (_read(offer, how, notes, alone=len(offers) == 1) for offer in offers) if one]
    if not sold:
        raise Refused(None, "Nothing of this product can be sold." if offers else "This product has no price.")
    names, sold = _told_apart(sold, how.locale, notes)
    variants = tuple(_variants(sold, names))
    product = describe(head, key, variants, how, notes)
    images = {image.source: image for image in product.images}
    images |= {image.source: image for one in sold for image in one.images if image.source not in images}
    return replace(product, options=names, images=tuple(images.values()))


def differing(facts: list[dict[str, str]]) -> list[dict[str, str]]:
    """What a choice is made by: the parameters that are not the same for all."""
    names = dict.fromkeys(name for own in facts for name in own)
    different = [name for name in names if len({own.get(name) for own in facts}) > 1]
    return [{name: own[name] for name in different if name in own} for own in facts]


def common_name(rows: list[Row]) -> str:
    """The words that the names of all offers begin with, else the first name."""
    split = [row.get("name").split() for row in rows]
    same = takewhile(lambda nth: len(set(nth)) == 1, zip(*split, strict=False))
    return " ".join(nth[0] for nth in same).rstrip(" ,(-–—") or rows[0].get("name")


def own_name(row: Row, rows: list[Row]) -> str:
    """What is left of a name without the words it shares with the others, else its key."""
    return row.get("name").removeprefix(common_name(rows)).strip(" ,()-–—") or row.get("key")


def _read(offer: Offer, how: Reading, notes: Notes, *, alone: bool) -> _Sold | None:
    try:
        variant = read_variant(offer.row, how, notes)
    except Refused as refusal:
        if alone:
            raise
        notes.refused(offer.row.line, refusal.name, refusal.problem)
        return None
    images = read_images(offer.row, notes) if not alone and offer.row.get("image") else ()
    picture = images[0].source if images else ""
    return _Sold(offer, replace(variant, image=picture), images)


def _told_apart(sold: list[_Sold], locale: str, notes: Notes) -> tuple[Values, list[_Sold]]:
    """The options every variant has a value for; where they do not tell all apart, one more option, by name."""
    if len(sold) == 1 and not sold[0].offer.chosen:
        return (), sold
    spelled = _spellings(sold)
    merged = [_spelled(one, spelled) for one in sold]
    names = tuple(name for name in spelled.values() if all(one.offer.chosen.get(name) for one in merged))
    if len({_folded(one, names) for one in merged}) == len(merged) and names:
        return names, merged
    if names and len(names) == len(spelled):
        return names, _each_once(merged, names, notes)
    if spelled:
        notes.warned(merged[0].offer.row.line, None, "Its variants do not all name the same options.")
    return _by_name(merged, names, _VARIANT.get(locale, "Variant"), notes)


def _spellings(sold: Sequence[_Sold]) -> dict[str, str]:
    """The names of options as they are spelled first."""
    found: dict[str, str] = {}
    for name in (name for one in sold for name in one.offer.chosen):
        found.setdefault(fold(name), name)
    return found


def _each_once(sold: list[_Sold], names: Values, notes: Notes) -> list[_Sold]:
    lines: dict[Values, int] = {}
    kept = []
    for one in sold:
        values, line = _folded(one, names), one.offer.row.line
        if first := lines.get(values):
            named = quoted(" / ".join(one.offer.chosen[name] for name in names))
            notes.refused(line, None, f"A variant {named} is already on line {first}.")
            continue
        lines[values] = line
        kept.append(one)
    return kept


def _by_name(sold: list[_Sold], names: Values, option: str, notes: Notes) -> tuple[Values, list[_Sold]]:
    kept: list[_Sold] = []
    lines: dict[str, int] = {}
    for one in sold:
        value = _cut(one.offer.named or one.variant.sku or one.offer.code or f"{len(kept) + 1}")
        if first := lines.get(fold(value)):
            notes.refused(one.offer.row.line, None, f"A variant {quoted(value)} is already on line {first}.")
            continue
        lines[fold(value)] = one.offer.row.line
        chosen = {name: one.offer.chosen[name] for name in names} | {option: value}
        kept.append(replace(one, offer=replace(one.offer, chosen=chosen)))
    return (*names, option), kept


def _variants(sold: Sequence[_Sold], names: Values) -> list[VariantRow]:
    made: list[VariantRow] = []
    taken: set[str] = set()
    for one in sold:
        values = tuple(_cut(one.offer.chosen[name]) for name in names)
        key = (one.offer.code or one.variant.sku or " / ".join(values) if names else "default")[:195]
        while key in taken:
            key += "~"
        taken.add(key)
        made.append(replace(one.variant, key=key, values=values))
    return made


def _spelled(one: _Sold, spelled: dict[str, str]) -> _Sold:
    chosen = {spelled[fold(name)]: value for name, value in one.offer.chosen.items()}
    return replace(one, offer=replace(one.offer, chosen=chosen))


def _folded(one: _Sold, names: Values) -> Values:
    return tuple(fold(_cut(one.offer.chosen[name])) for name in names)


def _cut(text: str) -> str:
    return one_line(text)[:MAX_VALUE]
