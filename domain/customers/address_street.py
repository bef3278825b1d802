"""The last steps of reading an address: flat, house, street and city out of what the large parts left."""

from __future__ import annotations

import re
from collections.abc import Collection

from domain.customers.address_draft import Draft
from domain.customers.address_words import (
    BUILDING,
    CITY_LABEL,
    DASH_IS_FLAT,
    ENGLISH_STREET_END,
    EXTRA,
    FLAT,
    FLAT_BEFORE_SLASH,
    FLAT_OF,
    HOUSE,
    HOUSE_BEFORE,
    HOUSE_FIRST,
    HOUSE_LABEL,
    SLASH_IS_FLAT,
    STREET_TYPE,
    STREET_WORD,
)
from domain.kit.text import folded

_LETTERS = r"(?=.*[^\W\d_]{2})"
_FIRST = re.compile(rf"^(?P<house>{HOUSE_BEFORE})\s+(?P<street>{_LETTERS}.+)$")
_LAST = re.compile(rf"^(?P<street>{_LETTERS}.*?\D)\s*(?<!\w)(?P<house>{HOUSE})$")
_MIDDLE = re.compile(rf"^(?P<street>{_LETTERS}.*?)\s+(?P<house>{HOUSE})\s+(?P<after>\D+)$")
_DASHED = re.compile(r"(?P<house>\d+\s?\w?(?:/\w+)?(?:\s?[kк]-\d+)?)(?<![kк])-(?P<unit>\w+)", re.IGNORECASE)


def read_street(draft: Draft, cities: Collection[str]) -> None:
    """Take the small parts, the surest words first; what is left afterwards was not understood."""
    _take_labels(draft)
    _take_street(draft)
    _take_city(draft, cities)


def _take_labels(draft: Draft) -> None:
    """Flats, floors, houses that are called so; a segment of nothing else disappears."""
    for i in range(len(draft.segments) - 1, -1, -1):
        had_house = "house" in draft.parts
        left = _unlabelled(draft, draft.segments[i])
        if left:
            draft.segments[i] = left
        else:
            draft.take(i)
        if "house" in draft.parts and not had_house:
            draft.street_at = i if left else i - 1 if i else None


def _unlabelled(draft: Draft, segment: str) -> str:
    segment = _pull(segment, EXTRA, draft.extras)
    for pattern in filter(None, (FLAT, FLAT_OF.get(draft.country))):
        if "unit" not in draft.parts and (found := pattern.search(segment)):
            draft.parts["unit"] = found["flat"]
            segment = segment.replace(found[0], " ", 1)
    buildings: list[str] = []
    if re.search(r"[а-яё]", segment, re.IGNORECASE):
        segment = _pull(segment, BUILDING, buildings)
    if "house" not in draft.parts and (found := HOUSE_LABEL.search(segment)):
        draft.parts["house"] = found["house"]
        segment = segment.replace(found[0], " ", 1)
    draft.parts["building"] = " ".join(filter(None, [draft.parts.get("building", ""), *buildings]))
    return " ".join(segment.split()).strip(" -.")


def _pull(segment: str, pattern: re.Pattern[str], into: list[str]) -> str:
    into.extend(found[0].strip() for found in pattern.finditer(segment))
    return pattern.sub(" ", segment)


def _take_street(draft: Draft) -> None:
    at = _street_segment(draft)
    if at is None:
        return
    draft.street_at = at
    segment = draft.segments[at]
    if "house" in draft.parts:
        draft.parts["street"] = segment
    else:
        _split_house(draft, at, segment)
    draft.take(at)
    _take_bare_numbers(draft, at)
    _split_flat(draft)
    draft.parts["house"] = " ".join(filter(None, [draft.parts.get("house", ""), draft.parts.pop("building", "")]))


def _street_segment(draft: Draft) -> int | None:
    """The segment with a street's word and a number, else with either; else the neighbour of a house number."""
    best, at = 0, None
    for i, segment in enumerate(draft.segments):
        number = bool(re.search(r"\d", segment) and re.search(r"[^\W\d_]{2}", segment))
        score = 2 * bool(STREET_WORD.search(segment)) + number
        if score > best and segment != draft.city_hint:
            best, at = score, i
    if at is None and "house" in draft.parts and draft.segments:
        return min(draft.street_at or 0, len(draft.segments) - 1)
    return _before_bare_number(draft) if at is None else at


def _before_bare_number(draft: Draft) -> int | None:
    bare = (i for i, segment in enumerate(draft.segments) if i and re.fullmatch(HOUSE, segment))
    return next((i - 1 for i in bare if not re.search(r"\d", draft.segments[i - 1])), None)


def _split_house(draft: Draft, at: int, segment: str) -> None:
    number_first = draft.country in HOUSE_FIRST or ENGLISH_STREET_END.search(segment)
    orders = (_FIRST, _LAST, _MIDDLE) if number_first else (_LAST, _MIDDLE, _FIRST)
    found = next((match for order in orders if (match := order.match(segment))), None)
    if not found:
        draft.parts["street"] = segment
        return
    groups = found.groupdict()
    draft.parts["house"], draft.parts["street"] = groups["house"], groups["street"].strip(" -,")
    if after := groups.get("after"):
        _add_city(draft, at, after)
    elif found.re is _FIRST and len(draft.segments) == 1:
        _split_english(draft, at)


def _split_english(draft: Draft, at: int) -> None:
    """ "Downing Street London": what follows the street's type is the city."""
    street = draft.parts["street"]
    if (kind := STREET_TYPE.search(street)) and street[kind.end() :].strip():
        draft.parts["street"] = street[: kind.end()]
        _add_city(draft, at, street[kind.end() :])


def _add_city(draft: Draft, at: int, name: str) -> None:
    draft.segments.insert(at + 1, name.strip())
    draft.doubt += 10


def _take_bare_numbers(draft: Draft, at: int) -> None:
    """ "ул. Ленина, 5, 12": the numbers after a street are its house and flat."""
    for part in ("house", "unit"):
        if part not in draft.parts and at < len(draft.segments) and re.fullmatch(HOUSE, draft.segments[at]):
            draft.parts[part] = draft.take(at)
            draft.street_at = at


def _split_flat(draft: Draft) -> None:
    """A flat written behind (or in Australia before) its house; in "12 k-2" the k-2 is a building of the house."""
    house = re.sub(r"\s*[-–]\s*", "-", draft.parts.get("house", ""))
    if "unit" in draft.parts:
        return
    if draft.country in DASH_IS_FLAT and (found := _DASHED.fullmatch(house)):
        draft.parts |= found.groupdict()
    first, slash, second = house.partition("/")
    if slash and draft.country in SLASH_IS_FLAT:
        draft.parts |= {"house": first, "unit": second}
    if slash and draft.country in FLAT_BEFORE_SLASH:
        draft.parts |= {"house": second, "unit": first}


def _take_city(draft: Draft, cities: Collection[str]) -> None:
    draft.parts.pop("building", None)
    at = _city_segment(draft, {folded(city) for city in cities})
    if at is not None:
        draft.parts["city"] = CITY_LABEL.sub("", draft.take(at)).strip(" .")
    draft.doubt += 8 * len(draft.segments)


def _city_segment(draft: Draft, known: set[str]) -> int | None:
    if draft.parts.get("city"):
        return next((i for i, s in enumerate(draft.segments) if folded(s) == folded(draft.parts["city"])), None)
    for wanted in (lambda s: folded(s) in known, lambda s: s == draft.city_hint, CITY_LABEL.search):
        if (at := next((i for i, segment in enumerate(draft.segments) if wanted(segment)), None)) is not None:
            return at
    return _city_by_place(draft) if {"street", "postcode"} & draft.parts.keys() else None


def _city_by_place(draft: Draft) -> int | None:
    """After the street the last name is the city, before it the first."""
    start = draft.street_at if draft.street_at is not None else 0
    names = [i for i, segment in enumerate(draft.segments) if re.search(r"[^\W\d_]{2}", segment)]
    after = [i for i in names if i >= start]
    return (after[-1] if after else names[0]) if names else None
