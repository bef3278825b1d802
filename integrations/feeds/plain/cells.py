"""Cells as people fill them in a table of their own: words for stock, weights with a unit, several pictures."""

from __future__ import annotations

import re
import unicodedata

from integrations.feeds import values
from integrations.feeds.text import one_line, quoted, tidy
from integrations.feeds.values import Unreadable

_THERE = {"in stock", "available", "yes", "в наличии", "есть", "есть в наличии", "да", "有货", "现货", "充足"}
_NOT_THERE = {"out of stock", "sold out", "no", "нет", "нет в наличии", "распродано", "无货", "缺货", "售罄"}
_WITHOUT_END = {"∞", "unlimited", "без ограничений", "不限"}
_WEIGHT = re.compile(r"([\d.,]+) ?([^\W\d]+)\.?")
_UNITS = {
    "g": "g", "gr": "g", "gram": "g", "grams": "g", "г": "g", "гр": "g", "克": "g", "kg": "kg", "кг": "kg",
    "千克": "kg", "公斤": "kg", "lb": "lb", "lbs": "lb", "oz": "oz",
}  # fmt: skip
_BETWEEN_PICTURES = re.compile("[|\n\u2028]" r"|[,;](?=\s*(?:https?:)?//)|;\s*$")
_TAOBAO_MARK = re.compile(r"[0-9a-f]{32}:\d+:\d+:?", re.IGNORECASE)
_STEPS = re.compile(r"\s*(?:[>»→]|->)\s*")
_CURRENCIES = {
    "rur": "RUB", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "₽": "RUB", "рубль": "RUB", "rmb": "CNY", "元": "CNY",
    "人民币": "CNY", "€": "EUR", "£": "GBP", "₴": "UAH", "₸": "KZT",
}  # fmt: skip
_STATUSES = {"draft": "draft", "archived": "archived", "active": "active", "черновик": "draft", "草稿": "draft"}


def stock(text: str) -> int:
    """Pieces on hand. Raises `Unreadable` for what is no number and has to be guessed."""
    word = one_line(text).casefold()
    if word in _THERE | _WITHOUT_END:
        raise Unreadable(f"{quoted(text)} is no number; the stock is not counted.")
    if word in _NOT_THERE:
        raise Unreadable(f"{quoted(text)} is no number; the stock is set to 0.")
    return values.stock(text)


def guess(text: str) -> int | None:
    """What is taken for a stock that is no number: None, not counted, where a word says that it is there, else 0."""
    return None if one_line(text).casefold() in _THERE | _WITHOUT_END else 0


def is_number(text: str) -> bool:
    """Whether a cell is digits alone, with a decimal point or comma."""
    return text.replace(".", "", 1).replace(",", "", 1).isdecimal()


def weight(text: str) -> int:
    """Grams of a weight with its unit beside it; a bare number could be anything and is 0."""
    if is_number(text):
        return 0
    found = _WEIGHT.fullmatch(unicodedata.normalize("NFKC", one_line(text)))
    unit = _UNITS.get(found[2].casefold(), "") if found else ""
    if not found or not unit:
        raise Unreadable(f"{quoted(text)} has no unit; write 500 g or 0.5 kg.")
    return values.weight(found[1], unit)


def pictures(text: str) -> list[str]:
    """The addresses in a cell, whatever stands between them."""
    found = (tidy(part) for part in _BETWEEN_PICTURES.split(text))
    return [part for part in found if part and not _TAOBAO_MARK.fullmatch(part)]


def categories(text: str) -> list[tuple[str, ...]]:
    """Paths: levels are parted by ">", or by "/" where there is no ">"; several paths by "|" or ";"."""
    paths = re.split(r"\s*[|;]\s*", text)
    cut = _STEPS if _STEPS.search(text) else re.compile(r"\s*[/／]\s*")
    return [tuple(name for name in map(one_line, cut.split(path)) if name) for path in paths]


def currency(text: str) -> str:
    """A currency's code, from a code or a sign."""
    plain = unicodedata.normalize("NFKC", one_line(text))
    return _CURRENCIES.get(plain.casefold(), plain.upper())


def status(text: str) -> str:
    """draft, active or archived, from these words or from yes and no. Raises `Unreadable`."""
    word = text.casefold()
    return _STATUSES.get(word) or ("active" if values.flag(text) else "draft")
