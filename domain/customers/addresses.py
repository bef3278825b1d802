"""A typed address, taken apart as far as its own words allow: it says how sure it is and what is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.customers.address_codes import NO_POSTCODES
from domain.customers.address_draft import Draft, read_place
from domain.customers.address_east import east_asian
from domain.customers.address_street import read_street
from domain.customers.address_words import DASH_IS_FLAT, HEADING, HOUSE_FIRST
from domain.kit.text import western_digits

LONGEST_TEXT = 300
LONGEST_LINE = 200
SURE = 0.8
NEEDED = ("street", "house", "city")
PARTS = ("street", "house", "unit", "district", "city", "region", "postcode")
_LONGEST = {"unit": 40, "city": 80, "region": 80, "postcode": 16}
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_LOSS = {"street": 35, "house": 30, "city": 35, "postcode": 7}


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """Parts of an address, "" where unknown. Below `SURE` the customer is asked whether it is right.

    `missing` are the needed parts to ask for, in that order. `rest` is what a courier may still want to read
    (entrance, floor, a building's name).
    """

    street: str = ""
    house: str = ""
    unit: str = ""
    district: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    rest: str = ""
    confidence: float = 0.0
    missing: tuple[str, ...] = NEEDED

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE and not self.missing

    @property
    def line(self) -> str:
        """Street and house in the order of their country, with the rest: the line of a label above the city."""
        if _IDEOGRAPH.search(self.street):
            return f"{self.district}{self.street}{self.house} {self.rest}".strip()[:LONGEST_LINE]
        pair = (self.house, self.street) if self.country in HOUSE_FIRST else (self.street, self.house)
        return ", ".join(filter(None, (" ".join(filter(None, pair)), self.district, self.rest)))[:LONGEST_LINE]


def parse_address(
    text: str, country: str = "", *, cities: Collection[str] = (), need: Sequence[str] = NEEDED
) -> ParsedAddress:
    """Take a typed address apart. `country` is the shop's (ISO), used unless the text speaks of another one.

    `cities` are names to be recognised anywhere (those of the delivery zones); `need` are the parts `missing` reports.
    """
    plain = _tidy(text)
    if parts := east_asian(plain, country.upper()):
        return _verdict(parts, 0, need)
    draft = read_place(plain, country.upper(), cities)
    read_street(draft, cities)
    return _verdict(draft.parts | {"country": draft.country, "rest": _rest(draft)}, draft.doubt, need)


def complete(parsed: ParsedAddress, answer: str, *, need: Sequence[str] = NEEDED) -> ParsedAddress:
    """The address with a customer's answer to what was missing; parts already known stay as they are."""
    more = parse_address(answer, parsed.country, need=need)
    asked = [part for part in need if not getattr(parsed, part)]
    if asked == list(need):
        return more
    found = {part: getattr(more, part) for part in PARTS if not getattr(parsed, part)}
    found["rest"] = ", ".join(filter(None, (parsed.rest, more.rest)))
    if len(asked) == 1 and not found[asked[0]]:
        found |= {"rest": parsed.rest} | _alone(asked[0], _tidy(answer), parsed)
    gained = sum(loss for part, loss in _LOSS.items() if found.get(part))
    still = tuple(part for part in asked if not found.get(part))
    return replace(parsed, **found, confidence=_share(round(parsed.confidence * 100) + gained), missing=still)


def _alone(part: str, answer: str, parsed: ParsedAddress) -> dict[str, str]:
    """A bare answer to a single question is the part that was asked for."""
    if part == "house" and not parsed.unit and parsed.country in DASH_IS_FLAT and "-" in answer:
        house, _, unit = answer.partition("-")
        return {"house": house.strip(), "unit": unit.strip()}
    return {part: answer[: _LONGEST.get(part, LONGEST_LINE)]}


def _tidy(text: str) -> str:
    """One line without a heading ("Address: …"), commas between what stood on several, widths and digits as usual."""
    lines = re.sub(r"\s*\n\s*", ", ", text.strip()[:LONGEST_TEXT])
    narrow = re.sub(r"[\u3000\uff00-\uffef]", lambda wide: unicodedata.normalize("NFKC", wide[0]), lines)
    plain = western_digits(unicodedata.normalize("NFC", narrow)).translate({0x3001: ",", 0x60C: ","})
    bare = re.sub(r"^[^\w#№〒]+", "", HEADING.sub("", plain))
    return " ".join(bare.split())


def _rest(draft: Draft) -> str:
    return ", ".join([*draft.extras, *draft.segments])


def _verdict(parts: dict[str, str], doubt: int, need: Sequence[str]) -> ParsedAddress:
    known = {name: parts.get(name, "")[: _LONGEST.get(name, LONGEST_TEXT)] for name in (*PARTS, "country", "rest")}
    loss = sum(cost for part, cost in _LOSS.items() if not known[part])
    if not known["postcode"] and known["country"] in NO_POSTCODES:
        loss -= _LOSS["postcode"]
    missing = tuple(part for part in need if not known[part])
    return ParsedAddress(**known, confidence=_share(100 - doubt - loss), missing=missing)


def _share(hundredths: int) -> float:
    return max(0, min(100, hundredths)) / 100
