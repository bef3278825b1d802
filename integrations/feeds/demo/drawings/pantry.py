"""Tins, bags, jars and chocolate."""

from __future__ import annotations

from PIL import ImageDraw, ImageFont

from integrations.feeds.demo.drawings.canvas import Canvas
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix, readable
from integrations.feeds.demo.drawings.shapes import TILT, Point, Points, arc, box, smooth, turned
from integrations.feeds.demo.drawings.turned import band, body

CREAM = PALETTE["cream"]


def lettering(canvas: Canvas, text: str, middle: Point, size: float, color: Rgb) -> None:
    """Words on a label, in the one typeface that comes with Pillow."""
    font = ImageFont.load_default(size * canvas.zoom)
    x, y = middle[0] * canvas.zoom + canvas.dx, middle[1] * canvas.zoom + canvas.dy
    ImageDraw.Draw(canvas.image).text((x, y), text, fill=color, font=font, anchor="mm")


def leaf(x: float, y: float, length: float, degrees: float) -> Points:
    """One pointed leaf with its stem end at (x, y)."""
    half = length * 0.26
    side = [(x, y), (x + length * 0.3, y - half), (x + length * 0.7, y - half * 0.8), (x + length, y)]
    other = [(x + length * 0.7, y + half * 0.8), (x + length * 0.3, y + half)]
    return turned(smooth([*side, *other]), degrees, (x, y))


def sprig(canvas: Canvas, x: float, y: float, size: float, color: Rgb) -> None:
    """Two leaves and a bud: the mark of the tea shelf."""
    for degrees in (-155, -90, -25):
        length = size * (1.15 if degrees == -90 else 1)
        canvas.fill(leaf(x, y, length, degrees), color)
    canvas.line([(x, y - size * 0.5), (x, y + size * 0.5)], color, size * 0.07)


def lantern_mark(canvas: Canvas, x: float, y: float, size: float, color: Rgb, paper: Rgb) -> None:
    """The shop's sign: a small round lantern."""
    canvas.line([(x, y - size * 0.95), (x, y - size * 0.6)], color, size * 0.09)
    canvas.ellipse(x, y, size * 0.72, size * 0.6, color)
    for share in (0.25, 0.62):
        canvas.line(arc(x, y, size * 0.72 * share, size * 0.6, -90, 270), paper, size * 0.05)
    canvas.line([(x - size * 0.3, y - size * 0.6), (x + size * 0.3, y - size * 0.6)], color, size * 0.12)
    canvas.line([(x - size * 0.3, y + size * 0.6), (x + size * 0.3, y + size * 0.6)], color, size * 0.12)
    canvas.line([(x, y + size * 0.6), (x, y + size * 0.95)], color, size * 0.09)


def tin(canvas: Canvas, look: Look) -> None:
    color, accent = look.colors[:2]
    canvas.ground(450, 735, 165, 38)

    def label(tile: Canvas) -> None:
        band(450, 455, 170, 185, CREAM)(tile)
        band(450, 440, 170, 8, accent)(tile)
        band(450, 648, 170, 8, accent)(tile)
        sprig(tile, 440, 556, 52, readable(color))
        lettering(tile, "LANTERN LANE", (440, 640), 20, readable(color))

    body(canvas, 450, [(300, 162), (735, 162)], color, pattern=label)
    canvas.ellipse(450, 300, 168, 168 * TILT, darker(color, 0.4))
    body(canvas, 450, [(214, 168), (296, 168)], accent)
    canvas.fill(arc(450, 214, 168, 168 * TILT), lighter(accent, 0.22), "cloth")
    canvas.line(arc(450, 214, 138, 138 * TILT, 0, 360), mix(accent, lighter(accent), 0.2), 4)


def coffeebag(canvas: Canvas, look: Look) -> None:
    color, accent = look.colors[:2]
    canvas.ground(450, 770, 190, 34)
    front = smooth(
        [
            (270, 250),
            (450, 244),
            (630, 250),
            (648, 470),
            (646, 640),
            (634, 766),
            (560, 778),
            (340, 778),
            (266, 766),
            (254, 640),
            (252, 470),
        ]
    )
    canvas.fill(front, color, "round")
    fold = [(272, 262), (628, 262), (622, 178), (278, 178)]
    canvas.fill(fold, darker(color, 0.1), "round")
    canvas.fill(box(276, 160, 348, 44, 8), darker(color, 0.22), "round")
    for x in (262, 618):
        canvas.fill(box(x, 166, 22, 32, 6), accent, "cloth")
    canvas.line(smooth([(284, 300), (296, 520), (286, 740)], closed=False), lighter(color, 0.2), 6)
    canvas.fill(box(320, 360, 260, 300, 10), CREAM, "round", 0.8)
    canvas.fill(box(320, 360, 260, 62, 10), accent, "round", 0.8)
    _bean(canvas, 450, 498, darker(PALETTE["walnut"], 0.25))
    lettering(canvas, "NINTH STREET", (450, 392), 28, CREAM if readable(accent) == accent else darker(accent, 0.75))
    lettering(canvas, "whole coffee", (450, 590), 26, PALETTE["walnut"])
    canvas.line([(380, 624), (520, 624)], accent, 5)


def _bean(canvas: Canvas, x: float, y: float, color: Rgb) -> None:
    canvas.fill(turned(arc(x, y, 56, 38), -35, (x, y)), color, "ball")
    groove = smooth([(x - 48, y), (x - 16, y - 9), (x + 14, y + 9), (x + 48, y)], closed=False)
    canvas.line(turned(groove, -35, (x, y)), lighter(color, 0.3), 6)


def honey(canvas: Canvas, look: Look) -> None:
    _jar(canvas, look.color(), "HONEY", PALETTE["brass"])
    stick = turned([(450, 70), (450, 245)], 0)
    canvas.tube([(stick[0][0] + 245, 420), (stick[0][0] + 190, 690)], PALETTE["wood"], 16)
    for step in range(5):
        canvas.fill(turned(box(604, 690 + step * 17, 62, 12, 6), 11, (636, 690)), PALETTE["wood"], "cloth", 1.6)


def jam(canvas: Canvas, look: Look) -> None:
    _jar(canvas, look.color(), "PLUM", PALETTE["rose"])
    canvas.ground(672, 700, 60, 18)
    canvas.fill(arc(668, 642, 66, 62), look.color(), "ball")
    canvas.line(smooth([(668, 582), (664, 620), (650, 650)], closed=False), darker(look.color(), 0.3), 4)
    canvas.fill(leaf(672, 584, 74, -28), PALETTE["leaf"], "cloth")


def _jar(canvas: Canvas, color: Rgb, word: str, lid: Rgb) -> None:
    canvas.ground(430, 712, 165, 38)
    glass = mix(color, (236, 238, 234), 0.75)
    body(canvas, 430, [(286, 122), (316, 130), (348, 156), (384, 168), (650, 168), (712, 150)], glass)
    body(canvas, 430, [(356, 156), (650, 158), (702, 140)], color)
    canvas.ellipse(430, 356, 155, 155 * TILT, lighter(color, 0.25))
    band_shape = [*arc(430, 452, 168, 30, 180, 0), *arc(430, 610, 168, 30, 0, 180)]
    canvas.fill(band_shape, CREAM, "round")
    lettering(canvas, word, (424, 545), 46, darker(color, 0.35))
    lettering(canvas, "UPPER MEADOW", (424, 592), 19, darker(color, 0.2))
    canvas.line([(290, 372), (288, 440)], (255, 253, 248), 10)
    body(canvas, 430, [(224, 146), (290, 148)], lid)
    canvas.fill(arc(430, 224, 146, 146 * TILT), lighter(lid, 0.25), "cloth")
    mouth_line = arc(430, 262, 147, 147 * TILT, 5, 175)
    canvas.line(mouth_line, darker(lid, 0.18), 4)


def chocolate(canvas: Canvas, look: Look) -> None:
    color, accent = look.colors[:2]
    cocoa = (88, 54, 40)
    slab = turned(box(290, 100, 320, 300, 8), 12)
    canvas.drop(slab)
    canvas.fill(slab, cocoa, "cloth", 1.2)
    for row in range(2):
        for column in range(3):
            square = turned(box(302 + column * 102, 116 + row * 92, 92, 82, 8), 12)
            canvas.fill(square, lighter(cocoa, 0.1), "cloth", 1.8)
    foil = turned(
        [(280, 280), (330, 262), (390, 284), (450, 260), (520, 284), (570, 262), (620, 280), (620, 340), (280, 340)], 12
    )
    canvas.fill(foil, PALETTE["steel"], "cloth", 2)
    wrap = turned(box(276, 310, 348, 490, 6), 12)
    canvas.drop(wrap)
    canvas.fill(wrap, color, "cloth", 1.3)
    canvas.fill(turned(box(276, 420, 348, 10), 12), accent)
    canvas.fill(turned(box(276, 660, 348, 10), 12), accent)
    mark = canvas.at(*turned([(450, 545)], 12)[0], 1)
    for number in range(5):
        canvas.fill(turned(leaf(450, 545, 84, number * 72 - 90), 12), accent)
    mark.ellipse(450, 450, 14, 14, color)
