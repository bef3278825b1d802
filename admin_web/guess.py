"""Where somebody sells, by what their browser says of itself: a guess to be looked at, never more."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from aiohttp import web
from babel.core import get_global
from babel.numbers import get_territory_currencies

from admin_web import places
from domain.kit.i18n import available_locales, negotiated
from domain.kit.money import EXPONENTS
from domain.shop.views import ShopView

COOKIE = "hawker-zone"
"""The browser's time zone, which a script writes down: without it the language alone speaks."""


@dataclass(frozen=True, slots=True)
class Guess:
    country: str
    currency: str
    timezone: str
    locale: str


def guessed(request: web.Request, shop: ShopView) -> Guess:
    """What the shop says stays where the browser says nothing that can be known."""
    languages, zone = request.headers.get("Accept-Language", ""), unquote(request.cookies.get(COOKIE, ""))
    zone = zone if zone in places.zones() else ""
    country = _of_zone(zone) or _of_language(languages) or shop.country
    return Guess(
        country=country,
        currency=_currency(country) or shop.currency,
        timezone=zone or shop.timezone,
        locale=negotiated(languages, available_locales(), shop.locale),
    )


def _of_zone(zone: str) -> str:
    country = str(get_global("zone_territories").get(zone, ""))
    return country if country in places.country_codes() else ""


def _of_language(languages: str) -> str:
    """ "lv-LV,en;q=0.8" → LV; the region of the first language alone, for many speak English anywhere."""
    region = languages.split(",")[0].split(";")[0].strip().rpartition("-")[2].upper()
    return region if region in places.country_codes() else ""


def _currency(country: str) -> str:
    return next((code for code in get_territory_currencies(country) if code in EXPONENTS and code != "XTR"), "")
