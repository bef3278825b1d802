"""Where the shop delivers: which countries to offer, and whether the state or region matters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.delivery.rules import Zone
from domain.delivery.views import DeliveryRules
from domain.kit.i18n import countries
from domain.tax.rules import TaxRate


@dataclass(frozen=True, slots=True)
class Reach:
    """`countries` are delivered to, the shop's own first; `regional` are those whose regions change price or tax."""

    countries: tuple[str, ...]
    regional: frozenset[str] = frozenset()
    cities: tuple[str, ...] = ()
    pickup: bool = False

    @property
    def home(self) -> str:
        return self.countries[0]


def reach_of(rules: DeliveryRules, rates: Sequence[TaxRate], own: str) -> Reach:
    """What an address must say, from every courier's zone and every tax rate."""
    zones = [method.zone for method in rules.methods if not method.is_pickup]
    found = {country.upper() for zone in zones for country in _countries(zone, own)}
    regional = {rate.country.upper() or own for rate in rates if rate.region}
    return Reach(
        countries=tuple(sorted(found or {own}, key=lambda code: (code != own, code))),
        regional=frozenset(regional),
        cities=tuple(city for zone in zones if zone for city in zone.regions),
        pickup=any(method.is_pickup for method in rules.methods),
    )


def _countries(zone: Zone | None, own: str) -> Iterable[str]:
    if zone is None:
        return countries()
    if zone.countries:
        return zone.countries
    return (own,) if zone.regions or zone.postcodes or zone.radius_km is not None else countries()
