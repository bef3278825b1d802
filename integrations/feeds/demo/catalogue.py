"""The demo shop's goods as feed rows, read from goods/*.toml (facts) and texts/<locale>/*.toml (words).

English is the language of goods/*.toml; other languages have a words.toml with the names of categories by their path
and every short word (options, attributes, ways of delivery).

A product's `price`, `was` (the price before the sale), `grams`, `stock` and `policy` hold for all its variants unless
a variant says otherwise; without `stock` it is not counted. `is` is the variant's value of the last option. With
`across`, every variant row is repeated for each value of the first option, and a list gives one figure per value.
What is `digital` is handed over in the chat: it has a price in Stars, and so many `keys` or a `file`.
`pictures` are recipes for `pictures.py`; a variant's `picture` is the number of its own one.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from domain.imports.port import CategoryRow, ImageRow, ProductRow, VariantRow, WordRow
from domain.kit.money import Money

CURRENCY = "USD"
DEPARTMENTS = ("kitchen", "pantry", "clothing", "home", "stationery")
ENGLISH = "en"
_WHOLE = frozenset(f"{name}.toml" for name in (*DEPARTMENTS, "shop"))

Facts = Mapping[str, Any]
Words = dict[str, dict[str, dict[str, str]]]


def catalogue() -> Iterator[ProductRow]:
    """Every product of the demo shop, in the order a visitor meets them; prices are in US dollars."""
    for department in DEPARTMENTS:
        words = _words(department)
        for facts in goods(department):
            yield _product(facts, words)


def goods(department: str) -> list[Facts]:
    """The raw facts of one department's products."""
    products: list[Facts] = _toml("goods", f"{department}.toml")["product"]
    return products


@dataclass(frozen=True, slots=True)
class DigitalGoods:
    """What buyers of a digital product get, by the product's key: codes, or a file (its name and contents)."""

    key: str
    stars: int
    codes: tuple[str, ...] = ()
    file: tuple[str, bytes] | None = None


def digital() -> Iterator[DigitalGoods]:
    """Every digital product of the demo shop."""
    for facts in (facts for department in DEPARTMENTS for facts in goods(department) if "digital" in facts):
        given = facts["digital"]
        name = given.get("file", "")
        yield DigitalGoods(
            facts["key"],
            given["stars"],
            codes=tuple(_made_up(facts["sku"], n) for n in range(given.get("keys", 0))),
            file=(f"{facts['key']}.txt", _in_every_language(name)) if name else None,
        )


def _made_up(sku: str, number: int) -> str:
    """A code nobody could use, always the same one."""
    digits = zlib.crc32(f"{sku} {number}".encode())
    return f"DEMO-{digits >> 16:04X}-{digits & 0xFFFF:04X}"


def _in_every_language(name: str) -> bytes:
    folders = resources.files(__package__).joinpath("texts")
    return "\n\n".join(folders.joinpath(locale, name).read_text(encoding="utf-8") for locale in _locales()).encode()


def source(key: str, number: int) -> str:
    """The name of a product's picture, counted from 1."""
    return f"demo:{key}-{number}"


def shop_texts() -> dict[str, dict[str, str]]:
    """Locale → the shop's own words by name: pitch, delivery, returns, payment, terms, privacy."""
    return {locale: _toml("texts", locale, "shop.toml") for locale in _locales()}


def categories() -> Iterator[CategoryRow]:
    """What the departments and their shelves are called in other languages."""
    for path, names in _other_languages("categories").items():
        yield CategoryRow(tuple(path.split(" / ")), names)


def words() -> Iterator[WordRow]:
    """What the shop says in a line, what options, attributes and ways of delivery are called, in other languages."""
    pitches = {locale: texts["pitch"] for locale, texts in shop_texts().items()}
    yield WordRow(pitches.pop(ENGLISH), pitches)
    for word, texts in _other_languages("words").items():
        yield WordRow(word, texts)


def _other_languages(table: str) -> dict[str, dict[str, str]]:
    """English → locale → text, of one table of every words.toml."""
    found: dict[str, dict[str, str]] = {}
    for locale in _locales():
        if locale != ENGLISH:
            for english, text in _toml("texts", locale, "words.toml")[table].items():
                found.setdefault(english, {})[locale] = text
    return found


def _toml(*path: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(*path).read_text(encoding="utf-8"))


def _words(department: str) -> Words:
    """Locale → product key → name and text; a new language is a new folder under texts/."""
    return {locale: _toml("texts", locale, f"{department}.toml") for locale in _locales()}


def _locales() -> list[str]:
    """The languages whose texts are whole."""
    folders = [folder for folder in resources.files(__package__).joinpath("texts").iterdir() if folder.is_dir()]
    return sorted(folder.name for folder in folders if not _missing(folder))


def _missing(folder: Traversable) -> frozenset[str]:
    needed = _WHOLE if folder.name == ENGLISH else _WHOLE | {"words.toml"}
    return needed - {file.name for file in folder.iterdir()}


def _product(facts: Facts, words: Words) -> ProductRow:
    key = facts["key"]
    names = {locale: texts[key]["name"] for locale, texts in words.items()}
    variants = tuple(_variants(facts))
    return ProductRow(
        key=key,
        names=names,
        descriptions={locale: texts[key]["text"] for locale, texts in words.items()},
        brand=facts["brand"],
        categories=(tuple(facts["path"].split(" / ")),),
        tags=tuple(facts["tags"]),
        options=tuple(facts.get("options", ())),
        attributes=dict(facts["attributes"]),
        images=tuple(_images(facts)),
        tax_class=facts.get("tax_class", "standard"),
        requires_shipping="digital" not in facts,
        variants=variants,
    )


def _variants(facts: Facts) -> Iterator[VariantRow]:
    for row in facts.get("variants", [{}]):
        merged = {**facts, **row}
        for position, first in enumerate(facts.get("across", [None])):
            values = tuple(value for value in (first, row.get("is")) if value)
            yield _variant(merged, values, position)


def _variant(facts: Facts, values: tuple[str, ...], position: int) -> VariantRow:
    sku = "-".join([facts["sku"], *map(_code, values)])
    stock = _figure(facts, "stock", position)
    return VariantRow(
        key=sku,
        sku=sku,
        values=values,
        price=Money.parse(_figure(facts, "price", position), CURRENCY),
        compare_at=Money.parse(facts["was"], CURRENCY) if "was" in facts else None,
        stock=stock,
        policy="untracked" if stock is None else facts.get("policy", "deny"),
        weight_g=_figure(facts, "grams", position),
        image=source(facts["key"], facts["picture"]) if "picture" in facts else "",
    )


def _figure(facts: Facts, name: str, position: int) -> Any:
    found = facts.get(name)
    return found[position] if isinstance(found, list) else found


def _code(value: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "", value.upper())


def _images(facts: Facts) -> Iterator[ImageRow]:
    """Without words of their own: each reader is told the product's name and the variant's in their language."""
    for number in range(1, len(facts["pictures"]) + 1):
        yield ImageRow(source(facts["key"], number))
