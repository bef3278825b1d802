"""Things made on a wheel or a lathe: what all pots, cups and jars have in common."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from integrations.feeds.demo.drawings.canvas import Canvas, Light, Pattern
from integrations.feeds.demo.drawings.palette import Rgb, darker, lighter
from integrations.feeds.demo.drawings.shapes import TILT, Points, arc, lathe

Profile = Sequence[tuple[float, float]]


def body(
    canvas: Canvas, cx: float, profile: Profile, color: Rgb, light: Light = "round", pattern: Pattern | None = None
) -> Points:
    """Paint a turned body and give its outline back."""
    outline = lathe(cx, profile)
    canvas.fill(outline, color, light, pattern=pattern)
    return outline


def mouth(
    canvas: Canvas, cx: float, y: float, r: float, color: Rgb, *, rim: float = 8, inside: Rgb | None = None
) -> None:
    """An open top: a light rim and the shaded inside."""
    canvas.ellipse(cx, y, r, r * TILT, lighter(color, 0.35))
    canvas.fill(arc(cx, y + rim * 0.15, r - rim, (r - rim) * TILT), inside or darker(color, 0.12), "inside")


def filled(canvas: Canvas, cx: float, y: float, r: float, color: Rgb) -> None:
    """The surface of what is inside, with a glint."""
    canvas.ellipse(cx, y, r, r * TILT, color)
    canvas.line(arc(cx, y, r * 0.86, r * TILT * 0.8, 190, 250), lighter(color, 0.25), 3)


def band(cx: float, y: float, r: float, height: float, color: Rgb) -> Pattern:
    """A stripe round a turned body."""

    def draw(canvas: Canvas) -> None:
        upper = arc(cx, y, r + 4, r * TILT, 180, 0)
        lower = arc(cx, y + height, r + 4, r * TILT, 0, 180)
        canvas.fill([*upper, *lower], color)

    return draw


def dipped(cx: float, y: float, r: float, color: Rgb) -> Pattern:
    """A bare foot below a slightly uneven glaze line."""
    return band(cx, y, r, 400, color)


def speckles(color: Rgb, count: int = 170, *, seed: int = 7, size: float = 2.2) -> Pattern:
    """Iron freckles, the same ones every time."""
    dice = Random(seed)
    dots = [(dice.uniform(100, 800), dice.uniform(100, 800), dice.uniform(0.6, size)) for _ in range(count)]

    def draw(canvas: Canvas) -> None:
        for x, y, r in dots:
            canvas.ellipse(x, y, r, r, color)

    return draw


def together(*patterns: Pattern) -> Pattern:
    """Several patterns, one over the other."""

    def draw(canvas: Canvas) -> None:
        for pattern in patterns:
            pattern(canvas)

    return draw
