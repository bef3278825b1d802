"""Bags, the backpack and the umbrella."""

from __future__ import annotations

from math import cos, pi, sin

from integrations.feeds.demo.drawings.canvas import Canvas
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, darker, lighter
from integrations.feeds.demo.drawings.pantry import lantern_mark, lettering
from integrations.feeds.demo.drawings.patterns import along, stitches
from integrations.feeds.demo.drawings.shapes import Points, arc, box, mirrored, path, smooth, tapered


def tote(canvas: Canvas, look: Look) -> None:
    color, ink = look.colors[:2]
    back = smooth([(352, 330), (360, 150), (450, 84), (540, 150), (548, 330)], closed=False)
    canvas.line([(x + 10, y + 8) for x, y in back], darker(color, 0.3), 26)
    bag = mirrored(
        path(
            [(450, 328), (600, 326), (674, 322)],
            [(674, 322), (680, 560), (706, 800)],
            [(706, 800), (600, 812), (450, 814)],
        )
    )
    canvas.drop(bag)
    canvas.fill(bag, color, "cloth", 1.3)
    canvas.line([(226, 346), (674, 346)], darker(color, 0.1), 2)
    stitches(canvas, along((230, 362), (670, 362), 80), darker(color, 0.25), 2)
    front = smooth([(346, 360), (350, 190), (450, 118), (550, 190), (554, 360)], closed=False)
    canvas.line([(x + 3, y + 5) for x, y in front], darker(color, 0.22), 27)
    canvas.line(front, lighter(color, 0.06), 26)
    for x in (346, 554):
        canvas.fill(box(x - 17, 340, 34, 52, 3), lighter(color, 0.06), "cloth")
        canvas.line([(x - 11, 348), (x + 11, 384)], darker(color, 0.25), 2)
        canvas.line([(x + 11, 348), (x - 11, 384)], darker(color, 0.25), 2)
    lantern_mark(canvas, 450, 530, 92, ink, color)
    lettering(canvas, "LANTERN LANE", (450, 690), 44, ink)
    for crease in (
        tapered([(262, 420), (254, 600), (266, 790)], [4, 16, 10]),
        tapered([(636, 400), (650, 600), (640, 790)], [4, 18, 8]),
    ):
        canvas.soften(crease, 6, 0.16)


def backpack(canvas: Canvas, look: Look) -> None:
    color, leather = look.colors[:2]
    canvas.ground(450, 790, 210, 36)
    canvas.tube(smooth([(390, 190), (400, 116), (500, 116), (510, 190)], closed=False), leather, 20)
    for side in (-1, 1):
        strap = [(450 + side * 190, 400), (450 + side * 252, 520), (450 + side * 222, 700)]
        canvas.tube(smooth(strap, closed=False), darker(color, 0.25), 34)
    shell = smooth(
        [(264, 260), (450, 246), (636, 260), (662, 520), (654, 772), (560, 796), (340, 796), (246, 772), (238, 520)]
    )
    canvas.fill(shell, color, "round")
    roll = smooth([(258, 190), (450, 176), (642, 190), (660, 240), (642, 300), (450, 312), (258, 300), (240, 240)])
    canvas.soften([(x, y + 16) for x, y in roll], 8, 0.35)
    canvas.fill(roll, lighter(color, 0.08), "round")
    canvas.line(smooth([(262, 262), (450, 274), (638, 262)], closed=False), darker(color, 0.2), 4)
    pocket = box(310, 500, 280, 236, 26)
    canvas.soften(pocket, 9, 0.35)
    canvas.fill(pocket, lighter(color, 0.05), "round")
    canvas.fill(box(304, 484, 292, 78, 14), lighter(color, 0.12), "round")
    stitches(canvas, along((316, 550), (584, 550), 50), lighter(color, 0.4), 2)
    for x in (350, 550):
        canvas.fill(box(x - 15, 214, 30, 230, 6), leather, "cloth", 1.6)
        canvas.fill(box(x - 22, 396, 44, 34, 5), PALETTE["brass"], "cloth", 1.8)
        canvas.fill(box(x - 12, 404, 24, 18, 3), darker(leather, 0.2))
    canvas.fill(box(436, 534, 28, 60, 6), leather, "cloth", 1.6)
    canvas.ellipse(450, 578, 7, 7, PALETTE["brass"])


def umbrella(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(470, 838, 230, 22, 0.45)
    shaft: Points = [(450, 150), (450, 700)]
    canvas.tube(shaft, PALETTE["steel"], 12)
    hook = [(450, 660), (450, 770), (490, 826), (545, 800), (552, 752)]
    canvas.tube(smooth(hook, closed=False), PALETTE["wood"], 28)
    canvas.line([(450, 96), (450, 160)], PALETTE["steel"], 10)
    edges = [(450 + 370 * cos(a), 480 + 46 * sin(a)) for a in (pi, 0.8 * pi, 0.6 * pi, 0.4 * pi, 0.2 * pi, 0)]
    tones = (0.06, -0.1, -0.02, 0.12, 0.26)
    for number, tone in enumerate(tones):
        _panel(
            canvas, edges[number], edges[number + 1], lighter(color, -tone) if tone < 0 else darker(color, tone), look
        )
    canvas.fill(arc(450, 150, 16, 12), darker(color, 0.3))
    for x, y in edges:
        canvas.ellipse(x, y + 2, 6, 6, PALETTE["wood"])


def _panel(
    canvas: Canvas, left: tuple[float, float], right: tuple[float, float], color: tuple[int, int, int], look: Look
) -> None:
    """One gore of the canopy: bowed ribs at the sides, a hollow hem below."""
    top = (450.0, 146.0)
    ribs = [smooth([top, _bowed(top, end), end], closed=False) for end in (left, right)]
    sag = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 - 34)
    hem = smooth([left, sag, right], closed=False)
    canvas.fill([*ribs[0], *hem, *reversed(ribs[1])], color)
    for rib in ribs:
        canvas.line(rib, darker(look.color(), 0.25), 2.5)


def _bowed(top: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    return top[0] + (end[0] - top[0]) * 0.68, top[1] + (end[1] - top[1]) * 0.32
