"""The sheet the demo goods are drawn on: filled outlines under one light from the upper left, and soft shadows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from integrations.feeds.demo.drawings.palette import PAPER, Rgb, darker, lighter
from integrations.feeds.demo.drawings.shapes import Point, Points, arc

SIDE = 900
SHARP = 2
SHADOW: Rgb = (96, 74, 66)
BLUR_STEP = 8

Light = Literal["round", "ball", "cloth", "inside", "flat"]
Box = tuple[int, int, int, int]
Pattern = Callable[["Canvas"], None]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A view of one image: sheet coordinates times `zoom`, plus an offset, give pixels."""

    image: Image.Image
    zoom: float = SHARP
    dx: float = 0
    dy: float = 0

    def at(self, x: float, y: float, scale: float = 1) -> Canvas:
        """A smaller or larger sheet whose centre lies at (x, y) of this one."""
        zoom = self.zoom * scale
        half = SIDE / 2
        return replace(
            self, zoom=zoom, dx=self.dx + x * self.zoom - half * zoom, dy=self.dy + y * self.zoom - half * zoom
        )

    def fill(
        self,
        outline: Sequence[Point],
        color: Rgb,
        light: Light = "flat",
        force: float = 1,
        pattern: Pattern | None = None,
    ) -> None:
        """Paint an outline; `pattern` draws on it before the light falls, and is clipped by it."""
        points = self._pixels(outline)
        if light == "flat" and pattern is None:
            ImageDraw.Draw(self.image).polygon(points, fill=color)
            return
        frame = _frame(points, self.image)
        if frame is None:
            return
        size = (frame[2] - frame[0], frame[3] - frame[1])
        tile = Image.new("RGB", size, color)
        if pattern:
            pattern(replace(self, image=tile, dx=self.dx - frame[0], dy=self.dy - frame[1]))
        if light != "flat":
            tile = _lit(tile, points, frame, light, force)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - frame[0], y - frame[1]) for x, y in points], fill=255)
        self.image.paste(tile, frame[:2], mask)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, color: Rgb, light: Light = "flat") -> None:
        if light != "flat":
            self.fill(arc(cx, cy, rx, ry), color, light)
            return
        (left, top), (right, bottom) = self._pixels([(cx - rx, cy - ry), (cx + rx, cy + ry)])
        ImageDraw.Draw(self.image).ellipse((left, top, right, bottom), fill=color)

    def line(self, points: Sequence[Point], color: Rgb, width: float) -> None:
        """A soft-ended stroke."""
        pixels = self._pixels(points)
        pen = ImageDraw.Draw(self.image)
        wide = max(1, round(width * self.zoom))
        pen.line(pixels, fill=color, width=wide, joint="curve")
        if wide > 8:
            for x, y in (pixels[0], pixels[-1]):
                pen.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=color)

    def tube(self, points: Sequence[Point], color: Rgb, width: float) -> None:
        """A round bar along a curve, lit from the upper left."""
        for shift, share, tone in ((0, 1, darker(color, 0.3)), (-0.1, 0.72, color), (-0.2, 0.2, lighter(color, 0.35))):
            moved = [(x + shift * width, y + shift * width) for x, y in points]
            self.line(moved, tone, width * share)

    def ground(self, cx: float, y: float, rx: float, ry: float = 0, force: float = 1) -> None:
        """The shadow of a standing thing: dark where it touches, longer to the right."""
        ry = ry or rx * 0.2
        self.soften(arc(cx + rx * 0.22, y + ry * 0.25, rx * 1.18, ry * 1.1), 26, 0.26 * force)
        self.soften(arc(cx + 6, y + ry * 0.05, rx * 1.02, ry * 0.95), 8, 0.34 * force)

    def drop(self, outline: Sequence[Point], lift: float = 1) -> None:
        """The shadow of a thing lying flat."""
        self.soften([(x + 16 * lift, y + 22 * lift) for x, y in outline], 20 * lift, 0.3)
        self.soften([(x + 4, y + 6) for x, y in outline], 6, 0.28)

    def soften(self, outline: Sequence[Point], blur: float, force: float) -> None:
        """A blurred dark patch; made small and enlarged, since it has no edges to keep."""
        points = self._pixels(outline)
        frame = _frame(points, self.image, margin=round(blur * 3 * self.zoom))
        if frame is None:
            return
        size = (frame[2] - frame[0], frame[3] - frame[1])
        small = Image.new("L", (size[0] // BLUR_STEP + 1, size[1] // BLUR_STEP + 1))
        inner = [((x - frame[0]) / BLUR_STEP, (y - frame[1]) / BLUR_STEP) for x, y in points]
        ImageDraw.Draw(small).polygon(inner, fill=round(255 * force))
        small = small.filter(ImageFilter.GaussianBlur(blur * self.zoom / BLUR_STEP))
        self.image.paste(SHADOW, frame, small.resize(size, Image.Resampling.BILINEAR))

    def _pixels(self, points: Sequence[Point]) -> Points:
        return [(x * self.zoom + self.dx, y * self.zoom + self.dy) for x, y in points]


def sheet() -> Canvas:
    """A clean sheet of paper."""
    return Canvas(Image.new("RGB", (SIDE * SHARP, SIDE * SHARP), PAPER))


def _frame(points: Points, image: Image.Image, margin: int = 1) -> Box | None:
    """The part of the image that the points cover, if any."""
    left, top, right, bottom = _bounds(points)
    frame = (
        max(0, int(left) - margin),
        max(0, int(top) - margin),
        min(image.width, int(right) + margin + 1),
        min(image.height, int(bottom) + margin + 1),
    )
    return frame if frame[0] < frame[2] and frame[1] < frame[3] else None


def _bounds(points: Points) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _lit(tile: Image.Image, points: Points, frame: Box, light: Light, force: float) -> Image.Image:
    left, top, right, bottom = _bounds(points)
    lamp = _lamp(light, force)
    wide, high = max(right - left, 1), max(bottom - top, 1)
    part = (
        (frame[0] - left) / wide * lamp.width,
        (frame[1] - top) / high * lamp.height,
        (frame[2] - left) / wide * lamp.width,
        (frame[3] - top) / high * lamp.height,
    )
    shown = (max(0.0, part[0]), max(0.0, part[1]), min(lamp.width, part[2]), min(lamp.height, part[3]))
    return ImageChops.hard_light(tile, lamp.resize(tile.size, Image.Resampling.BILINEAR, box=shown))


@cache
def _lamp(light: Light, force: float) -> Image.Image:
    """How bright each part of a thing is: 128 is its own color; a little warm, more so in the shade."""
    side = 64
    lamp = Image.new("RGB", (side, side))
    for x in range(side):
        for y in range(side):
            lamp.putpixel((x, y), _tone(force * _BRIGHTNESS[light]((x + 0.5) / side, (y + 0.5) / side)))
    return lamp


def _tone(brightness: float) -> Rgb:
    """`brightness` from -1 (deep shade) to 1 (white)."""
    value = 128 + 127 * brightness
    warmth = 5 + 14 * max(0, -brightness)
    return round(value + warmth / 2), round(value), round(value - warmth / 2)


def _round(u: float, v: float) -> float:
    glow: float = 0.3 * exp(-(((u - 0.27) / 0.16) ** 2))
    far: float = max(0.0, u - 0.45) ** 1.4
    return glow - 0.98 * far - 1.14 * max(0.0, 0.14 - u) - 0.08 * v


def _ball(u: float, v: float) -> float:
    glow: float = 0.38 * exp(-(((u - 0.31) / 0.2) ** 2) - ((v - 0.27) / 0.2) ** 2)
    far: float = ((u - 0.36) ** 2 + (v - 0.32) ** 2) ** 0.5
    shade: float = max(0.0, far - 0.2) ** 1.5
    return glow - 0.62 * shade


def _cloth(u: float, v: float) -> float:
    return 0.12 - 0.16 * u - 0.14 * v


def _inside(u: float, v: float) -> float:
    return -0.34 + 0.36 * u - 0.08 * (1 - v)


def _flat(_u: float, _v: float) -> float:
    return 0


_BRIGHTNESS: dict[Light, Callable[[float, float], float]] = {
    "round": _round,
    "ball": _ball,
    "cloth": _cloth,
    "inside": _inside,
    "flat": _flat,
}
