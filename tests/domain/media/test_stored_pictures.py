"""Pictures from outside: drawn again, bounded, stored once."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.kit.actor import system
from domain.media import actions, pictures
from domain.media.actions import link, store
from domain.media.errors import BadPicture
from domain.media.models import MediaFile
from domain.media.pictures import prepare
from domain.media.store import MediaStore
from tests.kit.shop import ShopKit


def drawn(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> bytes:
    target = BytesIO()
    Image.new(mode, size, "red").save(target, kind, **how)
    return target.getvalue()


def files_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_large_picture_is_made_smaller() -> None:
    made = prepare(drawn(size=(4000, 1000)))
    assert (made.width, made.height, made.extension) == (1600, 400, "jpg")


def test_a_picture_lying_on_its_side_is_put_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    made = prepare(drawn(exif=exif))
    assert (made.width, made.height) == (30, 40)
    assert not opened(made.data).getexif()


def test_transparency_stays() -> None:
    made = prepare(drawn("PNG", mode="RGBA"))
    assert (made.extension, opened(made.data).mode) == ("png", "RGBA")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP"])
def test_other_formats_become_ours(kind: str) -> None:
    assert opened(prepare(drawn(kind)).data).format == "JPEG"


def test_what_hangs_behind_a_picture_is_cut_off() -> None:
    assert b"<?php" not in prepare(drawn() + b"<?php evil() ?>").data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', pictures.VECTOR),
        (b"hello", pictures.UNKNOWN),
        (b"", pictures.UNKNOWN),
        (drawn(size=(300, 300))[:400], pictures.DAMAGED),
        (drawn("PNG", (8000, 8000), "1"), pictures.TOO_LARGE),
        (b"\xff" * (pictures.MAX_BYTES + 1), pictures.TOO_HEAVY),
    ],
)
def test_what_is_no_picture_for_a_shop_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadPicture) as refusal:
        prepare(data)
    assert refusal.value.values == {"reason": why}


async def test_few_pictures_are_drawn_at_once(shop: ShopKit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now_drawn: list[int] = []
    most = [0]

    def counting(data: bytes) -> pictures.Picture:
        now_drawn.append(1)
        most[0] = max(most[0], len(now_drawn))
        made = prepare(data)
        now_drawn.pop()
        return made

    monkeypatch.setattr(actions, "prepare", counting)
    sent = [drawn(size=(600, 400 + n)) for n in range(8)]
    await asyncio.gather(*(store(shop.by, data, MediaStore(tmp_path)) for data in sent))
    assert 0 < most[0] <= actions.AT_ONCE


async def test_the_same_picture_is_stored_once(shop: ShopKit, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    first = await store(shop.by, drawn(), MediaStore(folder))
    second = await store(shop.by, drawn(), MediaStore(folder))
    assert first == second
    assert files_in(folder) == [first.path.removeprefix("/media/")]


async def test_shops_do_not_share_files(shop: ShopKit, tmp_path: Path) -> None:
    other = await ShopKit.open("other", "Other")
    first = await store(shop.by, drawn(), MediaStore(tmp_path))
    second = await store(other.by, drawn(), MediaStore(tmp_path))
    assert first.path != second.path
    assert first.path.startswith(f"/media/{shop.id}/")


async def test_a_link_stays_a_link(shop: ShopKit) -> None:
    first = await link(shop.by, "https://cdn.example.com/a.jpg")
    assert (await link(shop.by, "https://cdn.example.com/a.jpg")).id == first.id
    assert (await MediaFile.get(id=first.id)).path == "https://cdn.example.com/a.jpg"


@pytest.mark.parametrize(
    "url", ["http://cdn.example.com/a.jpg", "javascript:alert(1)", "/etc/passwd", "https://localhost/"]
)
async def test_other_addresses_are_no_pictures(url: str) -> None:
    with pytest.raises(BadPicture):
        await link(system(1), url)
