"""Where a method goes, what it costs, and when it arrives. Pure: zones, rules and the instant in, answers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from domain.delivery.postcodes import closeness
from domain.kit.text import folded

EARTH_KM = 6371.0088
HORIZON_DAYS = 731
EVERY_DAY = frozenset(range(7))

# ------------------------------------------------------------------------------------------------------------- where


@dataclass(frozen=True, slots=True)
class Place:
    """Where to deliver. A pin has only `lat` and `lon`, a typed address usually has no point."""

    country: str = ""
    region: str = ""
    city: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A set of places. Without any criterion it is everywhere.

    `regions` also takes city names. `postcodes` are patterns: "1010", "10*", "1000-1999", "00-950..00-999".
    A zone with a radius (km round lat, lon) or postcodes is decided by them, within its countries.
    """

    id: int
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    name: str = ""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points in degrees, in kilometres."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def zone_for(place: Place, zones: Sequence[Zone]) -> Zone | None:
    """The most specific zone the place lies in; None when there is none.

    Radius (smaller first) beats postcode (longer pattern first) beats region or city beats country beats everywhere;
    between equals the earlier zone wins.
    """
    fits = [(fit, -position, zone) for position, zone in enumerate(zones) if (fit := _fit(place, zone)) is not None]
    return max(fits, key=lambda found: found[:2])[2] if fits else None


def _fit(place: Place, zone: Zone) -> tuple[int, float] | None:
    if zone.radius_km is not None and _inside(place, zone):
        return 4, -zone.radius_km
    if not _in_countries(place, zone):
        return None
    if zone.postcodes and (near := closeness(place.postcode, place.country, zone.postcodes)):
        return 3, near
    if zone.postcodes or zone.radius_km is not None:
        return None
    return _broad_fit(place, zone)


def _broad_fit(place: Place, zone: Zone) -> tuple[int, float] | None:
    if zone.regions:
        wanted = {folded(region) for region in zone.regions}
        names = {folded(place.region), folded(place.city)} - {""}
        return (2, 0.0) if names & wanted else None
    return (1 if zone.countries else 0), 0.0


def _in_countries(place: Place, zone: Zone) -> bool:
    return not zone.countries or place.country.upper() in {country.upper() for country in zone.countries}


def _inside(place: Place, zone: Zone) -> bool:
    """Whether the pin is within the radius; an unknown country is no objection, a different one is."""
    if place.lat is None or place.lon is None or zone.lat is None or zone.lon is None or zone.radius_km is None:
        return False
    if place.country and not _in_countries(place, zone):
        return False
    return distance_km(place.lat, place.lon, zone.lat, zone.lon) <= zone.radius_km


# ---------------------------------------------------------------------------------------------------------- how much


@dataclass(frozen=True, slots=True)
class PriceRule:
    """`steps` are (up to and including, fee): grams for "weight", minor units of goods for "value"; None is no end.

    "flat" charges the first step's fee. `free_above_minor` is compared with the goods' total after discounts.
    """

    kind: Literal["flat", "weight", "value"]
    steps: tuple[tuple[int | None, int], ...]
    free_above_minor: int | None = None


def fee(rule: PriceRule, weight_g: int, goods_minor: int) -> int | None:
    """The fee in minor units, 0 when free; None when not offered (heavier or dearer than the last step)."""
    charge = _step_fee(rule, weight_g, goods_minor)
    if charge is None:
        return None
    free = rule.free_above_minor is not None and goods_minor >= rule.free_above_minor
    return 0 if free else charge


def _step_fee(rule: PriceRule, weight_g: int, goods_minor: int) -> int | None:
    if rule.kind == "flat":
        return rule.steps[0][1] if rule.steps else None
    measure = weight_g if rule.kind == "weight" else goods_minor
    ends = sorted(rule.steps, key=lambda step: (step[0] is None, step[0] or 0))
    return next((charge for end, charge in ends if end is None or measure <= end), None)


# -------------------------------------------------------------------------------------------------------------- when


@dataclass(frozen=True, slots=True)
class Timing:
    """When a method works. Days are open working days (`weekdays`, Monday 0, less `closed_dates`), times are local.

    `transit_days` is (fewest, most). For pickup: `preparation_minutes` counted within `hours` (opens, closes);
    no hours means round the clock, a closing time of 00:00 means midnight.
    """

    preparation_days: int = 0
    transit_days: tuple[int, int] = (0, 0)
    cut_off: time | None = None
    weekdays: frozenset[int] = EVERY_DAY
    closed_dates: frozenset[date] = frozenset()
    preparation_minutes: int = 0
    hours: tuple[time, time] | None = None

    def __post_init__(self) -> None:
        fewest, most = self.transit_days
        if self.preparation_days < 0 or self.preparation_minutes < 0 or not 0 <= fewest <= most:
            raise ValueError(f"impossible timing: {self}")
        if self.hours and time(0) != self.hours[1] <= self.hours[0]:
            raise ValueError("closes before it opens")


def arrival(timing: Timing, at_utc: datetime, tz: tzinfo) -> tuple[date, date] | None:
    """The first and last day, in the shop's zone, on which an order made now arrives; None if it never opens.

    Today counts when it is open and the local clock is before the cut-off; preparation and transit follow in open days.
    """
    fewest, most = (timing.preparation_days + days for days in timing.transit_days)
    days = list(islice(_open_days(timing, _first_day(timing, at_utc, tz)), most + 1))
    return (days[fewest], days[most]) if len(days) > most else None


def ready_for_pickup(timing: Timing, at_utc: datetime, tz: tzinfo) -> datetime | None:
    """The instant (UTC) when an order made now can be picked up, always while open; None if it never opens."""
    at, left = at_utc.astimezone(UTC), timedelta(minutes=timing.preparation_minutes)
    windows = (_open_hours(timing, day, tz) for day in _open_days(timing, _first_day(timing, at, tz)))
    to_come = (window for window in windows if window[1] > at)
    for opens, closes in islice(to_come, timing.preparation_days, None):
        start = max(at, opens)
        if start + left < closes:
            return start + left
        left -= closes - start
    return None


def _first_day(timing: Timing, at_utc: datetime, tz: tzinfo) -> date:
    """Compared as instants: in a repeated hour the local clock would pass the cut-off and come back before it."""
    today = at_utc.astimezone(tz).date()
    late = timing.cut_off is not None and at_utc >= datetime.combine(today, timing.cut_off, tz).astimezone(UTC)
    return today + timedelta(days=1) if late else today


def _open_days(timing: Timing, start: date) -> Iterator[date]:
    for ahead in range(HORIZON_DAYS):
        day = start + timedelta(days=ahead)
        if day.weekday() in timing.weekdays and day not in timing.closed_dates:
            yield day


def _open_hours(timing: Timing, day: date, tz: tzinfo) -> tuple[datetime, datetime]:
    """Opening and closing as instants: subtracting local times would be an hour off where clocks change."""
    opens, closes = timing.hours or (time(0), time(0))
    last_day = day + timedelta(days=1) if closes == time(0) else day
    return datetime.combine(day, opens, tz).astimezone(UTC), datetime.combine(last_day, closes, tz).astimezone(UTC)
