"""Notebooks, cards, pens, pencils and a wrapped present."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, PAPER, Rgb, darker, lighter
from integrations.feeds.demo.drawings.pantry import lantern_mark, leaf
from integrations.feeds.demo.drawings.patterns import stripes
from integrations.feeds.demo.drawings.shapes import Point, arc, box, path, smooth, turned
from integrations.feeds.demo.drawings.turned import together

LEAVES = (248, 243, 232)


def notebook(canvas: Canvas, look: Look) -> None:
    color, paper = look.colors[:2]
    lean = -9
    pages = turned(box(246, 132, 430, 640, 10), lean)
    cover = turned(box(228, 122, 436, 640, 16), lean)
    canvas.drop(turned(box(228, 122, 452, 652, 14), lean), 1.2)
    canvas.fill(turned(box(240, 134, 438, 640, 14), lean), darker(color, 0.35))
    canvas.fill(pages, LEAVES, "flat", pattern=stripes(darker(LEAVES, 0.14), 5, 1.5, degrees=81))
    weave = together(
        stripes(darker(color, 0.07), 7, 2.5, degrees=lean), stripes(darker(color, 0.07), 7, 2.5, degrees=90 + lean)
    )
    canvas.fill(cover, color, "cloth", 1.3, weave)
    canvas.fill(turned(box(228, 122, 62, 640, 14), lean), darker(color, 0.16), "cloth", 1.3, weave)
    canvas.fill(turned(box(372, 250, 200, 120, 6), lean), paper, "cloth")
    for y in (294, 326):
        canvas.line(turned([(396, y), (548, y)], lean), darker(paper, 0.3), 3)
    canvas.fill(turned(box(606, 116, 18, 656), lean), darker(color, 0.42))
    ribbon = turned([(430, 760), (452, 760), (452, 846), (441, 832), (430, 846)], lean)
    canvas.fill(ribbon, PALETTE["turmeric"])


def pocketbooks(canvas: Canvas, look: Look) -> None:
    for number, lean in enumerate((-20, -2, 16)):
        color = look.color(number)
        cover = turned(box(290, 180, 330, 500, 26), lean, (450, 900))
        canvas.drop(cover)
        canvas.fill(cover, color, "cloth", 1.3)
        canvas.line(turned([(318, 184), (318, 676)], lean, (450, 900)), darker(color, 0.14), 4)
        for y in (310, 550):
            canvas.line(turned([(303, y), (303, y + 40)], lean, (450, 900)), PALETTE["steel"], 5)
        canvas.fill(turned(box(372, 276, 186, 96, 8), lean, (450, 900)), lighter(color, 0.75), "cloth")
        canvas.line(turned([(396, 338), (534, 338)], lean, (450, 900)), darker(color, 0.3), 3)


def cards(canvas: Canvas, look: Look) -> None:
    color = look.color()
    envelope = turned(box(150, 380, 560, 390, 8), -8)
    canvas.drop(envelope)
    canvas.fill(envelope, PALETTE["kraft"], "cloth", 1.2)
    canvas.fill(turned([(152, 382), (430, 600), (708, 382)], -8), darker(PALETTE["kraft"], 0.1), "cloth", 1.4)
    canvas.line(turned([(152, 384), (430, 602), (708, 384)], -8), darker(PALETTE["kraft"], 0.25), 3)
    card = turned(box(300, 110, 390, 540, 6), 7)
    canvas.drop(card, 1.2)
    canvas.fill(card, (252, 249, 243), "cloth", 0.8)
    canvas.line(turned([*box(326, 136, 338, 488, 4), (664, 140)], 7), lighter(color, 0.55), 3)
    if "lantern" in look.words:
        _lantern_print(canvas, color)
    else:
        _leaf_print(canvas, color)


def _lantern_print(canvas: Canvas, color: Rgb) -> None:
    for x, y, size, ink in (
        (430, 300, 62, color),
        (560, 360, 50, PALETTE["turmeric"]),
        (462, 470, 44, PALETTE["plum"]),
    ):
        px, py = turned([(x, y)], 7)[0]
        top = turned([(x + 6, 152)], 7)[0]
        canvas.line([top, (px, py - size * 0.9)], PALETTE["charcoal"], 2.5)
        lantern_mark(canvas, px, py, size, ink, (252, 249, 243))


def _leaf_print(canvas: Canvas, color: Rgb) -> None:
    stem = turned(smooth([(486, 590), (500, 450), (490, 320), (500, 200)], closed=False), 7)
    canvas.line(stem, color, 6)
    for number, y in enumerate(range(540, 210, -54)):
        for side in (-1, 1):
            size = 130 - number * 13
            shape = leaf(494, y, size, -90 + side * 52)
            canvas.fill(turned(shape, 7), color if (number + side) % 3 else lighter(color, 0.35))
    canvas.fill(turned(leaf(500, 226, 80, -88), 7), PALETTE["turmeric"])


def _at(points: list[Point]) -> list[Point]:
    return turned(points, -40)


def pen(canvas: Canvas, look: Look) -> None:
    color, metal = look.colors[:2]
    barrel = _at(
        path([(250, 424), (520, 418), (640, 424)], [(640, 424), (640, 476)], [(640, 476), (520, 482), (250, 476)])
    )
    cap = _at(
        path(
            [(640, 414), (840, 414), (862, 430)],
            [(862, 430), (866, 450), (862, 470)],
            [(862, 470), (840, 486), (640, 486)],
        )
    )
    grip = _at(path([(250, 426), (180, 436)], [(180, 436), (180, 464)], [(180, 464), (250, 474)]))
    nib = _at(path([(182, 434), (130, 432), (52, 450)], [(52, 450), (130, 468), (182, 466)]))
    for outline in (nib, grip, barrel, cap):
        canvas.drop(outline, 1.2)
    canvas.fill(nib, metal, "cloth", 2)
    canvas.line(_at([(60, 450), (138, 450)]), darker(metal, 0.5), 2.5)
    canvas.ellipse(*_at([(142, 450)])[0], 5, 5, darker(metal, 0.6))
    canvas.fill(grip, darker(color, 0.35), "cloth", 1.4)
    for outline, top, low in ((barrel, 424, 476), (cap, 416, 484)):
        canvas.fill(outline, color)
        start, end = (258, 632) if outline is barrel else (646, 852)
        _sheen(canvas, color, (start, end), (top, low))
    for x in (636, 252):
        canvas.fill(_at(box(x, 416, 14, 68, 4)), metal, "cloth", 2)
    canvas.fill(
        _at(path([(856, 436), (700, 440), (676, 450)], [(676, 450), (700, 458), (856, 456)])), metal, "cloth", 2
    )


def _sheen(canvas: Canvas, color: Rgb, along_x: tuple[float, float], across: tuple[float, float]) -> None:
    (start, end), (top, low) = along_x, across
    height = low - top
    canvas.line(_at([(start, top + height * 0.8), (end, top + height * 0.8)]), darker(color, 0.3), height * 0.34)
    canvas.line(_at([(start, top + height * 0.24), (end, top + height * 0.24)]), lighter(color, 0.45), height * 0.12)


def pencils(canvas: Canvas, look: Look) -> None:
    tones = [*look.colors, PALETTE["charcoal"]]
    for number, color in enumerate(tones):
        lean = -15 + number * 6
        _pencil(canvas, color, 330 + number * 48, lean, (number * 37) % 60)


def _pencil(canvas: Canvas, color: Rgb, x: float, lean: float, lift: float) -> None:
    about = (x, 1150)
    top = 130 + lift

    def lay(points: list[Point]) -> list[Point]:
        return turned(points, lean, about)

    canvas.drop(lay([(x - 19, 210 + lift), (x, top), (x + 19, 210 + lift), (x + 19, 800), (x - 19, 800)]), 0.7)
    canvas.fill(lay([(x - 19, 214 + lift), (x, top), (x + 19, 214 + lift)]), PALETTE["sand"])
    canvas.fill(lay([(x - 6, top + 28), (x, top), (x + 6, top + 28)]), darker(color, 0.2))
    for left, right, tone in ((-19, -7, lighter(color, 0.25)), (-7, 8, color), (8, 19, darker(color, 0.25))):
        canvas.fill(lay([(x + left, 208 + lift), (x + right, 208 + lift), (x + right, 800), (x + left, 800)]), tone)
    canvas.fill(lay(arc(x, 800, 19, 7)), darker(PALETTE["sand"], 0.1))
    canvas.fill(lay(arc(x, 800, 6, 3)), PALETTE["charcoal"])


def giftbox(canvas: Canvas, look: Look) -> None:
    color, ribbon = look.colors[:2]
    canvas.ground(450, 740, 250, 40)
    front = box(210, 420, 480, 330, 4)
    canvas.fill(front, color, "round", 0.9)
    canvas.fill(box(418, 420, 64, 330), ribbon, "round", 0.8)
    canvas.soften(box(200, 420, 500, 26), 8, 0.35)
    canvas.fill([(196, 352), (704, 352), (704, 430), (196, 430)], lighter(color, 0.08), "round", 0.9)
    canvas.fill([(232, 300), (668, 300), (704, 352), (196, 352)], lighter(color, 0.25), "cloth")
    canvas.fill([(426, 300), (474, 300), (484, 352), (416, 352)], lighter(ribbon, 0.15))
    canvas.fill(box(416, 352, 68, 78), ribbon, "round", 0.8)
    for side in (-1, 1):
        _loop(canvas, ribbon, side)
    canvas.fill(box(420, 268, 60, 56, 18), ribbon, "ball")
    tag = turned([(560, 480), (600, 456), (680, 456), (680, 540), (600, 540), (560, 516)], 12, (560, 500))
    canvas.drop(tag, 0.5)
    canvas.fill(tag, PAPER, "cloth")
    lantern_mark(canvas, 628, 515, 26, ribbon, PAPER)
    canvas.line(smooth([(572, 500), (520, 440), (470, 330)], closed=False), darker(ribbon, 0.3), 3)


def _loop(canvas: Canvas, color: Rgb, side: int) -> None:
    tail = smooth(
        [(450, 300), (450 + side * 80, 330), (450 + side * 140, 400), (450 + side * 104, 404), (450 + side * 50, 340)]
    )
    canvas.fill(tail, darker(color, 0.14), "cloth")
    loop = smooth(
        [(450, 296), (450 + side * 70, 216), (450 + side * 170, 196), (450 + side * 190, 262), (450 + side * 110, 308)]
    )
    canvas.fill(loop, color, "ball")
    hollow = smooth(
        [
            (450 + side * 50, 284),
            (450 + side * 100, 240),
            (450 + side * 156, 226),
            (450 + side * 160, 258),
            (450 + side * 110, 284),
        ]
    )
    canvas.fill(hollow, darker(color, 0.4), "cloth")
