"""Which column is what: by its name, else by what stands in it. Only a first guess, for people to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from integrations.feeds.plain.heads import NAMES
from integrations.feeds.table import match, plain
from integrations.feeds.text import tidy

FIELDS = (
    "key", "name", "description", "price", "compare_at", "stock", "sku", "gtin", "category", "brand", "tags", "image",
    "weight", "status",
)  # fmt: skip
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_CODE = re.compile(r"\d{8}|\d{12,14}")
_PRICE = re.compile(r"[^\d\s]{0,3}\s?\d{1,7}[.,]\d{2}\s?[^\d\s]{0,3}")
_WORDS = re.compile(r"[^\W\d_]{2,}.*")
# the field a column of such values most likely is, the surest first
_LIKE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("image", lambda text: bool(_LINK.match(text))),
    ("gtin", lambda text: bool(_CODE.fullmatch(text))),
    ("price", lambda text: bool(_PRICE.fullmatch(text))),
    ("name", lambda text: bool(_WORDS.match(text)) and len(text) <= 200),
)
# a name like "Our price (EUR)" or "Product title 2024" still says what it is
_PARTS = ("price", "name", "title", "stock", "sku", "image", "category", "brand", "weight", "description")
_SAME = {"title": "name"}


def guess(header: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[int, str]:
    """Field by the place of its column; what is not recognised is left out."""
    named = match(header, {name: titles for name, titles in NAMES.items() if name in FIELDS})
    found = {place: name for name, place in named.places}
    for place, title in enumerate(header):
        name = _by_part(title)
        if place not in found and name and name not in found.values():
            found[place] = name
    for name, fits in _LIKE:
        place = _by_values(name, fits, header, samples, found)
        if place >= 0:
            found[place] = name
    return found


def _by_part(title: str) -> str:
    words = plain(title).replace("_", " ").split()
    part = next((part for part in _PARTS if part in words), "")
    return _SAME.get(part, part)


def _by_values(
    name: str,
    fits: Callable[[str], bool],
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    found: dict[int, str],
) -> int:
    """The first free column all of whose samples look like this; -1 when the field has one or none does."""
    if name in found.values():
        return -1
    for place in range(len(header)):
        values = [tidy(row[place]) for row in samples if place < len(row) and tidy(row[place])]
        if place not in found and values and all(map(fits, values)):
            return place
    return -1
