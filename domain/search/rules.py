"""How words are read, the same for goods and for questions. Pure.

Folded (NFKC, case, ё=е, accents), stemmed by their script (English, Russian); Chinese and Japanese as single
characters and pairs. Small words and single letters say nothing alone; a single Chinese character is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from domain.search.sounds import SOUND, sounds

TERM_LENGTH = 60
SHARED_TEXT = 60
Weighed = tuple[tuple[str, int], ...]
QUERY_WORDS = 12
AWAITED_PARTS = 24

# What a word weighs by where it stands. Surface words only serve the speller; codes are found as typed, whole.
CODE, NAME, BRAND, TAG, CATEGORY, OPTION, TEXT, SURFACE = 1000, 100, 60, 45, 30, 25, 40, 0
HEAD_PERCENT = 40
# A word among few says more than a word among many: weights hold for a name of 5 words, a description of 40.
USUAL_LENGTH = {NAME: 5, TEXT: 40}

_MARKS = re.compile("(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f]")
_APOSTROPHES = re.compile("['’ʼ`´]")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKENS = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+(?:-[^\\W_{_CJK}]+)*")
_IS_CJK = re.compile(f"[{_CJK}]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")
_STOP = frozenset(
    "a an and any are as at be by for from i in is it its me my of on or our please some that the this to we with you "
    "your а бы в ваш во вы для до же за и из к как ко ли мне мой моя мы на не но о об от по с со то у что это я".split()
)
_FAINT = re.compile("[0-9a-z\u0370-\u03ff\u0400-\u04ff]")
_PARTICLES = re.compile("[的了吗嗎呢吧啊呀]+")
_ENGLISH = snowballstemmer.stemmer("english")
_RUSSIAN = snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is looked up: every part must be found, by any of its terms; `tail` may still be unfinished.

    `faint` parts (the m of "shirt m") choose among what the others find. A `bare` question has nothing that tells:
    it asks for goods called so.
    """

    words: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    tail: str = ""
    faint: tuple[tuple[str, ...], ...] = ()
    bare: bool = False

    @property
    def size(self) -> int:
        return len(self.parts) + len(self.faint)


def folded(text: str) -> str:
    """Without case and accents; й stays itself, ё becomes е."""
    loose = _MARKS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()))
    return unicodedata.normalize("NFKC", loose)


def code(text: str) -> str:
    """A SKU or GTIN as it is compared: letters and digits only ("LSH-m 01" is "#lshm01")."""
    plain = "".join(c for c in folded(text) if c.isalnum())
    return f"#{plain}"[:TERM_LENGTH] if plain else ""


def words(text: str) -> list[str]:
    """The folded words as written, hyphenated ones whole."""
    return _TOKENS.findall(_APOSTROPHES.sub("", folded(text)))


def is_cjk(word: str) -> bool:
    """Whether a word is written in Chinese or Japanese characters."""
    return bool(_IS_CJK.match(word))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word, by its script."""
    if _CYRILLIC.search(word):
        return str(_RUSSIAN.stemWord(word))
    return str(_ENGLISH.stemWord(word)) if _LATIN.search(word) else word


def tells(word: str) -> bool:
    """Whether a word alone says what is wanted."""
    return not (word in _STOP or _FAINT.fullmatch(word) or _PARTICLES.fullmatch(word))


def terms(text: str, *, telling: bool = False) -> Iterator[str]:
    """Everything a text is found by; `telling` leaves out what says nothing alone."""
    for word in words(text):
        if _IS_CJK.match(word):
            yield from (char for char in word if not telling or tells(char))
            yield from _pairs(word)
        elif not telling or tells(word):
            yield from _compound(word)


def surfaces(text: str) -> Iterator[str]:
    """The unstemmed words of a text, for the speller and for finishing what is being typed."""
    for word in words(text):
        if not _IS_CJK.match(word):
            yield from (part for part in word.split("-") if len(part) > 1)


def index(fields: Iterable[tuple[str, int]], codes: Iterable[str]) -> dict[str, int]:
    """Terms of one product with their weights; `fields` are (text, weight). Words in several places weigh more."""
    placed: dict[tuple[str, int], int] = {}
    known: dict[str, int] = {}
    for text, weight in fields:
        weighed, names = _shared(text, weight) if len(text) <= SHARED_TEXT else _read(text, weight)
        for term, value in weighed:
            placed[term, weight] = max(placed.get((term, weight), 0), value)
        known |= dict.fromkeys(names, SURFACE)
    found: dict[str, int] = {}
    for (term, _), value in placed.items():
        found[term] = found.get(term, 0) + value
    return found | known | {key: CODE for text in codes if (key := code(text))}


def _is_named(weight: int) -> bool:
    """Descriptions are long and full of words that name nothing: the speller does not learn from them."""
    return weight != TEXT


@lru_cache(maxsize=4_000)
def _shared(text: str, weight: int) -> tuple[Weighed, tuple[str, ...]]:
    """Goods have brands, categories and values in common: an index of many is made in half the time."""
    return _read(text, weight)


def _read(text: str, weight: int) -> tuple[Weighed, tuple[str, ...]]:
    """The terms of one place, and its words as written where the speller learns from it."""
    learnt = surfaces(text) if _is_named(weight) else ()
    said = ((term[:TERM_LENGTH], SOUND) for term in (sounds(text) if _is_named(weight) else ()))
    return (*_weighed(text, weight), *said), tuple(f"~{surface}"[:TERM_LENGTH] for surface in learnt)


def _weighed(text: str, weight: int) -> Iterator[tuple[str, int]]:
    """The terms of one place; the first word of a name weighs more."""
    found = [term[:TERM_LENGTH] for term in terms(text, telling=not _is_named(weight))]
    usual = USUAL_LENGTH.get(weight, len(found))
    value = max(1, 4 * weight * usual // (usual + 3 * len(found))) if found else 0
    for place, term in enumerate(found):
        head = weight == NAME and place == 0
        yield term, value * (100 + HEAD_PERCENT) // 100 if head else value


def question(text: str) -> Question:
    """Read what somebody typed. Small words are left out unless nothing else is there."""
    typed = [piece for word in words(text)[:QUERY_WORDS] for piece in _pieces(word)]
    telling = [word for word in typed if tells(word)]
    read = telling or typed
    last = read[-1] if telling and not text[-1:].isspace() else ""
    return Question(
        words=tuple(read),
        parts=tuple(part for word in read for part in _parts(word)),
        tail=last if last and not _IS_CJK.match(last) else "",
        faint=tuple((word,) for word in typed if _FAINT.fullmatch(word) and word not in _STOP) if telling else (),
        bare=not telling,
    )


def awaited(text: str) -> list[tuple[int, str]]:
    """(part, term) of words to be waited for: goods that have a term of every part are meant; none for bare words.

    An article number stands for every part.
    """
    asked = question(text)
    parts = () if asked.bare else (*asked.parts, *asked.faint)[:AWAITED_PARTS]
    own = code(text)
    return sorted({(place, term) for place, part in enumerate(parts) for term in (*part, own) if term})


def _pieces(word: str) -> list[str]:
    """Chinese is written without spaces: its particles part the words ("红色的杯子")."""
    return [piece for piece in _PARTICLES.split(word) if piece] or [word]


def _parts(word: str) -> Iterator[tuple[str, ...]]:
    if not _IS_CJK.match(word):
        yield tuple(dict.fromkeys(_alternatives(word)))
    elif len(word) == 1:
        yield (word,)
    else:
        yield from ((pair,) for pair in _pairs(word))


def _alternatives(word: str) -> Iterator[str]:
    """ "t-shirt" is also written "tshirt"; its pieces alone would find too much."""
    yield stem(word.replace("-", ""))[:TERM_LENGTH]
    if "-" in word:
        yield stem(word.rsplit("-", 1)[1])[:TERM_LENGTH]


def _compound(word: str) -> Iterator[str]:
    pieces = word.split("-")
    yield from (stem(piece) for piece in pieces)
    if len(pieces) > 1:
        yield stem("".join(pieces))


def _pairs(word: str) -> Iterator[str]:
    return (word[i : i + 2] for i in range(len(word) - 1))
