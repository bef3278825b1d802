"""Numbers of payment cards in what people write. They are to be kept nowhere, whoever they are told to."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"\d(?:[ \u00a0.-]?\d){13,}")
_GROUP = re.compile(r"\d+")
_ODD = 14  # such numbers are mostly goods and parcels: one is a card's only when it is written as 4-6-4
_KNOWN = ("2", "3", "4", "5", "6")


def card_number(text: str) -> str:
    """The first payment card's number in a text, its digits alone; "" for none."""
    return next((number for run in _RUN.findall(text) for number in _numbers(run)), "")


def masked(number: str) -> str:
    """What may be shown of a card's number."""
    return f"•••• {number[-4:]}"


def _numbers(run: str) -> Iterator[str]:
    """Neighbouring groups of digits that are one card's number together."""
    groups = [_western(group) for group in _GROUP.findall(run)]
    for start in range(len(groups)):
        for end in range(start + 1, len(groups) + 1):
            if _is_card(groups[start:end]):
                yield "".join(groups[start:end])


def _western(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def _is_card(groups: list[str]) -> bool:
    digits = "".join(groups)
    if len(digits) == _ODD:
        return [len(group) for group in groups] == [4, 6, 4] and digits[0] == "3" and _adds_up(digits)
    return _ODD < len(digits) <= 19 and digits.startswith(_KNOWN) and _adds_up(digits)


def _adds_up(digits: str) -> bool:
    """The check digit of Luhn."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[::-2])) % 10 == 0
