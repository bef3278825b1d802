"""Files that lie about themselves, made byte by byte: each is refused with a sentence, none breaks anything."""

from __future__ import annotations

import random
import struct
import warnings
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from domain.media import pictures
from domain.media.errors import BadPicture
from domain.media.pictures import prepare


def drawn(kind: str) -> bytes:
    target = BytesIO()
    Image.effect_noise((60, 50), 40).convert("RGB").save(target, kind)
    return target.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(kind: bytes, data: bytes) -> bytes:
    plain = drawn("PNG")
    return plain[:33] + chunk(kind, data) + plain[33:]


def tag(number: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", number, kind, count, value)


def exif(*tags: bytes) -> bytes:
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + b"".join(tags) + b"\0\0\0\0"


def tiff(**lies: bytes) -> bytes:
    honest = {
        "width": tag(256, 3, 1, 10), "height": tag(257, 3, 1, 10), "bits": tag(258, 3, 1, 8),
        "compression": tag(259, 3, 1, 1), "meaning": tag(262, 3, 1, 1), "strips": tag(273, 4, 1, 200),
        "samples": tag(277, 3, 1, 1), "rows": tag(278, 3, 1, 10), "bytes": tag(279, 4, 1, 100),
    }  # fmt: skip
    return exif(*(honest | lies).values()) + bytes(2000)


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png_with(b"eXIf", b"II*\0"), pictures.DAMAGED),
        (png_with(b"eXIf", exif(tag(0x112, 3, 1, 6), tag(0x100, 2, 4, 0x00636261))), pictures.DAMAGED),
        (tiff(strips=tag(273, 2, 1, 0)), pictures.DAMAGED),
        (tiff(samples=tag(277, 3, 1, 65535)), pictures.UNKNOWN),
        (png_with(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))), pictures.DAMAGED),
        (claiming(60_000, 60_000), pictures.DAMAGED),
        (claiming(9_000, 9_000), pictures.TOO_LARGE),
        (drawn("BMP")[:18] + struct.pack("<ii", -5, 2**31 - 1) + drawn("BMP")[26:], pictures.DAMAGED),
    ],
    ids=["cut exif", "exif of wrong types", "strips in words", "65535 samples", "a bomb of text", "3.6 gigapixels",
         "81 megapixels", "a negative width"],
)  # fmt: skip
def test_a_file_that_lies_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadPicture) as refusal:
        prepare(data)
    assert refusal.value.values == {"reason": why}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_file_cut_anywhere_is_drawn_or_refused(kind: str) -> None:
    whole = drawn(kind)
    for end in range(1, len(whole), max(1, len(whole) // 60)):
        drawn_or_refused(whole[:end])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_file_with_bytes_changed_is_drawn_or_refused(kind: str) -> None:
    chance = random.Random(7)
    whole = drawn(kind)
    for _ in range(60):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 3, 12))):
            changed[chance.randrange(min(len(changed), 300))] = chance.choice((0, 127, 128, 255))
        drawn_or_refused(bytes(changed))


def drawn_or_refused(data: bytes) -> None:
    """Anything that `prepare` raises but a refusal fails the test."""
    with warnings.catch_warnings(), suppress(BadPicture):
        warnings.simplefilter("error")
        assert prepare(data).width > 0
