"""People and their addresses as screens see them."""

from __future__ import annotations

from dataclasses import dataclass


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
    def full(self) -> str:
        return ", ".join(p for p in (self.short, self.city, self.region, self.postcode) if p)


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
