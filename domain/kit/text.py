"""Comparing what people typed."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`text` for comparison: without case, accents and outer or doubled spaces ("  RĪGA " is "riga").

    Only combining marks of European scripts are dropped; in Thai or Hindi a mark is a letter.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def western_digits(text: str) -> str:
    """The same text with the digits of every script as 0-9 (keyboards differ, numbers do not)."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
