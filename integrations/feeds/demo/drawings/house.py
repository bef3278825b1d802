"""Cushions, blankets, towels, baskets, pots, soap and the clock."""

from __future__ import annotations

from itertools import pairwise

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.cooking import grain
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.pantry import leaf, lettering
from integrations.feeds.demo.drawings.patterns import along, checks, fringe, stripes
from integrations.feeds.demo.drawings.shapes import TILT, Points, arc, box, lathe, path, smooth, turned
from integrations.feeds.demo.drawings.turned import body, mouth, together

SOIL: Rgb = (82, 60, 50)


def cushion(canvas: Canvas, look: Look) -> None:
    color = look.color()
    outline = path(
        [(150, 160), (300, 196), (450, 200), (600, 196), (750, 160)],
        [(750, 160), (716, 300), (712, 450), (716, 600), (750, 742)],
        [(750, 742), (600, 706), (450, 702), (300, 706), (150, 742)],
        [(150, 742), (184, 600), (188, 450), (184, 300), (150, 160)],
    )
    canvas.drop(outline, 1.5)
    weave = stripes(darker(color, 0.05), 9, 3, degrees=90)
    if "stripe" in look.words:
        weave = together(
            weave,
            stripes(look.color(1), 64, 26, degrees=90, start=-210),
            stripes(look.color(1), 64, 4, degrees=90, start=-178),
        )
    canvas.fill(outline, color, "ball", 0.8, weave)
    for start, end in (
        ((176, 186), (270, 280)),
        ((724, 186), (640, 276)),
        ((176, 716), (262, 630)),
        ((724, 716), (640, 636)),
    ):
        middle = ((start[0] + end[0]) / 2 + 8, (start[1] + end[1]) / 2 + 8)
        canvas.soften([start, end, middle], 8, 0.4)
    for x, y in ((150, 160), (750, 160), (750, 742), (150, 742)):
        canvas.ellipse(x, y, 7, 7, darker(color, 0.15))


def blanket(canvas: Canvas, look: Look) -> None:
    color, line = look.colors[:2]
    for lean, x, y, tone in ((5, 214, 150, 0.16), (0, 190, 170, 0.08), (-4, 176, 186, 0)):
        fold = turned(
            path(
                [(x, y + 20), (x + 6, y + 2), (x + 30, y)],
                [(x + 30, y), (x + 510, y)],
                [(x + 510, y), (x + 512, y + 440)],
                [(x + 512, y + 440), (x + 10, y + 440)],
                [(x + 10, y + 440), (x - 4, y + 230), (x, y + 20)],
            ),
            lean,
        )
        ends = turned(along((x + 14, y + 438), (x + 508, y + 438), 56), lean)
        canvas.drop(fold)
        fringe(canvas, ends, (0, 54), darker(color, tone), 5)
        canvas.fill(fold, darker(color, tone), "cloth", 1.3, _wool(color, line, lean))
    canvas.soften(turned([(180, 380), (430, 392), (684, 378), (430, 400)], -4), 8, 0.3)


def _wool(color: Rgb, line: Rgb, lean: float) -> Pattern:
    """A wide check with a fine light line through it."""
    return together(
        checks(mix(color, darker(color), 0.7), darker(color, 0.45), 130, 58, degrees=lean),
        checks(mix(color, line, 0.5), line, 130, 6, degrees=lean),
    )


def towels(canvas: Canvas, look: Look) -> None:
    for number, (y, inset) in enumerate(((600, 0), (470, 14), (350, 36))):
        _folded(canvas, y, look.color(number % 2), inset, number)


def _folded(canvas: Canvas, y: float, color: Rgb, inset: float, number: int) -> None:
    left, right = 170 + inset, 730 - inset
    if number == 0:
        canvas.ground(450, y + 126, 280, 30)
    side: Points = box(left, y, right - left, 130, 58)
    canvas.soften([(x + 6, z + 10) for x, z in side], 9, 0.3)
    canvas.fill(side, color, "round", 0.8, _waffle(color, 22))
    for step in (46, 88):
        canvas.line(
            smooth([(left + 40, y + step), (450, y + step + 3), (right - 4, y + step)], closed=False),
            darker(color, 0.2),
            4,
        )
    canvas.fill(
        path(
            [(left + 60, y - 54), (450, y - 58), (right - 50, y - 54)],
            [(right - 50, y - 54), (right - 6, y + 8), (right - 30, y + 28)],
            [(right - 30, y + 28), (450, y + 34), (left + 26, y + 28)],
            [(left + 26, y + 28), (left + 4, y), (left + 60, y - 54)],
        ),
        lighter(color, 0.14),
        "cloth",
        1,
        _waffle(lighter(color, 0.14), 26),
    )


def _waffle(color: Rgb, gap: float) -> Pattern:
    return together(stripes(darker(color, 0.1), gap, 4), stripes(darker(color, 0.08), gap, 4, degrees=90))


def basket(canvas: Canvas, look: Look) -> None:
    color, trim = look.colors[:2]
    canvas.ground(450, 716, 205, 46)
    for side in (-1, 1):
        x = 450 + side * 262
        canvas.tube(
            smooth(
                [(x - side * 10, 420), (x + side * 46, 380), (x + side * 50, 470), (x - side * 16, 500)], closed=False
            ),
            trim,
            22,
        )
    sides = [(350, 250), (450, 270), (580, 262), (670, 226), (712, 204)]
    body(canvas, 450, sides, color, pattern=_braids(color, trim))
    mouth(canvas, 450, 350, 252, color, rim=16, inside=darker(color, 0.3))
    rope = arc(450, 350, 250, 250 * TILT, 0, 180)
    for (x1, y1), (x2, y2) in pairwise(rope):
        canvas.tube([(x1, y1 - 5), (x2, y2 + 5)], lighter(color, 0.1), 11)


def _braids(color: Rgb, trim: Rgb) -> Pattern:
    """Rows of slanted strands that bow with the round."""

    def draw(canvas: Canvas) -> None:
        for row in range(14):
            y = 366 + row * 28
            tone = trim if row in {7, 8} else color
            for column in range(-17, 18):
                x = 450 + column * 17 + (row % 2) * 8
                bow = (1 - ((x - 450) / 290) ** 2) * 46
                slant = 9 if row % 2 else -9
                canvas.line([(x - 6, y + bow - slant), (x + 6, y + bow + slant)], darker(tone, 0.28), 15)
                canvas.line([(x - 7, y + bow - slant - 1), (x + 4, y + bow + slant - 2)], lighter(tone, 0.08), 11)

    return draw


def plantpot(canvas: Canvas, look: Look) -> None:
    color, green = look.colors[:2]
    canvas.ground(450, 790, 160, 36)
    _saucer(canvas, color, 776, 172)
    body(canvas, 450, [(520, 168), (640, 146), (776, 120)], color)
    canvas.soften(arc(450, 540, 168, 40, 0, 180), 7, 0.4)
    body(canvas, 450, [(462, 190), (524, 184)], lighter(color, 0.05))
    mouth(canvas, 450, 462, 190, color, rim=14, inside=SOIL)
    _fern(canvas, green, 450, 466)


def _saucer(canvas: Canvas, color: Rgb, y: float, r: float) -> None:
    canvas.fill(lathe(450, [(y, r), (y + 22, r * 0.92)]), darker(color, 0.1), "round")
    canvas.fill(arc(450, y, r, r * TILT), lighter(color, 0.05), "cloth", 1.6)


def _fern(canvas: Canvas, green: Rgb, x: float, y: float) -> None:
    for degrees, length, tone in (
        (-158, 240, 0.16),
        (-24, 236, 0.22),
        (-132, 300, 0.08),
        (-48, 290, 0.14),
        (-110, 340, -0.06),
        (-70, 326, 0.04),
        (-92, 364, -0.12),
    ):
        color = darker(green, tone) if tone > 0 else lighter(green, -tone)
        blade = leaf(x, y, length, degrees)
        canvas.fill(blade, color, "cloth", 1.4)
        tip = turned([(x + length * 0.92, y)], degrees, (x, y))[0]
        canvas.line([(x, y), tip], lighter(color, 0.22), 3)


def plantpots(canvas: Canvas, look: Look) -> None:
    for x, y, size in ((560, 360, 0.72), (250, 470, 0.52), (400, 640, 0.4)):
        plantpot(canvas.at(x, y, size), look)


def planter(canvas: Canvas, look: Look) -> None:
    color, green = look.colors[:2]
    canvas.ground(450, 780, 176, 40)
    _trailing(canvas, green)
    _saucer(canvas, color, 768, 194)
    body(canvas, 450, [(440, 178), (760, 168)], color)
    canvas.line(smooth([(322, 500), (318, 600), (324, 700)], closed=False), lighter(color, 0.5), 10)
    mouth(canvas, 450, 440, 178, color, rim=12, inside=SOIL)
    _round_leaves(canvas, green)


def _trailing(canvas: Canvas, green: Rgb) -> None:
    canvas.line([(450, 440), (450, 250)], darker(green, 0.2), 10)


def _round_leaves(canvas: Canvas, green: Rgb) -> None:
    for number, (x, y, r) in enumerate(
        (
            (330, 330, 62),
            (560, 316, 66),
            (402, 226, 64),
            (520, 196, 58),
            (452, 118, 56),
            (296, 214, 46),
            (610, 210, 48),
            (384, 402, 50),
            (516, 404, 52),
        )
    ):
        color = darker(green, 0.2) if number % 3 == 0 else lighter(green, 0.06 * (number % 3))
        canvas.line(
            smooth([(450, 448), ((450 + x) / 2 + 8, (448 + y) / 2 + 30), (x, y + r * 0.5)], closed=False),
            darker(green, 0.2),
            6,
        )
        canvas.fill(turned(arc(x, y, r, r * 0.84), number * 40, (x, y)), color, "ball")


def soap(canvas: Canvas, look: Look) -> None:
    color, label = look.colors[:2]
    slant = -14
    side = turned(box(180, 392, 540, 250, 44), slant)
    canvas.drop(side, 1.3)
    canvas.fill(side, darker(color, 0.16), "cloth")
    top = turned(box(180, 352, 540, 250, 44), slant)
    canvas.fill(top, color, "ball", 0.8)
    canvas.fill(turned(box(206, 376, 488, 202, 30), slant), lighter(color, 0.1), "cloth")
    wrap = turned(box(330, 348, 240, 298), slant)
    canvas.fill(wrap, label, "cloth", 1.3)
    canvas.fill(turned(box(330, 602, 240, 44), slant), darker(label, 0.22))
    panel = turned(arc(450, 476, 88, 88), slant)
    canvas.fill(panel, lighter(label, 0.82))
    for degrees in (-150, -90, -30):
        canvas.fill(turned(leaf(450, 500, 66, degrees), slant), label)
    canvas.line(turned([(450, 470), (450, 530)], slant), label, 5)


def clock(canvas: Canvas, look: Look) -> None:
    wood, face = look.colors[:2]
    ring = arc(450, 450, 320, 320)
    canvas.drop(ring, 1.5)
    canvas.fill(ring, wood, "cloth", 1.6, grain(wood, degrees=20, gap=20))
    canvas.fill(arc(450, 450, 268, 268), darker(wood, 0.4))
    canvas.fill(arc(453, 454, 264, 264), face, "cloth", 0.7)
    for hour in range(12):
        length = 36 if hour % 3 == 0 else 18
        canvas.line(turned([(450, 212), (450, 212 + length)], hour * 30), PALETTE["walnut"], 9 if hour % 3 == 0 else 6)
    for degrees, length, width in ((304, 150, 17), (48, 208, 12)):
        hand = turned(
            [
                (450 - width / 2, 490),
                (450 - width / 3, 450 - length),
                (450 + width / 3, 450 - length),
                (450 + width / 2, 490),
            ],
            degrees,
        )
        canvas.soften([(x + 5, y + 8) for x, y in hand], 4, 0.3)
        canvas.fill(hand, darker(PALETTE["brass"], 0.12))
    canvas.fill(arc(450, 450, 19, 19), PALETTE["brass"], "ball")
    lettering(canvas, "OLD MILL", (450, 560), 22, darker(wood, 0.3))
