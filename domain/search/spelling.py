"""What somebody may have meant: another keyboard layout, another alphabet, a slip of the finger. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log

from domain.search.rules import stem

SHORTEST = 4
LONG = 6
ENOUGH_CANDIDATES = 40

_KEYS_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS_RU = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RU = str.maketrans(_KEYS_EN, _KEYS_RU)
_TO_EN = str.maketrans(_KEYS_RU, _KEYS_EN)
_LATIN_OF = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya".split(),
        strict=True,
    )
)
_CYRILLIC_OF = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "ya": "я",
    "ja": "я", "yo": "е", "jo": "е", "ay": "ай", "ey": "ей", "iy": "ий", "oy": "ой", "uy": "уй", "yy": "ый",
    "ai": "ай", "ei": "ей", "oi": "ой", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х",
    "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip


def other_layout(text: str) -> str:
    """The same keys on the other keyboard: "hbc" is "рис", "еуф" is "tea"."""
    lowered = text.casefold()
    latin = sum(c.isascii() and c.isalpha() for c in lowered)
    cyrillic = sum("а" <= c <= "я" or c == "ё" for c in lowered)
    return lowered.translate(_TO_RU if latin >= cyrillic else _TO_EN)


def other_alphabet(text: str) -> str:
    """The same sounds in the other alphabet: "chashka" is "чашка", "шарф" is "sharf"."""
    lowered = text.casefold()
    if any("а" <= c <= "я" or c == "ё" for c in lowered):
        return "".join(_LATIN_OF.get(c, c) for c in lowered).replace(".", "")
    return "".join(_to_cyrillic(lowered))


def _to_cyrillic(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        size = next((n for n in (4, 3, 2, 1) if text[at : at + n] in _CYRILLIC_OF and len(text[at : at + n]) == n), 0)
        yield _CYRILLIC_OF[text[at : at + size]] if size else text[at]
        at += size or 1


def distance(one: str, other: str, limit: int) -> int:
    """Letters added, dropped, replaced or swapped with a neighbour; `limit` + 1 as soon as it must be more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]


def _bigrams(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


@dataclass(slots=True)
class Vocabulary:
    """The shop's own words with the number of products they stand on, and the ways to them."""

    counts: Mapping[str, int]
    products: int = 0
    stems: dict[str, int] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)
    _by_bigram: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Mapping[str, int], products: int = 0) -> Vocabulary:
        by_bigram: dict[str, list[str]] = defaultdict(list)
        stems: Counter[str] = Counter()
        for word, n in counts.items():
            stems[stem(word)] += n
            if len(word) >= SHORTEST - 1:
                for bigram in _bigrams(word):
                    by_bigram[bigram].append(word)
        return cls(counts, products, dict(stems), sorted(counts), dict(by_bigram))

    def knows(self, word: str) -> bool:
        return word in self.counts or stem(word) in self.stems

    def rarity(self, terms: Iterable[str]) -> int:
        """How much finding one of these stems tells: rare ones tell products apart."""
        common = max((self.stems.get(term, 0) for term in terms), default=0)
        return round(10 * log(1 + max(self.products, common) / (1 + common))) + 1

    def beginning(self, prefix: str, limit: int = 12) -> list[str]:
        """Words that begin so, the most common first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\uffff", lo=start)
        return sorted(self._sorted[start:end], key=lambda word: (-self.counts[word], word))[:limit]

    def nearest(self, word: str) -> str | None:
        """The known word at most one letter away, two for long words; None for short or known or hopeless ones."""
        if len(word) < SHORTEST or word.isdecimal() or self.knows(word):
            return None
        limit = 2 if len(word) >= LONG else 1
        found = ((distance(word, other, limit), other) for other in self._candidates(word))
        ranked = sorted((d, other[0] != word[0], -self.counts[other], other) for d, other in found if d <= limit)
        return ranked[0][3] if ranked else None

    def alike(self, word: str, limit: int = 3) -> list[str]:
        """Words that share much of their spelling, for what cannot be corrected."""
        own = _bigrams(word)
        scored = ((2 * len(own & _bigrams(o)) / (len(own) + len(_bigrams(o))), o) for o in self._candidates(word))
        return [other for score, other in sorted(scored, reverse=True) if score >= 0.35][:limit]

    def _candidates(self, word: str) -> Iterable[str]:
        shared: Counter[str] = Counter()
        for bigram in _bigrams(word):
            shared.update(self._by_bigram.get(bigram, ()))
        return [other for other, _ in shared.most_common(ENOUGH_CANDIDATES)]
