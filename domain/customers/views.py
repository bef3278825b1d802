"""People and their addresses as screens see them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LARGE_TO_SMALL = frozenset({"CN", "HK", "JP", "MO", "TW"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class AddressView:
    """`line` is street and house; `short` fits a button."""

    id: int
    label: str
    line: str
    unit: str
    city: str
    region: str
    postcode: str
    country: str
    verified: bool
    is_default: bool
    lat: float | None = None
    lon: float | None = None

    @property
    def short(self) -> str:
        return " ".join(p for p in (self.line, self.unit) if p)

    @property
    def brief(self) -> str:
        """Street and city, for a button."""
        if self._large_to_small:
            return f"{self.city}{self.short}"
        return ", ".join(p for p in (self.short, self.city) if p)

    @property
    def full(self) -> str:
        """As it is written in its country: 310000 浙江杭州中山路12号."""
        if self._large_to_small:
            region = "" if self.region and self.city.startswith(self.region) else self.region
            return f"{self.postcode} {region}{self.city}{self.short}".strip()
        return ", ".join(p for p in (self.short, self.city, self.region, self.postcode) if p)

    @property
    def _large_to_small(self) -> bool:
        """Han characters run on without commas, the province first; the same place in Latin letters is written ours."""
        in_han = _HAN.search(self.line) and not _LATIN.search(f"{self.city}{self.region}")
        return self.country in _LARGE_TO_SMALL and bool(in_han)


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A customer and what they have here. `phone` is E.164, "" while unknown; the counts are for the buttons."""

    id: int
    name: str
    phone: str
    email: str
    locale: str
    blocked: bool
    orders: int
    addresses: int
    saved: int
    alerts: int
