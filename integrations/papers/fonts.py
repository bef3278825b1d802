"""The typeface of papers: DejaVu Sans for most of the world, the reader's own Asian fonts for what it has no signs for.

An Asian font weighs more than a year of papers, so none is put into the file: every reader of PDF has its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from integrations.papers.script import plain

HERE = Path(__file__).parent / "fonts"
REGULAR, BOLD = "Hawker", "Hawker-Bold"
HAN, HANGUL = "STSong-Light", "HYSMyeongJo-Medium"
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))
_HAN = ((0x2E80, 0x312F), (0x3190, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
_INSTEAD = str.maketrans({"⭐": "★", "\u2011": "-", "\t": " "})
_PICTURES = ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0xE0000, 0xE007F))
MISSING = "□"


@lru_cache(maxsize=1)
def _signs() -> frozenset[int]:
    """Makes the fonts known, and says what DejaVu can write."""
    faces = [TTFont(name, HERE / file) for name, file in ((REGULAR, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf"))]
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    for name in (HAN, HANGUL):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return frozenset(faces[0].face.charToGlyph) & frozenset(faces[1].face.charToGlyph)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=8192)
def _written_in(sign: str) -> str:
    """The font of a sign beside the usual one: "" the usual, "-" a picture that is left out, "?" none at all."""
    code = ord(sign)
    if sign == "\n":
        return ""
    if _within(code, _PICTURES) and sign not in "★☆":
        return "-"
    if _within(code, _HANGUL):
        return HANGUL
    if _within(code, _HAN):
        return HAN
    return "" if code in _signs() else "?"


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Text in stretches of one font."""
    _signs()
    for font, signs in groupby(plain(text).translate(_INSTEAD), key=_written_in):
        words = "".join(signs)
        if font != "-":
            yield (words, font) if font != "?" else (MISSING * len(words), "")


def clean(text: str) -> str:
    """What of a text can be written, without the gaps its pictures leave."""
    joined = "".join(words for words, _ in _pieces(text))
    return "\n".join(" ".join(row.split(" ")).strip(" ") for row in joined.split("\n"))


def marked(text: str, *, bold: bool = False) -> str:
    """The text as the markup of a paragraph."""
    parts = (f'<font name="{font}">{escape(words)}</font>' if font else escape(words) for words, font in _pieces(text))
    body = "".join(parts).replace("\n", "<br/>")
    return f"<b>{body}</b>" if bold else body


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line becomes, in points."""
    usual = BOLD if bold else REGULAR
    return sum(pdfmetrics.stringWidth(words, font or usual, size) for words, font in _pieces(text))
