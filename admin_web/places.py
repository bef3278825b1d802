"""Lists people choose from: countries, currencies, time zones, languages, each in the reader's words."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import get_currency_name

from domain.kit.i18n import PSEUDO, available_locales, language_name
from domain.kit.money import EXPONENTS

Options = tuple[tuple[str, str], ...]
_NOT_ADDRESSED = frozenset({"CQ", "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def _locale(code: str) -> Locale:
    return Locale.parse("en" if code == PSEUDO else code)


@lru_cache(maxsize=16)
def countries(locale: str) -> Options:
    """ISO codes and names, by name."""
    names = _locale(locale).territories
    found = ((c, n) for c, n in names.items() if len(c) == 2 and c.isalpha() and c not in _NOT_ADDRESSED)
    return tuple(sorted(found, key=lambda pair: pair[1]))


@lru_cache(maxsize=16)
def country_codes() -> frozenset[str]:
    return frozenset(code for code, _ in countries("en"))


@lru_cache(maxsize=16)
def currencies(locale: str) -> Options:
    """Codes with names; Telegram's Star is no currency of a shop."""
    return tuple((c, f"{c} · {get_currency_name(c, locale=_locale(locale))}") for c in sorted(EXPONENTS) if c != "XTR")


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    named = (z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "SystemV/")))
    return (*sorted(named), "UTC")


def languages() -> Options:
    """Every language the shop can speak, each in its own words."""
    return tuple((code, language(code)) for code in available_locales())


def language(code: str) -> str:
    return language_name(code)
