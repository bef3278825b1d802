"""What every text feed needs first: in which encoding a file is written, and texts in one tidy shape."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from domain.imports.port import UnreadableFile
from integrations.feeds.kinds import refuse_binary, refuse_by_magic, refuse_markup

PEEK = 65_536
DAMAGED = "\ufffd"  # stands for what an encoding could not give
_CHUNK = 1 << 20
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CP1251_LETTERS = frozenset(range(0xC0, 0x100)) | {0xA8, 0xAA, 0xAF, 0xB2, 0xB3, 0xB8, 0xBA, 0xBF}
_SPOKEN = {"cp1252": "Windows-1252 (Western)", "cp1251": "Windows-1251 (Cyrillic)", "gb18030": "GB 18030 (Chinese)"}
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_EDGES = _INVISIBLE + " \t\r\n\v\f\u00a0\u2007\u202f\u3000"
_TWINS = str.maketrans(
    "авекмнорстухіјѕԁԛԝ" + "αβεικνορτυχ",
    "abekmhopctyxijsdqw" + "abeikvoptux",
    _INVISIBLE,
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to open a file. `doubt` is a sentence for the merchant where the reading is a guess, else empty."""

    name: str
    errors: str = "strict"
    doubt: str = ""


def detect_encoding(path: Path, *, whole: bool = True) -> Encoding:
    """Find out how the text of `path` is encoded, in bounded memory; `whole=False` looks at the beginning only.

    Raises `UnreadableFile` for an empty file and for one that is no text.
    """
    head = next(_chunks(path, whole=False), b"")
    _refuse_nothing(head)
    refuse_by_magic(head)
    refuse_markup(head)
    if wide := _utf16(head):
        return Encoding(wide, "replace")
    refuse_binary(head)
    return _utf8_or_older(path, whole=whole)


def open_text(path: Path, encoding: Encoding) -> TextIO:
    """Open with line ends kept as they are, so that physical lines can be counted."""
    return path.open(encoding=encoding.name, errors=encoding.errors, newline="")


def tidy(text: str) -> str:
    """Without white space, no-break spaces and invisible marks at either end."""
    text = text.strip()
    if text and (text[0] in _INVISIBLE or text[-1] in _INVISIBLE):
        return text.strip(_EDGES)
    return text


def one_line(text: str) -> str:
    """Every run of white space, line breaks included, becomes one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The same for texts that a person cannot tell apart: case, width, accents' form, look-alike letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain.translate(_TWINS)).strip()
    return plain


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there is a space to cut at."""
    if len(text) <= limit:
        return text
    space = text.rfind(" ", 0, limit)
    return text[: space if space > 0 else limit - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """A cell as shown inside a sentence: in quotes, on one line, not longer than 40 characters."""
    return f"“{cut(one_line(text), 40)}”"


def _chunks(path: Path, *, whole: bool) -> Iterator[bytes]:
    with path.open("rb") as stream:
        if not whole:
            yield stream.read(PEEK)
            return
        while chunk := stream.read(_CHUNK):
            yield chunk


def _refuse_nothing(head: bytes) -> None:
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") and len(head) < PEEK:
        raise UnreadableFile("The file is empty. Export it again and check that it has rows.")


def _utf16(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Latin letters, digits and separators are half NUL bytes, all at the same side; Chinese letters have none.
    if (even + odd) * 20 < max(len(head), 160):
        return ""
    if even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 < even else ""


def _utf8_or_older(path: Path, *, whole: bool) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = bad = 0
    sample = chunk = b""
    for chunk in _chunks(path, whole=whole):
        text = decoder.decode(chunk)
        damaged = max(text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd"), 0)
        bad += damaged
        good += len(text) - len(text.encode("ascii", "ignore")) - damaged
        sample = sample or (chunk if damaged else b"")
    bad += whole and bool(decoder.decode(b"", final=True))
    return _decide(good, bad, sample or chunk)


def _decide(good: int, bad: int, sample: bytes) -> Encoding:
    if not bad:
        return Encoding("utf-8-sig")
    if good > bad:
        return Encoding("utf-8-sig", "replace", f"{bad} characters in this file are damaged; they show as “\ufffd”.")
    name = _older(sample)
    doubt = f"The file is not UTF-8; it was read as {_SPOKEN[name]}. If letters look wrong, save it as “CSV UTF-8”."
    return Encoding(name, "replace", doubt)


def _older(sample: bytes) -> str:
    """Accents stand alone between Latin letters; Cyrillic and Chinese words are runs of high bytes."""
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    if sum(len(run) for run in runs if len(run) > 2) * 2 < len(high):
        return "cp1252"
    if sum(byte in _CP1251_LETTERS for byte in high) * 10 >= len(high) * 9:
        return "cp1251"
    try:
        codecs.getincrementaldecoder("gb18030")().decode(sample)
    except UnicodeDecodeError:
        return "cp1251" if sum(byte >= 0xC0 for byte in high) * 3 >= len(high) * 2 else "cp1252"
    return "gb18030"
