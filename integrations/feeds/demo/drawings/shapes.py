"""Outlines for the drawings: lists of points on a 900 × 900 sheet, y downward. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

Point = tuple[float, float]
Points = list[Point]

TILT = 0.2
STEPS = 10


def smooth(corners: Sequence[Point], *, closed: bool = True) -> Points:
    """A soft curve through all the corners."""
    count = len(corners)
    if closed:
        ring = [corners[-1], *corners, corners[0], corners[1]]
        spans = count
    else:
        ring = [corners[0], *corners, corners[-1]]
        spans = count - 1
    curve = [_between(ring[i : i + 4], step / STEPS) for i in range(spans) for step in range(STEPS)]
    return curve if closed else [*curve, corners[-1]]


def _between(four: Sequence[Point], t: float) -> Point:
    """Catmull–Rom between the middle two of four points."""
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
    x = sum(w * p[0] for w, p in zip(weights, four, strict=True)) / 2
    y = sum(w * p[1] for w, p in zip(weights, four, strict=True)) / 2
    return x, y


def arc(cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360) -> Points:
    """Part of an ellipse; degrees run clockwise from three o'clock."""
    steps = max(8, round(abs(end - start) / 6))
    angles = [(start + (end - start) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def lathe(cx: float, profile: Sequence[tuple[float, float]], tilt: float = TILT) -> Points:
    """The outline of a turned thing, seen a little from above; `profile` is (y, radius) from top to bottom."""
    side = smooth([(r, y) for y, r in profile], closed=False)
    top_y, top_r = profile[0]
    low_y, low_r = profile[-1]
    right = [(cx + r, y) for r, y in side]
    left = [(cx - r, y) for r, y in reversed(side)]
    bottom = arc(cx, low_y, low_r, low_r * tilt, 0, 180)
    top = arc(cx, top_y, top_r, top_r * tilt, 180, 360)
    return [*right, *bottom, *left, *top]


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> Points:
    """A rectangle with round corners."""
    if not radius:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    corners = (
        (x + width - radius, y + radius, 270),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    )
    return [point for cx, cy, start in corners for point in arc(cx, cy, radius, radius, start, start + 90)]


def path(*parts: Sequence[Point]) -> Points:
    """Soft lines joined at sharp corners."""
    return [point for part in parts for point in smooth(part, closed=False)]


def mirrored(half: Sequence[Point], axis: float = 450) -> Points:
    """Closes a right half, given from top to bottom, with its mirror image."""
    return [*half, *((2 * axis - x, y) for x, y in reversed(half) if x != axis)]


def turned(points: Sequence[Point], degrees: float, about: Point = (450, 450)) -> Points:
    """Rotated clockwise."""
    a = degrees * pi / 180
    cx, cy = about
    moved = [(x - cx, y - cy) for x, y in points]
    return [(cx + x * cos(a) - y * sin(a), cy + x * sin(a) + y * cos(a)) for x, y in moved]


def tapered(spine: Sequence[Point], widths: Sequence[float]) -> Points:
    """A soft band along a spine, `widths[i]` wide at its i-th corner."""
    left, right = [], []
    for i, (x, y) in enumerate(spine):
        before, after = spine[max(i - 1, 0)], spine[min(i + 1, len(spine) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1
        nx, ny = -dy / length * widths[i] / 2, dx / length * widths[i] / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return [*smooth(left, closed=False), *reversed(smooth(right, closed=False))]
