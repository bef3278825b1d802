"""Chinese as it sounds: pinyin ("maojin") and its initials ("mj"), typed where no Chinese keyboard is at hand.

Every two to four characters that stand together, and a whole short name, are found by both. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

FULL, INITIALS = "%", "="
SOUND = 5
SHORTEST, LONGEST, WHOLE = 2, 4, 8
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LETTERS = re.compile("[a-z]{2,40}")


def sounds(text: str) -> Iterator[str]:
    """The terms by which a Chinese name is found in Latin letters; none for other scripts."""
    for run in _HAN.findall(text):
        said = _syllables(run)
        for start in range(len(said)):
            for size in {*range(SHORTEST, LONGEST + 1), len(said) if len(said) <= WHOLE else LONGEST}:
                part = said[start : start + size]
                if len(part) == size:
                    yield FULL + "".join(part)
                    yield INITIALS + "".join(syllable[0] for syllable in part)


def heard(typed: str) -> str:
    """The letters of what was typed, "" for anything but plain Latin letters: "mao jin" is heard as "maojin"."""
    letters = "".join(typed.casefold().split()).replace("'", "").replace("ü", "v")
    return letters if _LETTERS.fullmatch(letters) else ""


@lru_cache(maxsize=4_000)
def _syllables(run: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # its tables are large: only who sells in Chinese pays for them

    return tuple(lazy_pinyin(run))
