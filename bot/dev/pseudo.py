"""The pseudo-locale: English that is accented, a third longer and in brackets.

It shows at a glance what is not translatable, what is cut, and (it counts as right-to-left) what is not mirrored.
"""

from __future__ import annotations

import re

LOCALE = "qps"
_PLAIN = "abcdeghijklnoprstuwyzABCDEGHIJKLNOPRSTUWYZ"
_ACCENTED = "àƀçđéĝĥíĵķļñøþŕšťúŵýžÀƁÇĐÉĜĤÍĴĶĻÑØÞŔŠŤÚŴÝŽ"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+|(?<!\S)/\w+)")
_LONGER = 0.35


def pseudo(text: str) -> str:
    """The text as the pseudo-locale says it; placeholders, tags, links and commands stay as they are."""
    said = "".join(part if _KEPT.fullmatch(part) else part.translate(_TABLE) for part in _KEPT.split(text))
    letters = len(_KEPT.sub("", text))
    return f"[{said}{'~' * max(1, round(letters * _LONGER) - 2)}]"
