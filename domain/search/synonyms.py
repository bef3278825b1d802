"""Words customers use for what the shop calls otherwise: the merchant's own pairs, by language. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.search.rules import is_cjk, words
from domain.shop.views import ShopView

LONGEST, PHRASE = 60, 4
Pairs = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Whoever searches for `word` finds what `meaning` finds, too."""

    locale: str
    word: str
    meaning: str


def synonyms_of(shop: ShopView) -> tuple[Synonym, ...]:
    """By language and word."""
    told = shop.settings.synonyms
    return tuple(Synonym(code, word, told[code][word]) for code in sorted(told) for word in sorted(told[code]))


def pairs_of(shop: ShopView, locale: str) -> Pairs:
    """Those of every language, for people type in any; the reader's own go first."""
    told = shop.settings.synonyms
    return {word: meaning for code in told for word, meaning in told[code].items()} | told.get(locale, {})


def meant(text: str, pairs: Pairs) -> str:
    """The text with every such word replaced by its meaning; "" where there is none."""
    typed = words(text) if pairs else []
    said = [piece for piece, _ in _replaced(typed, pairs)]
    return " ".join(said) if any(other for _, other in _replaced(typed, pairs)) else ""


def _replaced(typed: list[str], pairs: Pairs) -> Iterator[tuple[str, bool]]:
    """The words, the longest phrases first, and whether each is another one now."""
    at = 0
    while at < len(typed):
        longest = min(PHRASE, len(typed) - at)
        size = next((n for n in range(longest, 0, -1) if " ".join(typed[at : at + n]) in pairs), 0)
        word = " ".join(typed[at : at + (size or 1)])
        other = pairs[word] if size else _inside(word, pairs)
        yield other, other != word
        at += size or 1


def _inside(word: str, pairs: Pairs) -> str:
    """Chinese is written without spaces: its words stand inside of others."""
    if not is_cjk(word):
        return word
    found = max((key for key in pairs if is_cjk(key) and key in word), key=len, default="")
    return word.replace(found, pairs[found]) if found else word
