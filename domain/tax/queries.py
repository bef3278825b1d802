"""The shop's rates, cached by its version; the panel reads the rows afresh."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.tax.models import TaxRateRow
from domain.tax.rules import TaxRate

_rates: Lru[tuple[int, int], tuple[TaxRate, ...]] = Lru(256)


@dataclass(frozen=True, slots=True)
class RateView:
    """A rate as the panel edits it; "" means anywhere, or any class of goods."""

    rate_bp: int
    country: str = ""
    region: str = ""
    tax_class: str = "standard"
    name: str = ""
    id: int = 0


async def rates_at(by: Actor, version: int) -> tuple[TaxRate, ...]:
    """The rates of the actor's shop at a version the caller has just read."""
    key = (by.shop_id, version)
    kept = _rates.get(key)
    return kept if kept is not None else _rates.put(key, await _read(by))


async def _read(by: Actor) -> tuple[TaxRate, ...]:
    return tuple(TaxRate(r.country, r.region, r.tax_class, r.rate_bp, r.name) for r in await rates(by))


async def rates(by: Actor) -> tuple[RateView, ...]:
    """Every rate, for the panel."""
    rows = await TaxRateRow.of(by).order_by("country", "region", "tax_class", "id")
    return tuple(RateView(r.rate_bp, r.country, r.region, r.tax_class, r.name, r.id) for r in rows)
