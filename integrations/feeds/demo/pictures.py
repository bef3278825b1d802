"""The demo goods' pictures: square JPEGs drawn on demand, always the same bytes for the same Pillow."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageChops

from integrations.feeds.demo.catalogue import DEPARTMENTS, goods, source
from integrations.feeds.demo.drawings import DRAWINGS, FOCUS, HANGING
from integrations.feeds.demo.drawings.canvas import SHARP, SIDE, Canvas, sheet
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PAPER

CLOSE_UP = 1.9
LONG_SHARE, WIDE_SHARE = 0.82, 0.68
LARGEST = 60_000
FAINT = 9


class UnknownPicture(KeyError):
    """No product of the demo shop has a picture of this name."""


def picture(source: str) -> bytes:
    """The JPEG (900 × 900, at most 60 kB) an `ImageRow.source` of the catalogue names. Raises `UnknownPicture`."""
    try:
        recipe = recipes()[source]
    except KeyError:
        raise UnknownPicture(source) from None
    return _encoded(render(recipe))


def render(recipe: str) -> Image.Image:
    """Draw a recipe such as "teapot celadon detail": a kind, its colors in order, and words."""
    kind, *words = recipe.split()
    look = Look.of(words)
    if "detail" in look.words:
        x, y = FOCUS[kind]
        half = SIDE / 2
        canvas = sheet().at(half + (half - x) * CLOSE_UP, half + (half - y) * CLOSE_UP, CLOSE_UP)
        DRAWINGS[kind](canvas, look)
        return canvas.image.reduce(SHARP)
    canvas = sheet()
    DRAWINGS[kind](canvas, look)
    return canvas.image.reduce(SHARP) if kind in HANGING else _framed(canvas)


@cache
def recipes() -> dict[str, str]:
    """A picture's name → what is drawn."""
    return {
        source(facts["key"], number): recipe
        for department in DEPARTMENTS
        for facts in goods(department)
        for number, recipe in enumerate(facts["pictures"], 1)
    }


def _framed(canvas: Canvas) -> Image.Image:
    """Move the thing to the middle and give all things the same weight on the sheet."""
    image = canvas.image
    left, top, right, bottom = _extent(image)
    wide, high = right - left, bottom - top
    side = round(max(max(wide, high) / LONG_SHARE, (wide * high) ** 0.5 / WIDE_SHARE, SIDE))
    frame = Image.new("RGB", (side, side), PAPER)
    frame.paste(image, (round((side - left - right) / 2), round((side - top - bottom) / 2)))
    return frame.resize((SIDE, SIDE), Image.Resampling.HAMMING)


def _extent(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of what is clearly not paper, measured on a small copy."""
    step = 8
    small = image.reduce(step)
    apart = ImageChops.difference(small, Image.new("RGB", small.size, PAPER)).convert("L")
    box = apart.point([255 if level > FAINT else 0 for level in range(256)]).getbbox() or (0, 0, *small.size)
    left, top, right, bottom = (edge * step for edge in box)
    return left, top, right, bottom


def _encoded(image: Image.Image) -> bytes:
    """JPEG, a little coarser where fine patterns would make it heavy."""
    data = b""
    for quality in (85, 78, 70, 60):
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True)
        data = buffer.getvalue()
        if len(data) <= LARGEST:
            break
    return data
