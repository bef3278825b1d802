"""Every short word the shop says to customers, with what it is called in other languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.alike import pattern
from domain.kit.db import sql
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values
from domain.shop.queries import shop_of
from domain.shop.words import NOTICES

PER_PAGE = 50
KINDS = ("shop", "delivery", "option", "value", "fact")
_LETTERS = re.compile(r"[^\W\d_]+")
_USED = """
SELECT word, MIN(place) AS place, COUNT(*) AS uses FROM (
  SELECT o.name AS word, 2 AS place FROM product_option o WHERE o.shop_id = $1
  UNION ALL SELECT x.value, 3 FROM option_value x WHERE x.shop_id = $1
  UNION ALL SELECT a.name, 4 FROM product_attribute a WHERE a.shop_id = $1
  UNION ALL SELECT a.value, 4 FROM product_attribute a WHERE a.shop_id = $1
  UNION ALL SELECT m.name, 1 FROM delivery_method m WHERE m.shop_id = $1
  UNION ALL SELECT p.name, 1 FROM pickup_point p WHERE p.shop_id = $1
  UNION ALL SELECT r.name, 1 FROM tax_rate r WHERE r.shop_id = $1 {others}) used
WHERE word <> '' AND LENGTH(word) <= 300 {wanted} GROUP BY word
"""
_FOUND = "SELECT COUNT(*) AS n FROM ({used}) found"
_PAGE = "SELECT word, place, uses FROM ({used}) found ORDER BY place, uses DESC, word LIMIT {limit} OFFSET {offset}"
_UNTOLD = "AND (SELECT COUNT(*) FROM shop_word d WHERE d.shop_id = $1 AND d.word = used.word AND d.locale IN ({})) < {}"
_TEXTS = "SELECT word, locale, text FROM shop_word WHERE shop_id = $1 AND word IN ({words})"


@dataclass(frozen=True, slots=True)
class UsedWord:
    """A word, what kind of thing it names first (of `KINDS`), how often it stands somewhere, locale → text."""

    word: str
    kind: str
    uses: int
    texts: dict[str, str] = field(default_factory=dict)


async def words_in_use(
    by: Actor, search: str = "", kind: str = "", untold: bool = False, page: int = 1
) -> Page[UsedWord]:
    """The shop's own line and notices, delivery, options, their values and facts, the most used first.

    With `untold` only those that a language of the shop besides its own does not know. Raises `NotAllowed`.
    """
    require(by, Permission.EDIT_CATALOG)
    values = Values([by.shop_id])
    used = await _used(by, values, search, kind, untold)
    total = int((await sql(_FOUND.format(used=used), *values))[0]["n"])
    at = clamp(page, PER_PAGE, total)
    rows = await sql(_PAGE.format(used=used, limit=PER_PAGE, offset=PER_PAGE * (at - 1)), *values) if total else []
    return Page(await _views(by, rows), at, PER_PAGE, total)


async def _used(by: Actor, values: Values, search: str, kind: str, untold: bool) -> str:
    shop = await shop_of(by)
    lines = [shop.pitch, *(getattr(shop.settings, name) for name in NOTICES)]
    others = [f"UNION ALL SELECT {values.put(line)}, 0" for line in lines if line]
    others += [f"UNION ALL SELECT {values.put(word)}, 1" for word in await _in_hours(by)]
    wanted = [f"AND place = {KINDS.index(kind)}"] if kind in KINDS else []
    if search:
        wanted.append(f"AND UPPER(word) LIKE {values.put(pattern(search.upper()))} ESCAPE '!'")
    codes = [code for code in shop.locales if code != shop.locale]
    if untold and codes:
        wanted.append(_UNTOLD.format(", ".join(values.put(code) for code in codes), len(codes)))
    return _USED.format(others=" ".join(others), wanted=" ".join(wanted))


async def _in_hours(by: Actor) -> list[str]:
    """Opening hours are read word by word: "Mon", "Sat"."""
    rows = await sql("SELECT hours FROM pickup_point WHERE shop_id = $1", by.shop_id)
    return list(dict.fromkeys(word for row in rows for word in _LETTERS.findall(row["hours"])))


async def _views(by: Actor, rows: Sequence[dict[str, Any]]) -> tuple[UsedWord, ...]:
    if not rows:
        return ()
    values = Values([by.shop_id])
    words = ", ".join(values.put(row["word"]) for row in rows)
    texts: dict[str, dict[str, str]] = {}
    for text in await sql(_TEXTS.format(words=words), *values):
        texts.setdefault(text["word"], {})[text["locale"]] = text["text"]
    return tuple(UsedWord(r["word"], KINDS[r["place"]], r["uses"], texts.get(r["word"], {})) for r in rows)
