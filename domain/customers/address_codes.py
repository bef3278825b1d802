"""Postcodes inside a typed address: how they look in each country, and which number of a line is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.customers.address_words import HOUSE_FIRST, STATES, STREET_WORD

_FOUR, _FIVE, _SIX, _THREE_TWO = r"\d{4}", r"\d{5}", r"\d{6}", r"\d{3} ?\d{2}"
PATTERNS = (
    dict.fromkeys("AT AU BE BG CH DK HU LU LV NO NZ SI ZA".split(), _FOUR)
    | dict.fromkeys("DE EE ES FI FR HR IT KR LT MX MY RS TH TR UA".split(), _FIVE)
    | dict.fromkeys("BY CN KG KZ RO RU SG UZ VN".split(), _SIX)
    | dict.fromkeys("CZ GR SE SK".split(), _THREE_TWO)
    | {
        "BR": r"\d{5}-?\d{3}",
        "CA": r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d",
        "GB": r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})",
        "IE": r"[AC-FHKNPRTV-Y]\d[\dW] ?[\dAC-FHKNPRTV-Y]{4}",
        "IL": r"(?:\d{7}|\d{5})",
        "IN": r"\d{3} ?\d{3}",
        "JP": r"〒?\d{3}-?\d{4}",
        "NL": r"\d{4} ?[A-Z]{2}",
        "PL": r"\d{2}-\d{3}",
        "PT": r"\d{4}-\d{3}",
        "US": r"\d{5}(?:-\d{4})?",
    }
)
NO_POSTCODES = frozenset(
    (
        "AE AG AO AW BF BI BJ BS BW BZ CF CG CI CM CW DJ DM ER FJ GD GM GQ GY HK JM KI KM KN ML MO MR NR NU QA SB SC SL"
        " SR ST SX SY TD TG TK TL TO TV UG VU YE ZW"
    ).split()
)
_LAYOUT = {"LV": (0, "LV-"), "LT": (0, "LT-"), "GB": (-3, " "), "CA": (3, " "), "NL": (4, " "), "IE": (3, " ")} | {
    "CZ": (3, " "), "GR": (3, " "), "SE": (3, " "), "SK": (3, " "), "JP": (3, "-"), "PL": (2, "-"), "PT": (4, "-"),
    "BR": (5, "-"),
}  # fmt: skip

_EDGE, _END = r"(?<![\w\-/])", r"(?![\w/]|\s?-\s?\d)"
_GENERIC = re.compile(rf"{_EDGE}\d{{4,7}}{_END}")
_STATE_ZIP = re.compile(
    rf"{_EDGE}(?P<region>{'|'.join(STATES['US'].split())}),?\s+(?P<code>\d{{5}}(?:-\d{{4}})?){_END}"
)
_UNMISTAKABLE = {
    code: re.compile(rf"{_EDGE}(?:{pattern}){_END}", re.IGNORECASE)
    for code, pattern in {
        "LV": r"LV[- ]?\d{4}",
        "LT": r"LT[- ]?\d{5}",
        "GB": PATTERNS["GB"],
        "CA": PATTERNS["CA"],
        "BR": r"\d{5}-\d{3}",
        "JP": r"(?:〒\d{3}-?\d{4}|\d{3}-\d{4})",
        "PT": r"^\d{4}-\d{3}(?=\s+[^\W\d])",
        "PL": r"^\d{2}-\d{3}(?=\s+[^\W\d])",
    }.items()
}
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_CYRILLIC_SIX = frozenset("RU BY KZ KG UZ".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A postcode in canonical form, where it stood, and the country it speaks for."""

    code: str
    country: str
    segment: int
    start: int
    end: int
    region: str = ""
    guessed: bool = False


def find_postcode(segments: Sequence[str], country: str, *, named: bool) -> Found | None:
    """The postcode among an address's segments. `named`: the text itself names the country."""
    if not named and (found := _state_zip(segments, country) or _unmistakable(segments, country)):
        return found
    if (pattern := PATTERNS.get(country)) and (found := _best(segments, country, _of_country(country, pattern))):
        return found
    return _generic(segments, country)


def canonical(code: str, country: str) -> str:
    """One spelling per postcode: "lv1010" is "LV-1010", "nw16xe" is "NW1 6XE"."""
    plain = re.sub(r"[\W_]", "", code).upper()
    if country not in _LAYOUT:
        return code.upper().strip() if country == "US" else plain
    at, separator = _LAYOUT[country]
    if at == 0:
        return separator + plain.removeprefix(country)
    return plain[:at] + separator + plain[at:]


def _of_country(country: str, pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:(?:{country}|[A-Z])-|{country} ?)?(?P<code>{pattern}){_END}", re.IGNORECASE)


def _state_zip(segments: Sequence[str], country: str) -> Found | None:
    """A state before the code; "DE 10115" is Delaware only where it cannot be the country's own prefix."""
    for i, segment in reversed(list(enumerate(segments))):
        if (match := _STATE_ZIP.search(segment)) and match["region"] != country:
            return Found(match["code"], "US", i, match.start(), match.end(), match["region"])
    return None


def _unmistakable(segments: Sequence[str], country: str) -> Found | None:
    for code in sorted(_UNMISTAKABLE, key=lambda code: code != country):
        for i, segment in reversed(list(enumerate(segments))):
            if match := _UNMISTAKABLE[code].search(segment):
                return Found(canonical(match[0], code), code, i, match.start(), match.end())
    return None


def _generic(segments: Sequence[str], country: str) -> Found | None:
    found = _best(segments, country, _GENERIC) if len(segments) > 1 else None
    if not found:
        return None
    russian = len(found.code) == 6 and country not in _CYRILLIC_SIX and _CYRILLIC.search(" ".join(segments))
    home = "RU" if russian else country
    return Found(found.code, home, found.segment, found.start, found.end, guessed=not russian)


def _best(segments: Sequence[str], country: str, pattern: re.Pattern[str]) -> Found | None:
    """The candidate that stands alone in its segment, then the last one: houses come before codes."""
    candidates = [(fit, i, m) for i, m in _matches(segments, pattern) if (fit := _fit(segments, i, m, country))]
    if not candidates:
        return None
    _, i, match = max(candidates, key=lambda found: (found[0], found[1], found[2].start()))
    text = match.groupdict().get("code") or match[0]
    code = text if pattern is _GENERIC else canonical(text, country)
    return Found(code, country, i, match.start(), match.end())


def _matches(segments: Sequence[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for i, segment in enumerate(segments):
        for match in pattern.finditer(segment):
            yield i, match


def _fit(segments: Sequence[str], i: int, match: re.Match[str], country: str) -> int:
    """3 and 2: surely a postcode; 1: perhaps; 0: more likely the only house number there is."""
    rest = (segments[i][: match.start()] + " " + segments[i][match.end() :]).strip()
    if re.search(r"[A-Za-z]", match[0]) or (not rest and len(segments) > 1):
        return 3
    others = any(c.isdigit() for j, segment in enumerate(segments) for c in (rest if j == i else segment))
    plain_words = not re.search(r"\d", rest) and not STREET_WORD.search(rest)
    in_place = match.end() == len(segments[i]) if country in HOUSE_FIRST else match.start() == 0
    if plain_words and (others or in_place):
        return 2
    return 1 if others else 0
