"""A typed address, over as many messages as it takes. What is known so far travels in the field the chat waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.customers.addresses import NEEDED, ParsedAddress, complete, parse_address
from domain.customers.points import is_short_map_link, point_in
from domain.customers.postcodes import read_postcode
from handlers.checkout.reach import Reach

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words came to: a `place` to keep, or the one part to `ask` for next, or nothing at all.

    `so_far` is all that has been typed, `known` what could be read of it. `sure` False: the customer should look at it
    once.
    """

    place: ParsedAddress | Mapping[str, Any] | None = None
    sure: bool = False
    ask: str = ""
    so_far: str = ""
    known: ParsedAddress | None = None
    short_link: bool = False

    @property
    def is_address(self) -> bool:
        return bool(self.place or self.ask or self.short_link)


def understand(messages: str, reach: Reach) -> Understood:
    """Read an address typed in one or several messages (one a line)."""
    if point := point_in(messages):
        return Understood({"lat": point.lat, "lon": point.lon, "country": reach.home}, sure=True)
    if is_short_map_link(messages):
        return Understood(short_link=True)
    return _verdict(_parsed(messages[:LONGEST], reach), messages)


def _parsed(messages: str, reach: Reach) -> ParsedAddress:
    """What all messages come to. A postcode that cannot be one is asked for first, however often it takes."""
    first, *answers = messages.split("\n")
    need = (*NEEDED, "region") if reach.home in reach.regional else NEEDED
    parsed = parse_address(first, reach.home, cities=reach.cities, need=need)
    for answer in answers:
        parsed = _corrected(parsed, answer) if _is_wrong(parsed) else complete(parsed, answer, need=need)
    if _is_wrong(parsed):
        return replace(parsed, missing=("postcode", *parsed.missing))
    return replace(parsed, postcode=read_postcode(parsed.postcode, parsed.country) or "")


def _is_wrong(parsed: ParsedAddress) -> bool:
    return read_postcode(parsed.postcode, parsed.country) is None


def _corrected(parsed: ParsedAddress, answer: str) -> ParsedAddress:
    return replace(parsed, postcode=parse_address(answer, parsed.country).postcode or answer)


def _verdict(parsed: ParsedAddress, messages: str) -> Understood:
    if set(NEEDED) <= set(parsed.missing):
        return Understood()
    if parsed.missing:
        return Understood(ask=parsed.missing[0], so_far=messages[:LONGEST], known=parsed)
    return Understood(parsed, sure=parsed.is_sure, known=parsed)


def joined(so_far: str, answer: str) -> str:
    """What was known and the answer to what was asked, in the form `understand` reads."""
    return f"{so_far}\n{flat(answer)}"


def flat(text: str) -> str:
    """One message as one line."""
    return ", ".join(part.strip() for part in text.splitlines() if part.strip())
