"""Whether a postcode can be one of its country, in one spelling; and what one looks like. Pure."""

from __future__ import annotations

import re

from domain.customers.address_codes import NO_POSTCODES, PATTERNS, canonical
from domain.kit.text import western_digits

LONGEST = 16
_SANE = re.compile(r"(?=.*\d)\w[\w -]{1,11}")
_EXAMPLES = {
    "AT": "1010", "AU": "2000", "BE": "1000", "BG": "1000", "BR": "01310-100", "BY": "220030", "CA": "K1A 0B1",
    "CH": "8001", "CN": "100000", "CZ": "110 00", "DE": "10115", "DK": "1050", "EE": "10111", "ES": "28013",
    "FI": "00100", "FR": "75001", "GB": "SW1A 1AA", "GR": "105 57", "HR": "10000", "HU": "1051", "IE": "D02 AF30",
    "IL": "9414219", "IN": "110001", "IT": "00184", "JP": "100-0001", "KG": "720001", "KR": "03051", "KZ": "010000",
    "LT": "LT-01103", "LU": "1009", "LV": "LV-1010", "MX": "06000", "MY": "50000", "NL": "1012 AB", "NO": "0150",
    "NZ": "6011", "PL": "00-950", "PT": "1000-205", "RO": "010011", "RS": "11000", "RU": "101000", "SE": "111 20",
    "SG": "018956", "SI": "1000", "SK": "811 01", "TH": "10200", "TR": "34000", "UA": "01001", "US": "10001",
    "UZ": "100000", "VN": "100000", "ZA": "8001",
}  # fmt: skip
_LONGER = {"US": "10001-1234"}


def examples(country: str) -> tuple[str, ...]:
    """Postcodes of a country to show to somebody whose own was not understood; none where we know no pattern."""
    return tuple(code for code in (_EXAMPLES.get(country, ""), _LONGER.get(country, "")) if code)


def has_pattern(country: str) -> bool:
    """Whether we know how this country's postcodes look, and so that it has them."""
    return country in PATTERNS


def read_postcode(text: str, country: str) -> str | None:
    """The postcode in its country's spelling, or None for what cannot be one.

    Nothing stays nothing. Where no pattern is known anything sane is taken as it stands, and anything at all where
    there are no postcodes.
    """
    code = " ".join(western_digits(text).split())
    if not code or country in NO_POSTCODES:
        return code[:LONGEST]
    if country not in PATTERNS:
        return code.upper() if _SANE.fullmatch(code) else None
    spelled = _spelled(_without_country(code.upper(), country), country)
    fits = re.fullmatch(PATTERNS[country], spelled.removeprefix(f"{country}-"))
    return spelled if fits else None


def _without_country(code: str, country: str) -> str:
    """The country before the code, as on letters between countries: "D-10115", "LV-1010", "CH 8001"."""
    return re.sub(rf"^(?:{country}[- ]?|[A-Z]-)(?=\d)", "", code)


def _spelled(code: str, country: str) -> str:
    if country != "US":
        return canonical(code, country)
    digits = re.sub(r"[\s-]", "", code)
    return f"{digits[:5]}-{digits[5:]}" if len(digits) > 5 else digits
