"""What is woven, printed or stitched: patterns that a filled outline clips."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.palette import Rgb
from integrations.feeds.demo.drawings.shapes import Point, box, turned


def stripes(color: Rgb, gap: float, width: float, *, degrees: float = 0, start: float = -200) -> Pattern:
    """Even stripes over the whole sheet; horizontal unless turned."""

    def draw(canvas: Canvas) -> None:
        for number in range(int(1400 / gap)):
            canvas.fill(turned(box(-250, start + number * gap, 1400, width), degrees), color)

    return draw


def lines(color: Rgb, places: Sequence[float], width: float, *, degrees: float = 0) -> Pattern:
    """A few stripes at given heights."""

    def draw(canvas: Canvas) -> None:
        for place in places:
            canvas.fill(turned(box(-250, place, 1400, width), degrees), color)

    return draw


def checks(half: Rgb, full: Rgb, gap: float, width: float, *, degrees: float = 0) -> Pattern:
    """Two sets of stripes that darken where they cross."""

    def draw(canvas: Canvas) -> None:
        steps = [-200 + number * gap for number in range(int(1300 / gap))]
        for step in steps:
            canvas.fill(turned(box(-200, step, 1300, width), degrees), half)
            canvas.fill(turned(box(step, -200, width, 1300), degrees), half)
        for x in steps:
            for y in steps:
                canvas.fill(turned(box(x, y, width, width), degrees), full)

    return draw


def stitches(canvas: Canvas, points: Sequence[Point], color: Rgb, width: float = 2.5) -> None:
    """A seam: every second piece of a soft line."""
    for i in range(0, len(points) - 1, 2):
        canvas.line(points[i : i + 2], color, width)


def fringe(canvas: Canvas, ends: Sequence[Point], step: Point, color: Rgb, width: float = 4) -> None:
    """Threads hanging from points, each as long as `step`."""
    for number, (x, y) in enumerate(ends):
        sway = 3 if number % 2 else -3
        canvas.line([(x, y), (x + step[0] + sway, y + step[1])], color, width)


def along(start: Point, end: Point, count: int) -> list[Point]:
    """Points at even distances on a straight line, both ends included."""
    return [
        (start[0] + (end[0] - start[0]) * i / (count - 1), start[1] + (end[1] - start[1]) * i / (count - 1))
        for i in range(count)
    ]
