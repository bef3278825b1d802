"""The first steps of reading an address: the large parts (country, postcode, state, region) leave the text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from domain.customers.address_codes import PATTERNS, find_postcode
from domain.customers.address_words import (
    CITY_AFTER_STREET,
    CITY_LABEL,
    COUNTRY_NAMES,
    REGION,
    STATE_NAMES,
    STATES,
    STREET_AFTER_CITY,
    STREET_WORD,
)
from domain.kit.text import folded

_CITY_STATES = {"SG": "Singapore"}
_FOREIGN_CODE, _UNKNOWN_CODE = 25, 10
_COUNTRIES = {folded(name): code for name, code in COUNTRY_NAMES.items()}


@dataclass
class Draft:
    """What is left of the text, what has been recognised, and how much was guessed (hundredths)."""

    country: str
    segments: list[str]
    parts: dict[str, str] = field(default_factory=dict)
    extras: list[str] = field(default_factory=list)
    doubt: int = 0
    named: bool = False
    city_hint: str = ""
    street_at: int | None = None

    def take(self, index: int) -> str:
        """Remove a segment; what stood after it moves up."""
        if self.street_at is not None and index < self.street_at:
            self.street_at -= 1
        return self.segments.pop(index)


def read_place(text: str, country: str, cities: Collection[str]) -> Draft:
    """The draft without its large parts; `country` holds unless the text or its postcode speaks of another."""
    draft = Draft(country, _segments(text))
    _take_country(draft)
    _take_postcode(draft)
    _cut_known_city(draft, cities)
    _take_state(draft)
    _take_region(draft)
    return draft


def _segments(text: str) -> list[str]:
    """What commas separate, and a city that a label sets apart from its street."""
    parts = [part for piece in re.split(r"[,;|]", text) for part in CITY_AFTER_STREET.split(piece.strip(" -–—"))]
    apart = [p for part in parts for p in (STREET_AFTER_CITY.split(part, 1) if CITY_LABEL.match(part) else [part])]
    return [part.strip() for part in apart if part.strip()]


def _take_country(draft: Draft) -> None:
    for i, segment in reversed(list(enumerate(draft.segments))):
        if code := _COUNTRIES.get(folded(segment).strip(".")):
            draft.country, draft.named = code, True
            del draft.segments[i]
            break
    else:
        _cut_country(draft)
    if city := _CITY_STATES.get(draft.country if draft.named else ""):
        draft.city_hint = city
        draft.parts["city"] = city


def _cut_country(draft: Draft) -> None:
    """A country as the last words of the last segment ("10117 Berlin Germany")."""
    words = draft.segments[-1].split() if draft.segments else []
    for count in (1, 2):
        code = _COUNTRIES.get(folded(" ".join(words[-count:])).strip(".")) if len(words) > count else None
        if code:
            draft.country, draft.named = code, True
            draft.segments[-1] = " ".join(words[:-count])
            return


def _take_postcode(draft: Draft) -> None:
    found = find_postcode(draft.segments, draft.country, named=draft.named)
    if not found:
        return
    draft.parts["postcode"], draft.country = found.code, found.country
    if found.region:
        draft.parts["region"] = found.region
    if found.guessed:
        draft.doubt += _FOREIGN_CODE if draft.country in PATTERNS else _UNKNOWN_CODE
    segment = draft.segments[found.segment]
    before, after = (part.strip(" -") for part in (segment[: found.start], segment[found.end :]))
    draft.segments[found.segment : found.segment + 1] = [part for part in (before, after) if part]
    near = after if after else before
    if near and not re.search(r"\d", near) and not STREET_WORD.search(near):
        draft.city_hint = near


def _cut_known_city(draft: Draft, cities: Collection[str]) -> None:
    """A city of ours at the end of a segment becomes a segment of its own, at the start only where no comma helps."""
    ends = (1, 0) if len(draft.segments) == 1 else (1,)
    for i, segment in enumerate(draft.segments):
        for city in sorted(cities, key=len, reverse=True):
            for end in ends:
                if pair := _parted(segment, city, end):
                    draft.segments[i : i + 1] = pair
                    draft.city_hint = draft.city_hint or pair[end]
                    return


def _parted(segment: str, city: str, end: int) -> list[str] | None:
    """The segment in two, the city being the second part (`end` 1) or the first (0); a label is no other part."""
    words, size = segment.split(), len(city.split())
    cut = len(words) - size if end else size
    pair = [" ".join(words[:cut]), " ".join(words[cut:])]
    return pair if folded(pair[end]) == folded(city) and re.search(r"\d|\w{3}", pair[1 - end]) else None


def _take_state(draft: Draft) -> None:
    """A state or province at the end of a segment: by its code in capitals, beside a postcode in any case."""
    for i, segment in reversed(list(enumerate(draft.segments))):
        name, _, code = re.sub(r"[-()]", " ", segment).strip().rpartition(" ")
        if i and _is_state(draft, code):
            draft.parts.setdefault("region", code.upper())
            draft.city_hint = name.strip() if draft.city_hint in (segment, "") else draft.city_hint
            draft.segments[i : i + 1] = [name.strip()] if name.strip() else []
            return
        if i > 1 and folded(segment) in STATE_NAMES.get(draft.country, ()):
            draft.parts.setdefault("region", draft.take(i))
            draft.city_hint = draft.segments[i - 1]
            return


def _is_state(draft: Draft, code: str) -> bool:
    codes = STATES.get(draft.country, "").split()
    return code in codes or ("postcode" in draft.parts and code.upper() in codes)


def _take_region(draft: Draft) -> None:
    for i, segment in reversed(list(enumerate(draft.segments))):
        if not REGION.search(segment) or re.search(r"\d", segment):
            continue
        name = "region" if "region" not in draft.parts else "district"
        if len(draft.segments) > 1 and name not in draft.parts:
            draft.parts[name] = draft.take(i)
