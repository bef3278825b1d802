"""What the catalogue decides without a database: whose words, which price, which ranges."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

from domain.kit.text import folded

T = TypeVar("T")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def nearest(texts: Mapping[str, T], locale: str, shop_locale: str) -> T | None:
    """The text for a reader: in their locale, their language, the shop's, else any. Empty ones do not count."""
    written = {key: text for key, text in texts.items() if text}
    language = locale.split("_")[0]
    relatives = [key for key in sorted(written) if key.split("_")[0] == language]
    for key in (locale, *relatives, shop_locale, *sorted(written)):
        if key in written:
            return written[key]
    return None


def sells_in_stars(channel: str) -> bool:
    """Whether digital goods are paid in Stars where this messenger is: Telegram allows nothing else there."""
    return channel == "telegram"


def short_key(text: str) -> str:
    """A few ASCII characters that stand for a name in a button, the same for every spelling of its case."""
    return base36(zlib.crc32(folded(text).encode()))


_SIZES = "xxxs xxs xs s small m medium l large xl xxl 2xl xxxl 3xl 4xl 5xl".split()
_AMOUNT = re.compile(r"(\d+)(?:[.,](\d+))?\s*([a-zа-я]*)")
_UNITS = {"kg": 1000, "кг": 1000, "l": 1000, "л": 1000, "m": 1000, "м": 1000, "cm": 10, "см": 10}


def value_order(label: str, place: int) -> tuple[int, int, int, str]:
    """Where a value stands among others: clothes' sizes, then amounts by size, then words as merchants order them."""
    word = folded(label)
    if word in _SIZES:
        return 0, _SIZES.index(word), 0, word
    amount = _AMOUNT.match(word)
    if not amount:
        return 2, place, 0, word
    whole, part, unit = amount.groups()
    thousandths = int(whole[:9]) * 1000 + int((part or "0")[:3].ljust(3, "0"))
    return 1, thousandths * _UNITS.get(unit, 1), place, word


def base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def price_key(low: int, high: int | None) -> str:
    """The key of a price range in minor units, both ends included; `high` None is without end."""
    return f"{base36(low)}-{'' if high is None else base36(high)}"


def price_range(key: str) -> tuple[int, int | None] | None:
    """The range a key stands for; None when it is no range."""
    low, dash, high = key.partition("-")
    try:
        return (int(low, 36), int(high, 36) if high else None) if dash else None
    except ValueError:
        return None


def price_ranges(quarters: Sequence[int]) -> tuple[tuple[int, int | None], ...]:
    """Up to four ranges from the highest price of each quarter of the products, cut at round figures.

    None when the prices do not differ enough to choose between.
    """
    cuts = sorted({_rounded_up(price) for price in quarters[:-1]})
    cuts = [cut for cut in cuts if cut < quarters[-1]]
    if not cuts:
        return ()
    lows = [0, *(cut + 1 for cut in cuts)]
    return tuple(zip(lows, [*cuts, None], strict=True))


def _rounded_up(minor: int) -> int:
    """Two figures that count: 1,990 becomes 2,000 and 12,340 becomes 13,000."""
    step: int = 10 ** max(len(str(minor)) - 2, 0)
    return -(-minor // step) * step
