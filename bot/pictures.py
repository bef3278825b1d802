"""Pictures Hawker draws itself: letter tiles, the plain banner, numbered contact sheets. Pillow alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont, ImageOps

Rgb = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

PAPER: Rgb = (250, 247, 242)
INK: Rgb = (28, 25, 23)
LINE: Rgb = (231, 224, 214)
CHILI: Rgb = (184, 58, 30)
CREAM: Rgb = (243, 231, 211)

# Calm tints and the letter that reads on each of them (contrast above 4.5).
TINTS: tuple[tuple[Rgb, Rgb], ...] = (
    ((243, 220, 208), (139, 46, 24)),
    ((214, 230, 217), (22, 82, 46)),
    ((250, 232, 195), (130, 66, 10)),
    ((240, 213, 221), (126, 22, 54)),
    ((214, 225, 238), (38, 64, 116)),
    ((228, 220, 236), (82, 52, 116)),
    ((212, 231, 230), (18, 84, 88)),
    ((232, 226, 216), (84, 70, 56)),
)
BANNER = (1200, 400)
COLUMNS, CELLS = 3, 6
# The font inside Pillow knows Latin only; for other scripts the machine's own fonts are asked, where there are any.
SYSTEM_FONTS = ("DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "NotoNaskhArabic-Regular.ttf")


def letter_tile(name: str, size: int) -> Image.Image:
    """A square with the first letter of `name` on a tint derived from it: for products without a picture."""
    ground, ink = TINTS[crc32(name.strip().casefold().encode()) % len(TINTS)]
    tile = Image.new("RGB", (size, size), ground)
    letter = next((character for character in name if character.isalnum()), "").upper()
    font = _font(letter, size * 0.5) if letter else None
    if font:
        ImageDraw.Draw(tile).text((size / 2, size / 2), letter, fill=ink, font=font, anchor="mm")
    else:
        _bag(tile, ink)
    return tile


def banner(shop_name: str) -> Image.Image:
    """A market awning with the shop's name under it, 1200 × 400: for shops without a banner of their own."""
    width, height = BANNER
    image = Image.new("RGB", (width * 2, height * 2), PAPER)
    _awning(ImageDraw.Draw(image), width * 2, 200)
    image = image.reduce(2)
    words = " ".join(shop_name.split())
    font = _fitting(words, width - 160, 92)
    if font:
        ImageDraw.Draw(image).text((width / 2, 248), words, fill=INK, font=font, anchor="mm")
    ImageDraw.Draw(image).rounded_rectangle((width / 2 - 44, 330, width / 2 + 44, 336), 3, fill=CHILI)
    return image


def contact_sheet(images: Sequence[Image.Image | None], size: int = 1200) -> Image.Image:
    """Up to six thumbnails, numbered from 1, in rows of three; `size` is the width.

    Two rows, or one when three or fewer are given. None leaves a blank tile with its number.
    """
    cell = size // COLUMNS
    rows = 1 if len(images) <= COLUMNS else 2
    sheet = Image.new("RGB", (size, cell * rows), PAPER)
    for position, image in enumerate(images[:CELLS]):
        corner = (position % COLUMNS * cell, position // COLUMNS * cell)
        sheet.paste(_thumbnail(image, cell), corner)
        _number(sheet, corner, position + 1, cell)
    return sheet


def _thumbnail(image: Image.Image | None, cell: int) -> Image.Image:
    """The whole picture, cut square, inside a hair line."""
    if image is None:
        tile = Image.new("RGB", (cell, cell), PAPER)
        _bag(tile, LINE)
    else:
        tile = ImageOps.fit(image.convert("RGB"), (cell, cell), Image.Resampling.BICUBIC)
    ImageDraw.Draw(tile).rectangle((0, 0, cell - 1, cell - 1), outline=LINE, width=max(1, cell // 200))
    return tile


def _number(sheet: Image.Image, corner: tuple[int, int], number: int, cell: int) -> None:
    """A round badge in the upper left, drawn large and reduced for a smooth edge."""
    side = max(18, cell // 7)
    badge = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(badge).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    place = (corner[0] + cell // 24, corner[1] + cell // 24)
    face = Image.new("RGB", (side, side), CHILI)
    digit = _font(str(number), side * 0.62)
    ImageDraw.Draw(face).text((side / 2, side / 2), str(number), fill=(255, 255, 255), font=digit, anchor="mm")
    sheet.paste(face, place, badge.reduce(4))


def _awning(pen: ImageDraw.ImageDraw, width: int, drop: int) -> None:
    """Stripes that end in scallops, like the roof of a stall."""
    count = 15
    stripe = width / count
    for number in range(count):
        color = CREAM if number % 2 else CHILI
        left, right = number * stripe, (number + 1) * stripe
        pen.rectangle((left, 0, right, drop), fill=color)
        pen.ellipse((left, drop - stripe / 2, right, drop + stripe / 2), fill=color)


def _bag(tile: Image.Image, color: Rgb) -> None:
    """A carrier bag: the sign for goods nobody has photographed."""
    pen, unit = ImageDraw.Draw(tile), tile.width / 100
    pen.rounded_rectangle((30 * unit, 42 * unit, 70 * unit, 76 * unit), 4 * unit, fill=color)
    pen.arc((39 * unit, 26 * unit, 61 * unit, 58 * unit), 180, 360, fill=color, width=max(1, round(4 * unit)))


def _fitting(words: str, width: float, size: float) -> Font | None:
    """The font that shows the words in this width, smaller for longer ones."""
    font = _font(words, size) if words else None
    if font is None:
        return None
    return _font(words, max(24, min(size, size * width / max(font.getlength(words), 1))))


def _font(words: str, size: float) -> Font | None:
    """The first font that has every letter, or None when this machine has no such font."""
    return next((font for font in _fonts(round(size)) if _has(font, words)), None)


@cache
def _fonts(size: int) -> tuple[Font, ...]:
    found: list[Font] = [ImageFont.load_default(size)]
    for file in SYSTEM_FONTS:
        try:
            found.append(ImageFont.truetype(file, size))
        except OSError:
            continue
    return tuple(found)


def _has(font: Font, words: str) -> bool:
    """A missing letter is drawn as the font's empty box, the same for every one of them."""
    blank = bytes(font.getmask("\U0010ffff"))
    return all(character == " " or bytes(font.getmask(character)) != blank for character in words)
