"""Language is an argument: a Translator turns English msgids, money, dates and plurals into the reader's words."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from domain.kit.clock import now
from domain.kit.errors import ShopError
from domain.kit.money import STARS, Money, exponent

LOCALES_DIR = Path(__file__).resolve().parents[2] / "locales"
PSEUDO = "qps"
RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", PSEUDO})
_ISOLATE = "\u2068{}\u2069"
_TRADITIONAL = frozenset({"hk", "mo", "tw"})
_CODE_MEETS_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@lru_cache(maxsize=64)
def _catalogue(locale: str) -> gettext.NullTranslations:
    return gettext.translation("hawker", LOCALES_DIR, languages=[locale, "en"], fallback=True)


@lru_cache(maxsize=1)
def available_locales() -> tuple[str, ...]:
    """Locales with a catalogue, English first; the pseudo-locale is left out: it proves layouts, it serves nobody."""
    found = {p.parts[-3] for p in LOCALES_DIR.glob("*/LC_MESSAGES/hawker.po")} - {PSEUDO, "en"}
    return ("en", *sorted(found))


def best_locale(wanted: str, enabled: tuple[str, ...], default: str) -> str:
    """The enabled locale nearest to a language tag such as "ru-RU" or "zh-hans"; `default` when none is near."""
    return _same_script(wanted, enabled) or _same_language(wanted, enabled) or default


def negotiated(accept: str, enabled: tuple[str, ...], default: str) -> str:
    """The enabled locale for an Accept-Language header. Another script of a wanted language comes after the others."""
    wanted = _by_preference(accept)
    for near in (_same_script, _same_language):
        for tag in wanted:
            if found := near(tag, enabled):
                return found
    return default


def _by_preference(accept: str) -> list[str]:
    """Up to ten language tags, the best liked first; "*" and what is refused say nothing."""
    liked = []
    for part in accept.split(",")[:10]:
        tag, _, rest = part.partition(";")
        weight = rest.strip().removeprefix("q=")
        if tag.strip(" *") and weight not in ("0", "0.0", "0.00", "0.000"):
            liked.append((weight or "1", tag.strip()))
    return [tag for _, tag in sorted(liked, key=lambda one: one[0], reverse=True)]


def _same_script(wanted: str, enabled: tuple[str, ...]) -> str:
    return next((name for name in enabled if _written(name) == _written(wanted)), "")


def _same_language(wanted: str, enabled: tuple[str, ...]) -> str:
    return next((name for name in enabled if _written(name)[0] == _written(wanted)[0]), "")


@lru_cache(maxsize=256)
def _written(tag: str) -> tuple[str, str]:
    """A language and, where it has several, its script: "zh-TW" is ("zh", "hant")."""
    language, *rest = tag.replace("-", "_").lower().split("_")
    script = next((part for part in rest if len(part) == 4), "")
    if language == "zh" and not script:
        script = "hant" if _TRADITIONAL & set(rest) else "hans"
    return language, script


@lru_cache(maxsize=32)
def _babel(locale: str) -> Locale:
    return Locale.parse("en_US" if locale in ("en", PSEUDO) else locale)


_NO_COUNTRIES = frozenset("CQ EU EZ UN QO XA XB XK ZZ".split())  # CQ is Sark, whose mail goes by GG


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """ISO codes of the world's countries and territories."""
    codes = (str(code) for code in _babel("en").territories)
    return tuple(sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES))


@lru_cache(maxsize=64)
def language_name(code: str) -> str:
    """A language in its own words, as its readers look for it."""
    babel = _babel(code)
    name = str(babel.languages.get(code) or babel.get_display_name() or code) if code != PSEUDO else code
    return "English" if code == "en" else name[:1].upper() + name[1:]


@lru_cache(maxsize=8192)
def format_money(amount: Money, locale: str, whole: bool = False) -> str:
    """The amount in the reader's locale, with the ISO 4217 number of decimals whatever CLDR says.

    With `whole`, where a shop prices in whole units, a whole amount is written without decimals.
    """
    if amount.currency == STARS:
        return f"⭐ {format_number(amount.minor, locale)}"
    digits = exponent(amount.currency)
    if whole and amount.minor % 10**digits == 0:
        digits = 0
    pattern = _babel(locale).currency_formats["standard"].pattern
    if digits != 2:
        pattern = pattern.replace("0.00", "0." + "0" * digits if digits else "0")
    text = str(format_currency(amount.decimal, amount.currency, pattern, locale=_babel(locale), currency_digits=False))
    return _CODE_MEETS_NUMBER.sub("\u00a0", text)


@lru_cache(maxsize=4096)
def format_number(value: int, locale: str) -> str:
    """A whole number with the digits' groups of the reader's locale."""
    return str(format_decimal(value, locale=_babel(locale)))


@dataclass(frozen=True)
class Translator:
    """Words of one locale, times of one zone. Callable: `t("S-08", "Only {n} left", n=2)`."""

    locale: str = "en"
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("UTC"))
    default_locale: str = "en"
    whole_prices: bool = False

    def __call__(self, context: str, message: str, **values: Any) -> str:
        """Translate `message` in `context` (a screen id) and fill its {placeholders}."""
        text = _catalogue(self.locale).pgettext(context, message)
        return self._fill(text, values)

    def plural(self, context: str, one: str, many: str, n: int, **values: Any) -> str:
        """Translate with the plural form for `n`, which is also a placeholder."""
        text = _catalogue(self.locale).npgettext(context, one, many, n)
        return self._fill(text, {"n": self.number(n), **values})

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, as the language parts them: "M, blue"."""
        return _joined(self("list", "{a}, {b}"), words)

    def item(self, name: str, details: str) -> str:
        """A thing and what tells it from others of its name: "Linen shirt, M"."""
        return _joined(self("item", "{a}, {b}"), (name, details))

    def refusal(self, error: ShopError) -> str:
        """A refusal's sentence, its money and dates written for this reader."""
        return self._fill(_catalogue(self.locale).gettext(error.message), error.values)

    def sentence(self, message: str, **values: Any) -> str:
        """Translate a sentence marked with `N_`, without a context."""
        return self._fill(_catalogue(self.locale).gettext(message), values)

    def _fill(self, text: str, values: dict[str, Any]) -> str:
        return text.format(**{k: self._word(v) for k, v in values.items()}) if values else text

    def _word(self, value: Any) -> str:
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        return _ISOLATE.format(value) if self.rtl and isinstance(value, str) else str(value)

    @property
    def rtl(self) -> bool:
        return self.locale.split("_")[0] in RTL_LANGUAGES

    @property
    def language_tag(self) -> str:
        """The locale as HTML names it: "zh-Hans"."""
        return self.locale.replace("_", "-")

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"

    @property
    def back_glyph(self) -> str:
        return "›" if self.rtl else "‹"

    def money(self, amount: Money) -> str:
        text = format_money(amount, self.locale, self.whole_prices)
        return _ISOLATE.format(text) if self.rtl else text

    def number(self, value: int) -> str:
        return format_number(value, self.locale)

    def percent(self, basis_points: int) -> str:
        return str(format_percent(basis_points / 10_000, "#,##0.##%", locale=_babel(self.locale)))

    def country(self, code: str) -> str:
        """A country's name by its ISO code; the code itself when there is none."""
        return str(_babel(self.locale).territories.get(code.upper(), code))

    def today(self) -> date:
        """The shop's calendar day now."""
        return now().astimezone(self.zone).date()

    def day(self, value: date) -> str:
        """Near days by word, this week with its weekday, others as a date; the year only when it differs."""
        distance = (value - self.today()).days
        if distance == 0:
            return self("dates", "today")
        if distance == 1:
            return self("dates", "tomorrow")
        skeleton = "MMMEd" if value.year == self.today().year else "yMMMd"
        return str(format_skeleton_day(value, skeleton, self.locale))

    def day_range(self, first: date, last: date) -> str:
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def time(self, value: datetime) -> str:
        return str(format_time(value, "short", tzinfo=self.zone, locale=_babel(self.locale)))

    def moment(self, value: datetime) -> str:
        return self._at(value, self.time(value))

    def between(self, start: datetime, end: datetime) -> str:
        """A span of hours on one day: "Thu, Nov 12, 6–8 PM"."""
        return self._at(start, _hours(start.astimezone(self.zone), end.astimezone(self.zone), self.locale))

    def _at(self, value: datetime, time: str) -> str:
        """A day and a time, joined as the language joins them."""
        pattern = str(_babel(self.locale).datetime_formats["medium"])
        return pattern.replace("{1}", self.day(value.astimezone(self.zone).date())).replace("{0}", time)


def _joined(pattern: str, words: Iterable[str]) -> str:
    """The words two by two in the pattern; empty ones are left out."""
    first, *rest = [word for word in words if word] or [""]
    return reduce(lambda before, word: pattern.format(a=before, b=word), rest, first)


@lru_cache(maxsize=2048)
def format_skeleton_day(value: date, skeleton: str, locale: str) -> str:
    """A date by CLDR skeleton; Babel's format_skeleton needs a datetime pattern lookup, which is memoised here."""
    pattern = _babel(locale).datetime_skeletons.get(skeleton) or _babel(locale).datetime_skeletons["MMMd"]
    written = str(getattr(pattern, "pattern", pattern)).replace("日E", "日 E")  # CLDR writes them without a gap
    return str(format_date(value, written, locale=_babel(locale)))


def _hours(start: datetime, end: datetime, locale: str) -> str:
    """From–to as the language writes it; where the clock has two halves, full hours go without minutes."""
    babel = _babel(locale)
    if "a" not in str(babel.time_formats["short"].pattern):
        return f"{format_time(start, 'HH:mm', locale=babel)}–{format_time(end, 'HH:mm', locale=babel)}"
    full = not start.minute and not end.minute
    return str(format_interval(start, end, "h" if full else "hm", locale=babel)).replace("\u2009", "")
