"""Whether words are a part of a column, in whatever case: in the way each database is quickest at.

PostgreSQL finds parts in an index of UPPER(column) where it has one (`domain.kit.parts`). SQLite goes through the
column: its own LIKE knows the case of Latin letters alone, and is several times as fast as our UPPER.
"""

from __future__ import annotations

from domain.kit.rows import writes_in_with


def escaped(words: str) -> str:
    """Words for LIKE … ESCAPE '!'."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def pattern(words: str) -> str:
    """The value of a placeholder for `alike`: the words, and anything before and after them."""
    return f"%{escaped(words)}%"


def alike(column: str, words: str, placeholder: str) -> str:
    """The condition; the placeholder stands for a pattern of these words."""
    if words.isascii() and not writes_in_with():
        return f"{column} LIKE {placeholder} ESCAPE '!'"
    return f"UPPER({column}) LIKE UPPER({placeholder}) ESCAPE '!'"
