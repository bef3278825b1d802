"""The demo goods' pictures: every one can be drawn, is square, light enough and always the same."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageStat

from integrations.feeds.demo.catalogue import catalogue
from integrations.feeds.demo.pictures import UnknownPicture, picture, recipes

PAPER = (250, 247, 242)
SOURCES = [image.source for product in catalogue() for image in product.images]


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {source: picture(source) for source in SOURCES}


def test_every_source_is_named_once() -> None:
    assert len(set(SOURCES)) == len(SOURCES) >= 100


def test_every_picture_is_a_square_jpeg_of_at_most_sixty_kilobytes(drawn: dict[str, bytes]) -> None:
    for source, data in drawn.items():
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == ("JPEG", (900, 900)), source
        assert len(data) <= 60_000, source


def test_every_picture_shows_something(drawn: dict[str, bytes]) -> None:
    for source, data in drawn.items():
        spread = ImageStat.Stat(Image.open(BytesIO(data)).convert("L")).stddev[0]
        assert spread > 5, source


def test_no_two_pictures_are_the_same(drawn: dict[str, bytes]) -> None:
    assert len(set(drawn.values())) == len(drawn)


def test_goods_stand_on_paper_up_to_the_corners(drawn: dict[str, bytes]) -> None:
    details = {source for source, recipe in recipes().items() if recipe.endswith(" detail")}
    for source in set(SOURCES) - details:
        corner = Image.open(BytesIO(drawn[source])).getpixel((5, 5))
        assert isinstance(corner, tuple)
        assert max(abs(a - b) for a, b in zip(corner, PAPER, strict=True)) <= 3, source


def test_the_same_picture_is_drawn_the_same_again(drawn: dict[str, bytes]) -> None:
    assert all(picture(source) == drawn[source] for source in SOURCES[::20])


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownPicture):
        picture("demo:round-teapot-99")
