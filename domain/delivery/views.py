"""Ways of delivery: as rules for the calculation, and as rows for the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from domain.delivery.rules import PriceRule, Timing, Zone


@dataclass(frozen=True, slots=True)
class Method:
    """A method with its rules. `zone` None goes everywhere; pickup has none."""

    id: int
    kind: str
    name: str
    price: PriceRule
    timing: Timing
    zone: Zone | None
    needs_phone: bool
    tax_class: str

    @property
    def is_pickup(self) -> bool:
        return self.kind == "pickup"


@dataclass(frozen=True, slots=True)
class Point:
    id: int
    name: str
    address: str
    hours: str
    lat: float | None
    lon: float | None


def _place(method: Method, say: Callable[[str], str]) -> str:
    return say(method.zone.name) if method.zone else ""


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """All active methods and points of a shop, in the merchant's order."""

    methods: tuple[Method, ...] = ()
    points: tuple[Point, ...] = ()

    def method(self, method_id: int) -> Method | None:
        return next((m for m in self.methods if m.id == method_id), None)

    def named(self, say: Callable[[str], str]) -> list[tuple[str, str]]:
        """(id, name) of each method; those of one name also say where they go."""
        names = [method.name for method in self.methods]
        return [
            (str(m.id), " · ".join(filter(None, (say(m.name), _place(m, say) if names.count(m.name) > 1 else ""))))
            for m in self.methods
        ]

    def point(self, point_id: int) -> Point | None:
        return next((p for p in self.points if p.id == point_id), None)


@dataclass(frozen=True, slots=True)
class ZoneForm:
    """A zone as the panel edits it; no criterion means everywhere."""

    name: str
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class MethodForm:
    """A method as the panel edits it. `steps`: (up to and including, fee); times are of the shop's zone."""

    kind: str
    name: str
    price_kind: str = "flat"
    steps: tuple[tuple[int | None, int], ...] = ()
    free_above: int | None = None
    zone_id: int | None = None
    preparation_days: int = 0
    transit_min: int = 1
    transit_max: int = 2
    ready_hours: int = 2
    cutoff: time | None = time(14)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    closed_dates: tuple[date, ...] = field(default=())
    needs_phone: bool = True
    tax_class: str = "standard"
    position: int = 0
    active: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class PointForm:
    name: str
    address: str
    hours: str = ""
    lat: float | None = None
    lon: float | None = None
    position: int = 0
    active: bool = True
    id: int = 0
