"""Charts as small drawings on the page: numbers in, SVG out. No script draws them; colours are the panel's tokens.

Every chart stands beside the table of its numbers, so it is one picture with a name for who cannot see it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

WIDTH, HEIGHT, FOOT, TOP = 720, 220, 24, 10
ROOM = HEIGHT - TOP - FOOT
LINES = 4
MOST_LABELS = 8
LETTER = 7
"""The most a letter of the scale takes."""


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: what stands under it, how high it is, and what is said of it."""

    label: str
    value: float
    said: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`name` says what is drawn, `about` in a sentence what it shows; `tick` writes a number of the scale."""

    name: str
    about: str
    tick: Callable[[float], str]


def scale(most: float) -> float:
    """A round number not below the highest, for the top of the chart; every line of the scale stands at a whole one."""
    if most <= LINES:
        return float(LINES)
    unit = 1.0
    while unit * 10 <= most:
        unit *= 10
    return next(unit * n for n in (1, 2, 4, 6, 8, 10, 12) if unit * n >= most and unit * n % LINES == 0)


def bars(points: Sequence[Point], drawing: Drawing) -> Markup:
    """Bars from zero, one for each point, read from the left (as numbers are, in every language)."""
    top = scale(max((point.value for point in points), default=0))
    ticks = [drawing.tick(top * n / LINES) for n in range(LINES + 1)]
    left = max(32, 16 + LETTER * max(map(len, ticks)))
    body = "".join((*_grid(ticks, left), *_bars(points, top, left)))
    return _svg(body, drawing)


def _grid(ticks: Sequence[str], left: int) -> list[str]:
    found = []
    for n, word in enumerate(ticks):
        y = TOP + ROOM * (LINES - n) / LINES
        found.append(f'<line class="{"axis" if n == 0 else "rule"}" x1="{left}" x2="{WIDTH}" y1="{y:g}" y2="{y:g}"/>')
        found.append(f'<text class="tick" x="{left - 8}" y="{y + 4:g}" text-anchor="end">{escape(word)}</text>')
    return found


def _bars(points: Sequence[Point], top: float, left: int) -> list[str]:
    step = (WIDTH - left) / max(1, len(points))
    wide = max(1.0, min(48.0, step * 0.72))
    every = -(-len(points) // MOST_LABELS) or 1
    found = []
    for n, point in enumerate(points):
        middle, tall = left + step * (n + 0.5), ROOM * max(0.0, point.value) / top
        y = HEIGHT - FOOT - tall
        found.append(
            f'<g class="bar"><title>{escape(point.said)}</title>'
            f'<rect class="hit" x="{middle - step / 2:.1f}" y="{TOP}" width="{step:.1f}" height="{ROOM}"/>'
            f'<rect x="{middle - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="2"/></g>'
        )
        if n % every == 0:
            place = f'x="{middle:.1f}" y="{HEIGHT - 6}" text-anchor="middle"'
            found.append(f'<text class="tick" {place}>{escape(point.label)}</text>')
    return found


def lanes(points: Sequence[Point], drawing: Drawing) -> Markup:
    """Bars lying down, one under the other, with their words at their side: for steps and ranks."""
    top = max((point.value for point in points), default=0) or 1
    tall = 34 * len(points) + 6
    body = "".join(_lane(n, point, top, drawing.tick(point.value)) for n, point in enumerate(points))
    return _svg(body, drawing, tall)


def _lane(n: int, point: Point, top: float, word: str) -> str:
    y, wide = 34 * n + 4, max(2.0, (WIDTH - 330) * point.value / top)
    return (
        f'<g class="bar"><title>{escape(point.said)}</title>'
        f'<text class="word" x="0" y="{y + 18}">{escape(point.label)}</text>'
        f'<rect x="190" y="{y}" width="{wide:.1f}" height="26" rx="3"/>'
        f'<text class="word" x="{190 + wide + 8:.1f}" y="{y + 18}">{escape(word)}</text></g>'
    )


def _svg(body: str, drawing: Drawing, height: int = HEIGHT) -> Markup:
    name = f"{drawing.name}. {drawing.about}".strip()
    return Markup(  # noqa: S704 - every word in it has been escaped
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}" direction="ltr">'
        f"{body}</svg>"
    )
