"""The merchant's short words in other languages: one dictionary per shop, cached by its version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.cache import Lru
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, Stale
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.shop.actions import bump
from domain.shop.models import ShopWord
from domain.shop.views import ShopView

LONGEST = 300
AT_ONCE = 1000
NOTICES = ("notice", "closed_notice")
_READ = "SELECT locale, word, text FROM shop_word WHERE shop_id = $1 AND locale IN ($2, $3)"
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What the merchant's words are for one reader; a word without a translation is itself."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, word: str) -> str:
        return self.texts.get(word, word)

    def each(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(self(word) for word in words)

    def within(self, text: str) -> str:
        """The whole text if it is known, else word by word: "Mon–Fri 09:00–18:00"."""
        if text in self.texts or not self.texts:
            return self(text)
        return _LETTERS.sub(lambda found: self(found[0]), text)


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A word in one language, from the text a page showed ("" for none) to the one typed there."""

    locale: str
    word: str
    was: str
    to: str


_words: Lru[tuple[int, int, str, str], Words] = Lru(256)


async def words_at(by: Actor, version: int, locale: str, own: str) -> Words:
    """The words for a reader, else in the shop's `own` language; no statement while the version stays the same."""
    key = (by.shop_id, version, locale, own)
    kept = _words.get(key)
    return kept if kept is not None else _words.put(key, await _read(by, locale, own))


async def _read(by: Actor, locale: str, own: str) -> Words:
    found: dict[str, dict[str, str]] = {locale: {}, own: {}}
    for row in await sql(_READ, by.shop_id, locale, own):
        found[row["locale"]][row["word"]] = row["text"]
    return Words(found[own] | found[locale])


async def shop_told(by: Actor, shop: ShopView) -> ShopView:
    """The shop with what it says in passing (its line, its notices) in the actor's language."""
    words = await words_at(by, shop.version, by.locale, shop.locale)
    if not words.texts:
        return shop
    said: dict[str, Any] = {name: words(getattr(shop.settings, name)) for name in NOTICES}
    return replace(shop, pitch=words(shop.pitch), settings=replace(shop.settings, **said))


async def dictionary(by: Actor) -> dict[str, dict[str, str]]:
    """Everything that has been written: word → locale → text."""
    found: dict[str, dict[str, str]] = {}
    for row in await ShopWord.of(by).values("locale", "word", "text"):
        found.setdefault(row["word"], {})[row["locale"]] = row["text"]
    return found


async def store_words(by: Actor, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Write word → locale → text over what there is. What else says these words is told; the version is the caller's.

    Inside the transaction of the change.
    """
    rows = [
        {"shop_id": by.shop_id, "locale": locale, "word": word, "text": text}
        for word, own in texts.items()
        for locale, text in own.items()
    ]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        await insert_rows(
            "shop_word", part, conflict="ON CONFLICT (shop_id, locale, word) DO UPDATE SET text = excluded.text"
        )
    await _tell(by, list(texts))


async def edit_words(by: Actor, edits: Sequence[WordEdit]) -> int:
    """Change what differs and return how much it was; all or nothing. An empty text takes the translation away.

    Raises `Stale` where somebody else has changed a word meanwhile, `BadInput`.
    """
    require(by, Permission.EDIT_CATALOG)
    wanted = [edit for edit in edits if edit.was != edit.to]
    if any(len(edit.to) > LONGEST or not edit.word or len(edit.word) > LONGEST for edit in wanted):
        raise BadInput({"words": N_("A word has at most 300 characters.")})
    if not wanted:
        return 0
    async with transaction():
        for edit in wanted:
            await _edit(by, edit)
        await _tell(by, [edit.word for edit in wanted])
        await bump(by)
        await record(
            by, "words.edited", f"shop:{by.shop_id}", {f"{e.word} ({e.locale})": [e.was, e.to] for e in wanted}
        )
    return len(wanted)


async def _edit(by: Actor, edit: WordEdit) -> None:
    kept = ShopWord.of(by, locale=edit.locale, word=edit.word)
    if edit.was:
        seen = kept.filter(text=edit.was)
        changed = await (seen.update(text=edit.to) if edit.to else seen.delete())
        if not changed and not await kept.filter(text=edit.to).exists():
            raise Stale()
        return
    row = {"shop_id": by.shop_id, "locale": edit.locale, "word": edit.word, "text": edit.to}
    added = await insert_rows("shop_word", [row], conflict="ON CONFLICT DO NOTHING")
    if not added and not await kept.filter(text=edit.to).exists():
        raise Stale()


async def _tell(by: Actor, words: Sequence[str]) -> None:
    """Goods are found by these words too: they are read anew afterwards, some words at a time."""
    for start in range(0, len(words), AT_ONCE):
        await put(by, "words.changed", {"words": sorted(set(words[start : start + AT_ONCE]))})
