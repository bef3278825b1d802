"""An address as it is written on a parcel, in the order of lines its country reads. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff]")
_LARGE_TO_SMALL = frozenset("CN HK JP MO TW".split())
_CODE_FIRST = frozenset(
    "AL AR AT BA BE BG CH CU CZ DE DK DO DZ EE ES FI FR GE GR HN HR HU IL IS IT LI LT LU MA MD ME MK MX MY NL NO PL PT"
    " PY RO RS SE SI SK SM SV TN TR UY VA XK".split()
)
_CODE_BELOW = frozenset("GB IE NZ ZA IN KE LK PK EG UA RU BY KZ UZ KG AM AZ".split())
_STATE_BESIDE = frozenset("US CA AU".split())
_ROWS = 6


def label_lines(address: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines between the name and the country; the words as they were typed where nothing else is known."""
    part = {name: " ".join(str(address.get(name) or "").split()) for name in _PARTS}
    if not part["city"]:
        return _typed(str(address.get("full", "")))
    street = " ".join(word for word in (part["line"], part["unit"]) if word)
    if part["country"] in _LARGE_TO_SMALL and _HAN.search(part["line"]):
        region = "" if part["city"].startswith(part["region"]) else part["region"]
        return _some(part["postcode"], f"{region}{part['city']}", street)
    return _some(street, *_town(part))


_PARTS = ("line", "unit", "city", "region", "postcode", "country")


def _town(part: Mapping[str, str]) -> tuple[str, ...]:
    city, region, code, country = part["city"], part["region"], part["postcode"], part["country"]
    if country in _STATE_BESIDE:
        return (" ".join(word for word in (f"{city}," if country == "US" and region else city, region, code) if word),)
    if country in _CODE_FIRST:
        return (" ".join(word for word in (code, city) if word), "" if region == city else region)
    if country in _CODE_BELOW:
        return (city, "" if region == city else region, code)
    return (", ".join(word for word in (city, "" if region == city else region, code) if word),)


def _some(*rows: str) -> tuple[str, ...]:
    return tuple(row for row in rows if row)


def _typed(full: str) -> tuple[str, ...]:
    return _some(*(row.strip(" ,") for row in full.splitlines()))[:_ROWS]
