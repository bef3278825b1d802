"""Postcodes against a merchant's patterns: "1010", "10*", "1000-1999", "00-950..00-999"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_RANGE = re.compile(r"^(?P<low>.+?)\s*(?:\.\.|…|–)\s*(?P<high>.+)$")
_SHORT_RANGE = re.compile(r"^(?P<low>[\w ]+?)\s*-\s*(?P<high>[\w ]+)$")


def bare(code: str, country: str) -> str:
    """Letters and digits only, without the country's own prefix ("LV-1010" in LV is "1010")."""
    plain = re.sub(r"[\W_]", "", code).upper()
    prefix = country.upper()
    return plain[len(prefix) :] if prefix and re.match(rf"{prefix}\d", plain) else plain


def closeness(postcode: str, country: str, patterns: Iterable[str]) -> int:
    """How closely the best pattern holds the postcode, in characters; 0 when none does.

    A code in two parts ("10118-1234", "1000-205") also fits a pattern for its first part.
    """
    codes = {bare(postcode, country)} | {bare(_first_part(postcode, country), country)}
    return max((_fit(code, pattern.strip(), country) for code in codes - {""} for pattern in patterns), default=0)


def _first_part(postcode: str, country: str) -> str:
    parts = [part for part in postcode.split("-") if part.strip().upper() != country.upper()]
    return parts[0] if parts else ""


def _fit(code: str, pattern: str, country: str) -> int:
    if (ends := _range(pattern)) is not None:
        low, high = (bare(end, country) for end in ends)
        return len(code) - 1 if len(low) == len(code) == len(high) and low <= code <= high else 0
    wanted = bare(pattern.removesuffix("*"), country)
    if pattern.endswith("*"):
        return len(wanted) if wanted and code.startswith(wanted) else 0
    return len(code) + 1 if code == wanted else 0


def _range(pattern: str) -> tuple[str, str] | None:
    """A hyphen makes a range only between ends of one length: "00-950" is one Polish postcode."""
    if found := _RANGE.match(pattern):
        return found["low"], found["high"]
    found = _SHORT_RANGE.match(pattern)
    return (found["low"], found["high"]) if found and len(found["low"]) == len(found["high"]) else None
