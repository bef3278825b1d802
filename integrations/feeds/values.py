"""One cell each: prices, stock, weights, barcodes, yes and no, picture addresses. What is unclear is never guessed."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from domain.kit.money import EXPONENTS, Money, UnreadableAmount, half_up
from domain.media.addresses import is_public_host, own_path
from integrations.feeds.text import quoted

MAX_MINOR = 10**12
MAX_STOCK = 10**9
MAX_GRAMS = 10**9

_DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BSD BBD BMD BND BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD"
_SIGNS = {
    "$": _DOLLARS, "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD",
    "r$": "BRL", "€": "EUR", "£": "GBP EGP", "¥": "JPY CNY", "元": "CNY", "円": "JPY", "₽": "RUB", "руб": "RUB",
    "руб.": "RUB", "р.": "RUB", "₴": "UAH", "₸": "KZT", "₹": "INR", "₩": "KRW", "₺": "TRY", "₫": "VND", "฿": "THB",
    "₪": "ILS", "₱": "PHP", "₦": "NGN", "zł": "PLN", "kč": "CZK", "kr": "SEK NOK DKK ISK", "kr.": "DKK SEK NOK",
    "rs": "INR PKR LKR NPR MUR", "rs.": "INR PKR LKR NPR MUR", "fr.": "CHF", "ft": "HUF", "lei": "RON MDL",
}  # fmt: skip
_AMOUNT = re.compile(r"(?P<before>[^\d,+-]*)(?P<number>(?:[+-] ?)?\d(?:[\d.,' ]*\d)?)(?P<after>[^\d-]*)", re.ASCII)
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})", re.ASCII)
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[,.' ])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<rest>\d+))?", re.ASCII
)
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+", re.ASCII)
_WHOLE = re.compile(r"([+-]?\d{1,15})(?:\.0{1,9})?", re.ASCII)
_MEASURE = re.compile(r"(\d{1,12})(?:[.,](\d{1,12}))?", re.ASCII)
# nanograms in one unit, so that pounds and ounces stay whole numbers
_NANOGRAMS = {"g": 10**9, "kg": 10**12, "oz": 28_349_523_125, "lb": 453_592_370_000}
_YES = {"true", "yes", "y", "t", "1", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "истина", "prawda", "waar"}
_NO = {"false", "no", "n", "f", "0", "falsch", "faux", "falso", "ложь", "fałsz", "onwaar"}


class Unreadable(ValueError):
    """The sentence says what is wrong with the cell."""


def price(text: str, currency: str) -> Money:
    """Read an amount. Shopify writes 1234.50; other forms are taken only if they can mean one thing.

    Taken: 1234,5 · 1 299,00 · 1.299,00 · 1,299.00 · 1,299,000 · the shop's own currency sign or code beside it.
    Refused: 1,299 (thousands or decimals?), negative, scientific, too many decimals, another currency, not a number.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("’", "'").strip()
    if not plain:
        raise Unreadable("The price is empty.")
    if _SCIENTIFIC.fullmatch(plain):
        raise Unreadable(f"{quoted(text)} is a spreadsheet's short form of a number; write it out.")
    shape = _AMOUNT.fullmatch(plain)
    if not shape:
        raise Unreadable(f"{quoted(text)} is not an amount.")
    for mark in (shape["before"], shape["after"]):
        _own_currency(mark.strip().casefold(), currency, text)
    return _money(shape["number"].replace("+", "").strip(), currency, text)


def stock(text: str) -> int:
    """Pieces on hand. Raises `Unreadable` for what is no whole number from 0 to a billion."""
    whole = _WHOLE.fullmatch(unicodedata.normalize("NFKC", text))
    if not whole:
        raise Unreadable(f"{quoted(text)} is not a whole number; the stock is set to 0.")
    count = int(whole[1])
    if count < 0:
        raise Unreadable(f"{quoted(text)} is below zero (oversold); the stock is set to 0.")
    if count > MAX_STOCK:
        raise Unreadable(f"{quoted(text)} is more than can be counted; the stock is set to 0.")
    return count


def weight(text: str, unit: str) -> int:
    """Whole grams, rounded half up."""
    if unit.casefold() not in _NANOGRAMS:
        raise Unreadable(f"{quoted(text)} has no known unit; the weight is left out.")
    measure = _MEASURE.fullmatch(text)
    if not measure:
        raise Unreadable(f"{quoted(text)} is not a weight; it is left out.")
    digits = measure[2] or ""
    grams = half_up(int(measure[1] + digits) * _NANOGRAMS[unit.casefold()], 10 ** (9 + len(digits)))
    if grams > MAX_GRAMS:
        raise Unreadable(f"{quoted(text)} is more than a thousand tonnes; the weight is left out.")
    return grams


def unguarded(text: str) -> str:
    """Without the apostrophe or ="…" that keeps a spreadsheet from changing a code."""
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text[1:].strip() if text.startswith("'") and text[1:2].isalnum() else text


def gtin(text: str) -> str:
    """A barcode's digits (EAN, UPC, ISBN-13, GTIN-14) when its check digit is right."""
    code = unguarded(text).replace(" ", "").replace("-", "")
    if _SCIENTIFIC.fullmatch(code):
        raise Unreadable(f"{quoted(text)} was changed by a spreadsheet, its last digits are lost; it is left out.")
    if not (code.isascii() and code.isdigit() and len(code) in (8, 12, 13, 14)):
        raise Unreadable(f"{quoted(text)} is not an EAN, UPC or ISBN-13 number; it is left out.")
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(code[:-1])))
    if (weighted + int(code[-1])) % 10:
        raise Unreadable(f"{quoted(text)} has a wrong check digit; it is left out.")
    return code


def flag(text: str) -> bool:
    """TRUE or FALSE, also as spreadsheets in other languages save them."""
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable(f"{quoted(text)} is neither TRUE nor FALSE.")


def oversell(text: str) -> bool:
    """Whether to sell on when the stock is used up."""
    word = text.casefold()
    return word == "continue" if word in ("continue", "deny") else flag(text)


def position(text: str) -> int:
    """A picture's place."""
    whole = _WHOLE.fullmatch(text)
    if not whole:
        raise Unreadable(f"{quoted(text)} is not a place; the picture goes to the end.")
    return int(whole[1])


def picture(text: str) -> str:
    """A web address of a picture, or the path of one of our own. Where it leads is checked again when it is fetched."""
    if own := own_path(text):
        return own
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
    except ValueError:
        raise Unreadable(f"{quoted(text)} is not a web address; the picture is left out.") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f<>\"]", text):
        raise Unreadable(f"{quoted(text)} is not a web address; the picture is left out.")
    if not is_public_host(host):
        raise Unreadable(f"{quoted(text)} leads into a private network; the picture is left out.")
    if user is not None:
        raise Unreadable("The picture's address carries a name or password; it is left out.")
    return text


def _own_currency(mark: str, currency: str, text: str) -> None:
    if not mark or mark == currency.casefold() or currency in _SIGNS.get(mark, "").split():
        return
    if mark in _SIGNS or mark.upper() in EXPONENTS:
        raise Unreadable(f"{quoted(text)} is in another currency; this import reads {currency}.")
    raise Unreadable(f"{quoted(text)} is not an amount.")


def _money(number: str, currency: str, text: str) -> Money:
    if number.startswith("-"):
        raise Unreadable(f"{quoted(text)} is below zero.")
    try:
        amount = Money.parse(_decimal(number, text), currency)
    except UnreadableAmount:
        raise Unreadable(f"{quoted(text)} has more decimals than {currency} has, or is out of range.") from None
    if amount.minor >= MAX_MINOR:
        raise Unreadable(f"{quoted(text)} is too much to be a price.")
    return amount


def _decimal(number: str, text: str) -> str:
    if _PLAIN.fullmatch(number):
        return number
    if _COMMA.fullmatch(number):
        return number.replace(",", ".")
    grouped = _GROUPED.fullmatch(number)
    if not grouped:
        raise Unreadable(f"{quoted(text)} is not an amount.")
    if number.count(",") == 1 and "." not in number and grouped["mark"] == ",":
        raise Unreadable(f"{quoted(text)} can be read in two ways; write it without a comma.")
    whole = grouped["whole"].replace(grouped["mark"], "")
    return f"{whole}.{grouped['rest']}" if grouped["rest"] else whole
