"""Files that are a picture and something else at once: the picture is drawn again and the rest is gone, or all is."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from domain.media.errors import BadPicture
from domain.media.pictures import prepare

EVIL = (
    b"<script>alert(document.cookie)</script>", b"<?php system($_GET['c']); ?>", b"<html><body onload=x()>",
    b"PK\x03\x04evil.zip", b"%PDF-1.7 /OpenAction", b"#!/bin/sh\nrm -rf /", b"MZ\x90\x00", b"\x7fELF",
)  # fmt: skip


def drawn(kind: str, **more: object) -> bytes:
    target = BytesIO()
    Image.effect_noise((60, 50), 40).convert("RGB").save(target, kind, **more)
    return target.getvalue()


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_hides_behind_or_within_a_picture_is_not_kept(kind: str, evil: bytes) -> None:
    hidden = [drawn(kind) + evil]
    if kind in ("JPEG", "GIF"):
        hidden.append(drawn(kind, comment=evil))
    for data in hidden:
        kept = prepare(data)
        assert not any(evil in part for part in vars_of(kept))


def vars_of(kept: object) -> list[bytes]:
    values = [getattr(kept, name) for name in getattr(kept, "__slots__", ()) or vars(kept)]
    found = [value for value in values if isinstance(value, bytes)]
    assert found
    return found


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_no_picture_is_refused_whatever_it_begins_with(evil: bytes) -> None:
    for magic in (b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBP", b"BM"):
        with pytest.raises(BadPicture):
            prepare(magic + evil)


@pytest.mark.parametrize(
    "text", ["<SVG/onload=x>", "\ufeff<svg>", "<?xml?><!DOCTYPE svg><svg xmlns='x'>", "<!--\n--><svg >"]
)
def test_drawings_that_can_run_are_refused_however_they_begin(text: str) -> None:
    for encoded in (text.encode(), b"GIF89a" + text.encode()):
        with pytest.raises(BadPicture):
            prepare(encoded)
