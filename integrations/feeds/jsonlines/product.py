"""One line: a product, a category's names, or a word in other languages."""

from __future__ import annotations

from typing import Any, Literal

from domain.imports.port import CategoryRow, ImageRow, ProductRow, WordRow
from integrations.feeds import values, words
from integrations.feeds.jsonlines.fields import Fields
from integrations.feeds.jsonlines.variant import read_variants, tell_unknown
from integrations.feeds.markup import safe_html
from integrations.feeds.table import Refused
from integrations.feeds.text import cut, one_line, quoted

MAX_KEY = 200
Status = Literal["draft", "active", "archived"]
_STATUSES: dict[str, Status] = {"draft": "draft", "active": "active", "archived": "archived"}


def read_product(fields: Fields, currency: str, locale: str) -> ProductRow:
    """A product. Raises `Refused`."""
    options = tuple(map(one_line, fields.texts("options")))
    variants = read_variants(fields, options, currency)
    product = ProductRow(
        key=fields.notes.key or "",
        names=_names(fields, locale),
        variants=variants,
        descriptions={code: safe_html(text) for code, text in _described(fields, locale).items()},
        status=_status(fields),
        brand=one_line(fields.text("brand")),
        categories=words.deepest(_paths(fields)),
        tags=words.tags(fields.texts("tags")),
        options=options,
        attributes={name: one_line(text) for name, text in fields.mapped("attributes").items() if text},
        images=_images(fields, [variant.image for variant in variants]),
        tax_class=fields.text("tax_class")[:20] or "standard",
        requires_shipping=fields.flag("requires_shipping", True),
        line=fields.notes.line,
    )
    tell_unknown(fields)
    return product


def read_key(fields: Fields) -> str:
    """What a product is known by. Raises `Refused`."""
    key = one_line(fields.text("key"))
    if not key:
        raise Refused("key", "This product has no key.")
    if len(key) > MAX_KEY:
        raise Refused("key", f"This key is longer than {MAX_KEY} characters.")
    return key


def read_category(fields: Fields, locale: str) -> CategoryRow:
    """A category's names. Raises `Refused`."""
    path = _path("category", fields.get("category"))
    if not path:
        raise Refused("category", "This path is empty.")
    names = {code: one_line(text) for code, text in fields.spoken("name", "names", locale).items()}
    row = CategoryRow(path, names, _described(fields, locale), fields.notes.line)
    tell_unknown(fields)
    return row


def read_word(fields: Fields) -> WordRow:
    """A word in other languages. Raises `Refused`."""
    word = one_line(fields.text("word"))
    if not word:
        raise Refused("word", "This word is empty.")
    texts = fields.spoken("", "texts", "")
    row = WordRow(word, {code: one_line(text) for code, text in texts.items()}, fields.notes.line)
    tell_unknown(fields)
    return row


def _names(fields: Fields, locale: str) -> dict[str, str]:
    names = fields.spoken("name", "names", locale)
    if not names:
        raise Refused("name", "This product has no name.")
    for code, name in names.items():
        if len(name) > words.MAX_TITLE:
            said = f"This name has {len(name)} characters; it is cut to {words.MAX_TITLE}."
            fields.notes.add("warned", f"names.{code}", said)
    return {code: cut(one_line(name), words.MAX_TITLE) for code, name in names.items()}


def _described(fields: Fields, locale: str) -> dict[str, str]:
    found = fields.spoken("description", "descriptions", locale)
    for code, text in found.items():
        if len(text) > words.LONG_BYTES:
            said = f"This description has {len(text)} characters; at most 200 kB of it are kept."
            fields.notes.add("warned", f"descriptions.{code}", said)
    return found


def _status(fields: Fields) -> Status:
    said = fields.text("status") or "active"
    if said not in _STATUSES:
        raise Refused("status", f"{quoted(said)} is no status; write active, draft or archived.")
    return _STATUSES[said]


def _paths(fields: Fields) -> list[tuple[str, ...]]:
    return [_path(place, value) for place, value in fields.items("categories")]


def _path(place: str, value: Any) -> tuple[str, ...]:
    """["Home", "Lamps"], or "Home > Lamps"."""
    steps = value.split(">") if isinstance(value, str) else value
    if not isinstance(steps, list) or not all(isinstance(step, str) for step in steps):
        raise Refused(place, 'A category is a list of names from the root: ["Home", "Lamps"].')
    return words.path(steps)


def _images(fields: Fields, of_variants: list[str]) -> tuple[ImageRow, ...]:
    found: dict[str, ImageRow] = {}
    for place, value in fields.items("images"):
        own = Fields(value if isinstance(value, dict) else {"url": value}, fields.notes, place)
        source = own.soft(values.picture, "url", "")
        alt = one_line(own.text("alt"))
        if source:
            found.setdefault(source, ImageRow(source, alt))
        tell_unknown(own)
    return tuple((found | {one: found.get(one, ImageRow(one)) for one in of_variants if one}).values())
