"""Bowls, plates and kitchen linen."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.patterns import along, lines, stitches
from integrations.feeds.demo.drawings.shapes import TILT, Points, arc, box, mirrored, smooth, turned
from integrations.feeds.demo.drawings.turned import band, body, dipped, mouth, speckles, together

CLAY: Rgb = (190, 148, 112)


def bowl(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(450, 640, 150, 36)
    sides = [(400, 258), (470, 246), (560, 190), (612, 120), (640, 112)]
    pattern = together(
        speckles(darker(color, 0.3), 110), band(450, 440, 262, 10, look.color(1)), dipped(450, 606, 200, CLAY)
    )
    body(canvas, 450, sides, color, pattern=pattern)
    mouth(canvas, 450, 400, 258, color, rim=9, inside=look.color(1))
    canvas.line(arc(450, 418, 170, 24, 20, 160), darker(look.color(1), 0.1), 4)


def bowls(canvas: Canvas, look: Look) -> None:
    for x, y, number in ((330, 320, 1), (590, 440, 0), (340, 590, 0)):
        colors = (look.color(number), look.color(2))
        bowl(canvas.at(x, y, 0.72), Look(colors, look.words))


def plate(canvas: Canvas, look: Look) -> None:
    color = look.color()
    round_plate = arc(450, 450, 330, 330)
    canvas.drop(round_plate, 1.3)
    canvas.fill(round_plate, mix(color, CLAY, 0.45), "cloth", 1.2)
    canvas.fill(arc(448, 448, 322, 322), color, "cloth", 1.3, speckles(darker(color, 0.4), 260, seed=11))
    canvas.soften(arc(452, 454, 236, 236), 6, 0.16)
    canvas.fill(
        arc(450, 450, 232, 232), lighter(color, 0.16), "inside", 0.22, speckles(darker(color, 0.4), 260, seed=11)
    )
    canvas.line(arc(450, 450, 300, 300, 200, 250), lighter(color, 0.6), 7)


def nest(canvas: Canvas, look: Look) -> None:
    canvas.ground(450, 670, 190, 42)
    white = PALETTE["white"]
    for r, y, number in ((285, 440, 0), (222, 400, 1), (160, 366, 2)):
        color = look.color(number)
        low = y + r * 0.82
        sides = [(y, r), (y + r * 0.35, r * 0.93), (y + r * 0.68, r * 0.72), (low, r * 0.5)]
        body(canvas, 450, sides, color)
        canvas.ellipse(450, y, r, r * TILT, darker(color, 0.1))
        mouth(canvas, 450, y + 1, r - 6, white, rim=7)


def teatowel(canvas: Canvas, look: Look) -> None:
    cloth, stripe = look.colors[:2]
    back = turned(box(300, 150, 320, 600, 10), 6)
    front = turned(box(270, 180, 320, 560, 10), 6)
    pattern = together(
        lines(stripe, (338, 372, 526, 560), 12, degrees=96),
        lines(stripe, (353, 541), 14, degrees=96),
        lines(stripe, (620, 650), 10, degrees=6),
        lines(stripe, (680,), 22, degrees=6),
    )
    canvas.drop(back, 1.1)
    canvas.fill(back, darker(cloth, 0.1), "cloth")
    canvas.drop(front, 0.6)
    canvas.fill(front, cloth, "cloth", 1.2, pattern)
    hem = turned(along((285, 722), (575, 722), 40), 6)
    stitches(canvas, hem, darker(cloth, 0.3), 2)
    canvas.tube(turned(smooth([(300, 182), (280, 120), (330, 110), (335, 180)], closed=False), 6), stripe, 9)


def _bib() -> Points:
    half = [(450, 150), (545, 150), (552, 240), (600, 330), (680, 380), (690, 560), (676, 780), (450, 790)]
    return mirrored(half)


def apron(canvas: Canvas, look: Look) -> None:
    color, strap = look.colors[:2]
    neck = smooth([(370, 160), (350, 60), (450, 24), (550, 60), (530, 160)], closed=False)
    ties = [
        smooth([(450 + s * 228, 386), (450 + s * 320, 420), (450 + s * 300, 540), (450 + s * 340, 620)], closed=False)
        for s in (-1, 1)
    ]
    for band_points in (neck, *ties):
        canvas.tube(band_points, strap, 17)
    outline = _bib()
    canvas.drop(outline)
    canvas.fill(outline, color, "cloth", 1.3)
    seam = lighter(color, 0.4)
    stitches(canvas, along((368, 170), (532, 170), 26), seam)
    stitches(canvas, along((240, 764), (660, 764), 50), seam)
    pocket = box(310, 470, 280, 170, 14)
    canvas.soften(pocket, 7, 0.22)
    canvas.fill(pocket, lighter(color, 0.06), "cloth")
    canvas.line([(450, 476), (450, 636)], darker(color, 0.25), 2.5)
    stitches(canvas, along((322, 488), (578, 488), 40), seam)
    canvas.line(smooth([(640, 400), (620, 560), (634, 760)], closed=False), darker(color, 0.12), 5)
    canvas.line(smooth([(270, 420), (262, 560), (276, 740)], closed=False), lighter(color, 0.1), 5)
