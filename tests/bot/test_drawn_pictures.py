"""Tiles, banner and contact sheets: sizes, numbers, and names no font can show."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from bot.pictures import CHILI, PAPER, TINTS, banner, contact_sheet, letter_tile


def _same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def test_a_letter_tile_is_square_and_always_the_same_for_a_name() -> None:
    tile = letter_tile("Teapot", 300)
    assert tile.size == (300, 300)
    assert _same(tile, letter_tile("Teapot", 300))
    assert tile.getpixel((2, 2)) in [ground for ground, _ in TINTS]


def test_a_letter_tile_shows_a_letter_where_there_is_one() -> None:
    assert not _same(letter_tile("Mug", 200), letter_tile("", 200))


@pytest.mark.parametrize("name", ["", "   ", "!!!", "\U00016a38"])
def test_a_name_without_a_letter_that_can_be_drawn_gets_the_bag(name: str) -> None:
    tile = letter_tile(name, 100)
    grounds: dict[tuple[int, ...], tuple[int, int, int]] = dict(TINTS)
    ground = tile.getpixel((2, 2))
    assert isinstance(ground, tuple)
    assert tile.getpixel((50, 60)) == grounds[ground]


@pytest.mark.parametrize("tint", TINTS)
def test_letters_read_on_their_tint(tint: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    ground, ink = (_luminance(color) for color in tint)
    assert (ground + 0.05) / (ink + 0.05) >= 4.5


def _luminance(color: tuple[int, int, int]) -> float:
    shares = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def test_the_banner_keeps_a_long_name_inside_its_margins() -> None:
    image = banner("A very long shop name that would never fit on one line & Sons, Limited, of Syracuse")
    assert image.size == (1200, 400)
    blank = Image.new("RGB", (60, 180), PAPER)
    assert _same(image.crop((0, 160, 60, 340)), blank)
    assert _same(image.crop((1140, 160, 1200, 340)), blank)


def test_the_banner_of_a_nameless_shop_is_still_an_awning() -> None:
    assert banner("").getpixel((20, 20)) == CHILI


@pytest.mark.parametrize(("count", "height"), [(1, 300), (3, 300), (4, 600), (6, 600)])
def test_a_contact_sheet_takes_one_row_for_three_and_two_for_six(count: int, height: int) -> None:
    assert contact_sheet([letter_tile("Mug", 90)] * count, 900).size == (900, height)


def test_a_contact_sheet_shows_six_at_most_and_numbers_each() -> None:
    sheet = contact_sheet([None] * 8, 900)
    badges = [sheet.getpixel((column * 300 + 18, row * 300 + 34)) for row in (0, 1) for column in (0, 1, 2)]
    assert sheet.size == (900, 600)
    assert badges == [CHILI] * 6


def test_a_contact_sheet_cuts_pictures_square_without_stretching() -> None:
    wide = Image.new("RGB", (400, 200), (0, 0, 255))
    wide.paste((255, 0, 0), (0, 0, 100, 200))
    thumbnail = contact_sheet([wide], 900).crop((0, 0, 300, 300))
    assert thumbnail.getpixel((150, 150)) == (0, 0, 255)
    assert thumbnail.getpixel((8, 250)) == (0, 0, 255)
