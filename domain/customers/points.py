"""A point typed as coordinates or pasted as a map link. Nothing is fetched: what the text itself says, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from domain.kit.text import western_digits

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, north and east positive."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class _Service:
    """How a map service writes a point, (pattern or parameter, longitude first) each, the surest first.

    `pins` and `views` are looked for in the path: a pin is meant, a view is only what was on the screen.
    """

    host: re.Pattern[str]
    pins: tuple[tuple[re.Pattern[str], bool], ...] = ()
    params: tuple[tuple[str, bool], ...] = ()
    views: tuple[tuple[re.Pattern[str], bool], ...] = ()


_NUMBER = r"[-+]?\d{1,3}\.\d+"
_PAIR = re.compile(rf"\s*(?:loc:)?\s*({_NUMBER})\s*[,\s]\s*({_NUMBER})")
_LINK = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_GEO = re.compile(rf"\bgeo:({_NUMBER}),({_NUMBER})")


def _path(prefix: str, lon_first: bool = False, between: str = ",") -> tuple[re.Pattern[str], bool]:
    return re.compile(rf"{prefix}({_NUMBER})\s*{between}\s*({_NUMBER})"), lon_first


def _params(names: str, lon_first: bool = False) -> tuple[tuple[str, bool], ...]:
    return tuple((name, lon_first) for name in names.split())


_SERVICES = (
    _Service(
        re.compile(r"(^|\.)google\.[a-z.]+$"),
        pins=(_path("!3d", between="!4d"),),
        params=_params("q query destination daddr ll center"),
        views=(_path(r"/(?:place|search|dir/.*)/"), _path("@")),
    ),
    _Service(
        re.compile(r"(^|\.)(yandex\.[a-z.]+|ya\.ru)$"),
        params=(
            *_params("poi[point] whatshere[point] pt", lon_first=True),
            *_params("rtext text"),
            *_params("ll", lon_first=True),
        ),
    ),
    _Service(re.compile(r"(^|\.)apple\.com$"), params=_params("coordinate ll q daddr center")),
    _Service(re.compile(r"(^|\.)openstreetmap\.org$"), views=(_path(r"#map=[\d.]+/", between="/"),)),
    _Service(
        re.compile(r"(^|\.)2gis\.[a-z]+$"),
        pins=(_path(r"/geo/(?:\d+/)?", lon_first=True),),
        params=_params("m", lon_first=True),
    ),
    _Service(re.compile(r"(^|\.)waze\.com$"), params=_params("ll to")),
)
_SHORT = re.compile(
    r"\b(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/maps|yandex\.[a-z.]+/maps/-|maps\.apple/p|go\.2gis\.com)/",
    re.IGNORECASE,
)

_HEMISPHERE = r"[NSEW]"
_ANGLE = (
    rf"(?P<before{{n}}>{_HEMISPHERE})?\s*(?P<sign{{n}}>[-+−])?(?P<deg{{n}}>\d{{{{1,3}}}}(?:[.,]\d+)?)\s*(?P<mark{{n}}>°)?\s*"
    r"(?:(?P<min{n}>\d{{1,2}}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(?P<sec{n}>\d{{1,2}}(?:[.,]\d+)?)\s*(?:''|[\"″”])\s*)?"
    rf"(?P<after{{n}}>{_HEMISPHERE})?"
)
_TYPED = re.compile(
    r"\s*\(?\s*" + _ANGLE.format(n=1) + r"(?:\s*[,;]\s*|\s+)" + _ANGLE.format(n=2) + r"\s*\)?\s*\.?\s*", re.IGNORECASE
)


def point_in(text: str) -> Point | None:
    """The point a text names: "56.95, 24.1", 56°57′N 24°06′E, or a link of a known map service; None for others."""
    plain = western_digits(text)[:LONGEST_TEXT]
    if geo := _GEO.search(plain):
        return _point(geo[1], geo[2])
    for link in _LINK.findall(plain):
        if point := _of_link(link):
            return point
    return _typed(plain)


def is_short_map_link(text: str) -> bool:
    """Whether it is a shortened map link, which says nothing without being fetched: ask for the pin instead."""
    return _SHORT.search(text) is not None


def _of_link(link: str) -> Point | None:
    url = urlsplit(link if "://" in link else f"https://{link}")
    service = next((s for s in _SERVICES if s.host.search((url.hostname or "").lower())), None)
    if service is None:
        return None
    return next((point for point in _readings(service, url) if point), None)


def _readings(service: _Service, url: SplitResult) -> Iterator[Point | None]:
    rest = unquote(f"{url.path}#{url.fragment}").replace("+", " ")
    yield from (_pair(pattern.search(rest), lon_first) for pattern, lon_first in service.pins)
    yield from _by_params(service, parse_qs(url.query))
    yield from (_pair(pattern.search(rest), lon_first) for pattern, lon_first in service.views)


def _by_params(service: _Service, query: dict[str, list[str]]) -> Iterator[Point | None]:
    if "mlat" in query and "mlon" in query:
        yield _point(query["mlat"][0], query["mlon"][0])
    for name, lon_first in service.params:
        for value in query.get(name, []):
            yield _pair(_PAIR.match(value.split("~")[-1 if name == "rtext" else 0]), lon_first)


def _pair(found: re.Match[str] | None, lon_first: bool) -> Point | None:
    if not found:
        return None
    return _point(found[2], found[1]) if lon_first else _point(found[1], found[2])


def _point(lat: str | float, lon: str | float) -> Point | None:
    try:
        point = Point(float(lat), float(lon))
    except ValueError:
        return None
    return point if abs(point.lat) <= 90 and abs(point.lon) <= 180 else None


def _typed(text: str) -> Point | None:
    found = _TYPED.fullmatch(text)
    if not found or not (_is_angle(found, 1) and _is_angle(found, 2)):
        return None
    first, second = _degrees(found, 1), _degrees(found, 2)
    swapped = _hemisphere(found, 1) in ("E", "W") and _hemisphere(found, 2) in ("N", "S", "")
    return _point(second, first) if swapped else _point(first, second)


def _is_angle(found: re.Match[str], n: int) -> bool:
    """Two bare whole numbers are a house and a flat, not a place on the globe."""
    fraction = re.search(r"[.,]", found[f"deg{n}"])
    return bool(fraction or found[f"mark{n}"] or _hemisphere(found, n))


def _hemisphere(found: re.Match[str], n: int) -> str:
    return (found[f"before{n}"] or found[f"after{n}"] or "").upper()


def _degrees(found: re.Match[str], n: int) -> float:
    whole, minutes, seconds = (float((found[f"{part}{n}"] or "0").replace(",", ".")) for part in ("deg", "min", "sec"))
    negative = found[f"sign{n}"] in ("-", "−") or _hemisphere(found, n) in ("S", "W")
    return (-1 if negative else 1) * (whole + minutes / 60 + seconds / 3600)
