"""Numbers, money, days and times as readers of each language write them, and which language a reader gets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.kit.i18n import Translator, best_locale, negotiated
from domain.kit.money import Money
from tests.kit.clock import Clock

THURSDAY = date(2026, 11, 12)  # today; days are looked at from the Monday before


def plain(text: str) -> str:
    """No-break spaces made visible: "~" is U+00A0, "_" the narrow U+202F."""
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> None:
    clock.at = datetime(2026, 11, 9, 9, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 12, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "minor", "currency", "written"),
    [
        ("en", 123_450, "USD", "$1,234.50"),
        ("en", -1_235, "USD", "-$12.35"),
        ("en", 123_450, "RUB", "RUB~1,234.50"),
        ("en", 123_450, "CAD", "CA$1,234.50"),
        ("ru", 123_450, "RUB", "1~234,50~₽"),
        ("ru", 123_450, "USD", "1~234,50~$"),
        ("ru", 99, "RUB", "0,99~₽"),
        ("zh_Hans", 123_450, "CNY", "¥1,234.50"),
        ("zh_Hans", 123_450, "USD", "US$1,234.50"),
        ("de", 123_450, "EUR", "1.234,50~€"),
        ("ja", 1_235, "JPY", "￥1,235"),
        ("en", 1_234_500, "KWD", "KWD~1,234.500"),
    ],
)
def test_money(locale: str, minor: int, currency: str, written: str) -> None:
    assert plain(Translator(locale).money(Money(minor, currency))) == written


@pytest.mark.parametrize(
    ("locale", "minor", "currency", "written"),
    [
        ("en", 2_000, "USD", "$20"),
        ("en", 2_050, "USD", "$20.50"),
        ("ru", 123_400, "RUB", "1~234~₽"),
        ("zh_Hans", 8_000, "CNY", "¥80"),
        ("ja", 1_235, "JPY", "￥1,235"),
    ],
)
def test_a_shop_that_prices_in_whole_units_drops_empty_decimals(
    locale: str, minor: int, currency: str, written: str
) -> None:
    assert plain(Translator(locale, whole_prices=True).money(Money(minor, currency))) == written


@pytest.mark.parametrize(
    ("locale", "number", "percent"),
    [("en", "1,234,567", "8.25%"), ("ru", "1~234~567", "8,25%"), ("zh_Hans", "1,234,567", "8.25%")],
)
def test_numbers(locale: str, number: str, percent: str) -> None:
    t = Translator(locale)
    assert (plain(t.number(1_234_567)), plain(t.percent(825))) == (number, percent)


@pytest.mark.parametrize(
    ("locale", "day", "next_year"),
    [
        ("en", "Thu, Nov 12", "Jan 8, 2027"),
        ("ru", "чт, 12 нояб.", "8 янв. 2027_г."),
        ("zh_Hans", "11月12日 周四", "2027年1月8日"),
    ],
)
def test_days(locale: str, day: str, next_year: str) -> None:
    t = Translator(locale)
    assert (plain(t.day(THURSDAY)), plain(t.day(date(2027, 1, 8)))) == (day, next_year)


@pytest.mark.parametrize(
    ("locale", "moment", "evening", "noon"),
    [
        ("en", "Thu, Nov 12, 6:05_PM", "Thu, Nov 12, 6–8_PM", "Thu, Nov 12, 11:30_AM–1:00_PM"),
        ("ru", "чт, 12 нояб., 18:05", "чт, 12 нояб., 18:00–20:00", "чт, 12 нояб., 11:30–13:00"),
        ("zh_Hans", "11月12日 周四 18:05", "11月12日 周四 18:00–20:00", "11月12日 周四 11:30–13:00"),
    ],
)
def test_times(locale: str, moment: str, evening: str, noon: str) -> None:
    t = Translator(locale)
    assert plain(t.moment(at(18, 5))) == moment
    assert plain(t.between(at(18), at(20))) == evening
    assert plain(t.between(at(11, 30), at(13))) == noon


def test_times_are_those_of_the_shop() -> None:
    assert Translator("ru", ZoneInfo("Europe/Riga")).moment(at(22, 30)) == "пт, 13 нояб., 00:30"


def test_several_days() -> None:
    last = date(2026, 11, 14)
    assert Translator("zh_Hans").day_range(THURSDAY, last) == "11月12日 周四 – 11月14日 周六"
    assert Translator("ru").day_range(THURSDAY, THURSDAY) == "чт, 12 нояб."


# ---------------------------------------------------------------------------------------------------- which language

SPOKEN = ("en", "ru", "zh_Hans")


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("en-GB", "en"), ("zh", "zh_Hans"), ("zh-CN", "zh_Hans"),
        ("zh-hans", "zh_Hans"), ("zh-Hans-HK", "zh_Hans"), ("zh-SG", "zh_Hans"), ("zh-TW", "zh_Hans"), ("de", "none"),
        ("", "none"),
    ],
)  # fmt: skip
def test_a_language_tag_leads_to_the_nearest_locale(tag: str, locale: str) -> None:
    assert best_locale(tag, SPOKEN, "none") == locale


@pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-Hant", "zh-Hant-TW", "zh-MO"])
def test_traditional_chinese_wins_where_it_is_spoken(tag: str) -> None:
    assert best_locale(tag, (*SPOKEN, "zh_Hant"), "en") == "zh_Hant"


@pytest.mark.parametrize(
    ("accept", "locale"),
    [
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh_Hans"),
        ("en;q=0.3,ru;q=0.9", "ru"),
        ("fr-FR,fr;q=0.9,ru;q=0.5", "ru"),
        ("zh-TW", "zh_Hans"),
        ("zh-TW,en;q=0.5", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh_Hans"),
        ("ru;q=0,zh", "zh_Hans"),
        ("fr,de;q=0.9", "none"),
        ("*", "none"),
        ("", "none"),
        (";;;,=q,\x00", "none"),
    ],
)
def test_a_browsers_list_is_read_in_its_order_of_preference(accept: str, locale: str) -> None:
    assert negotiated(accept, SPOKEN, "none") == locale
