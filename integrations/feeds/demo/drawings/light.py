"""Lamps, lanterns and candles."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.pantry import lettering, sprig
from integrations.feeds.demo.drawings.shapes import TILT, Points, arc, box, lathe, mirrored, path, smooth, turned
from integrations.feeds.demo.drawings.turned import body, speckles

GLOW: Rgb = (255, 228, 150)
STRING: Rgb = (92, 80, 74)


def desklamp(canvas: Canvas, look: Look) -> None:
    color, metal = look.colors[:2]
    canvas.ground(480, 760, 165, 36)
    body(canvas, 480, [(728, 40), (736, 140), (748, 158), (764, 158)], color, "round")
    canvas.tube([(480, 730), (590, 470)], metal, 20)
    canvas.tube([(590, 470), (372, 250)], metal, 20)
    for x, y in ((590, 470), (480, 724)):
        canvas.fill(arc(x, y, 24, 24), metal, "ball")
    about = (372, 250)
    shade = mirrored(
        path([(372, 196), (420, 198), (446, 236)], [(446, 236), (480, 330), (540, 412)], [(540, 412), (372, 440)]), 372
    )
    glow = turned(arc(372, 418, 166, 34), 24, about)
    canvas.fill(glow, GLOW)
    canvas.fill(turned(arc(376, 430, 46, 40), 24, about), lighter(GLOW, 0.7))
    canvas.fill(turned(shade, 24, about), color, "round", 1.2)
    canvas.fill(turned([*arc(372, 414, 170, 42, 0, 180), *arc(372, 414, 170, 14, 180, 360)], 24, about), GLOW)
    canvas.line(turned(arc(372, 414, 168, 14, 180, 360), 24, about), darker(color, 0.3), 4)
    canvas.fill(turned(arc(372, 196, 34, 18), 24, about), metal, "ball")


def tablelamp(canvas: Canvas, look: Look) -> None:
    color, shade = look.colors[:2]
    canvas.ground(450, 786, 120, 28)
    foot = [(500, 28), (530, 34), (570, 92), (640, 134), (710, 126), (764, 88), (786, 84)]
    body(canvas, 450, foot, color, "ball", speckles(darker(color, 0.35)))
    canvas.fill(box(438, 430, 24, 80), PALETTE["brass"], "round")
    warm = mix(shade, GLOW, 0.35)
    cloth = lathe(450, [(160, 128), (300, 172), (462, 222)])
    canvas.fill(cloth, warm, "round", 0.7, _pleats(warm))
    canvas.fill(arc(450, 160, 128, 128 * TILT), mix(GLOW, (255, 255, 255), 0.4))
    canvas.line(arc(450, 160, 128, 128 * TILT, 0, 360), darker(shade, 0.2), 5)
    canvas.line(arc(450, 462, 222, 222 * TILT, 0, 180), darker(shade, 0.2), 6)
    canvas.line([(530, 510), (530, 566)], PALETTE["brass"], 4)
    canvas.ellipse(530, 574, 9, 10, PALETTE["brass"])


def _pleats(color: Rgb) -> Pattern:
    def draw(canvas: Canvas) -> None:
        for number in range(-17, 18):
            share = number / 17
            canvas.line([(450 + share * 128, 150), (450 + share * 222, 520)], darker(color, 0.07), 3)
        for y, width in ((250, 156), (330, 182), (400, 200)):
            canvas.line(arc(450, y, width + 30, width * TILT, 0, 180), lighter(color, 0.2), 3)

    return draw


def paperlantern(canvas: Canvas, look: Look) -> None:
    color = look.color()
    ball = arc(450, 420, 288, 276)
    canvas.soften([(x + 44, y + 54) for x, y in ball], 34, 0.16)
    canvas.line([(450, -40), (450, 130)], STRING, 6)
    canvas.fill(ball, color, "ball", pattern=_rings(color))
    for y, low in ((142, 160), (684, 702)):
        body(canvas, 450, [(y, 84), (low, 84)], PALETTE["walnut"])
    canvas.fill(arc(450, 142, 84, 84 * TILT), darker(PALETTE["walnut"], 0.35))
    canvas.line([(450, 716), (450, 748)], PALETTE["turmeric"], 7)
    canvas.ellipse(450, 756, 14, 12, PALETTE["turmeric"])
    for thread in range(-3, 4):
        canvas.line([(450 + thread * 3, 764), (450 + thread * 5, 822)], PALETTE["turmeric"], 4)


def _rings(color: Rgb) -> Pattern:
    """Light from within, and bamboo hoops that bow with the round."""
    glow = mix(color, GLOW, 0.5)

    def draw(canvas: Canvas) -> None:
        for step in range(12):
            share = 1 - step / 12
            canvas.fill(arc(450, 470, 260 * share, 240 * share), mix(color, glow, (step + 1) / 12))
        for number in range(-7, 8):
            y = 420 + number * 38
            half = 288 * max(0.0, 1 - (number * 38 / 280) ** 2) ** 0.5
            canvas.line(arc(450, y - 8, half, 20 + half * 0.05, 0, 180), darker(color, 0.17), 3.5)

    return draw


def lanterns(canvas: Canvas, look: Look) -> None:
    for number, (x, y, size) in enumerate(((270, 380, 0.58), (640, 470, 0.52), (450, 640, 0.42))):
        canvas.line([(x, 0), (x, y - 240 * size)], STRING, 4)
        paperlantern(canvas.at(x, y, size), look.only(number))


def stormlantern(canvas: Canvas, look: Look) -> None:
    color, metal = look.colors[:2]
    canvas.ground(450, 762, 180, 40)
    canvas.tube(smooth([(416, 222), (366, 150), (450, 88), (534, 150), (484, 222)], closed=False), metal, 14)
    canvas.fill(box(300, 350, 300, 370), mix(GLOW, (236, 240, 236), 0.55), "cloth")
    canvas.soften(arc(450, 560, 90, 120), 30, 0.05)
    _candle(canvas, 450, 590, 712, 48, PALETTE["cream"])
    canvas.line([(330, 380), (330, 560)], (255, 253, 246), 9)
    canvas.line([(352, 380), (352, 470)], (255, 253, 246), 5)
    for x in (288, 436, 588):
        if x != 436:
            canvas.fill(box(x, 340, 24, 386), color, "round")
    canvas.fill(
        path(
            [(262, 720), (638, 720)],
            [(638, 720), (652, 752), (640, 772)],
            [(640, 772), (260, 772)],
            [(260, 772), (248, 752), (262, 720)],
        ),
        color,
        "round",
    )
    canvas.fill(box(274, 330, 352, 30, 6), color, "round")
    roof = mirrored(
        path([(450, 212), (490, 214), (506, 232)], [(506, 232), (560, 290), (650, 334)], [(650, 334), (450, 344)])
    )
    canvas.fill(roof, color, "round", 1.2)
    for x in (404, 450, 496):
        canvas.ellipse(x, 284, 9, 9, darker(color, 0.5))
    canvas.fill(box(410, 196, 80, 24, 8), metal, "round")
    canvas.ellipse(612, 540, 10, 10, metal, "ball")


def _candle(canvas: Canvas, x: float, top: float, low: float, r: float, color: Rgb) -> None:
    wax = lighter(color, 0.3)
    body(canvas, x, [(top, r), (low, r)], color)
    canvas.fill(arc(x, top, r, r * TILT), wax, "cloth")
    canvas.line([(x, top + 2), (x + 2, top - 20)], STRING, 5)
    flame = smooth(
        [
            (x + 2, top - 84),
            (x + 20, top - 42),
            (x + 12, top - 16),
            (x + 1, top - 11),
            (x - 11, top - 17),
            (x - 16, top - 42),
        ]
    )
    canvas.fill(flame, (246, 178, 62))
    canvas.fill(arc(x + 1, top - 30, 8, 15), (255, 236, 170))


def candles(canvas: Canvas, look: Look) -> None:
    color = mix(look.color(), PALETTE["cream"], 0.25)
    for x, top, low, r in ((300, 400, 690, 86), (520, 270, 680, 92), (640, 530, 744, 88)):
        canvas.ground(x, low, r, r * 0.24)
        _candle(canvas, x, top, low, r, color)


def jarcandle(canvas: Canvas, look: Look) -> None:
    color, paper = look.colors[:2]
    canvas.ground(450, 700, 170, 40)
    glass = mix(color, (255, 255, 255), 0.12)
    body(canvas, 450, [(320, 172), (500, 171), (660, 170), (706, 156)], glass)
    canvas.fill(arc(450, 320, 172, 172 * TILT), lighter(glass, 0.4))
    canvas.fill(arc(450, 324, 160, 160 * TILT), darker(glass, 0.25), "inside")
    wax = arc(450, 346, 150, 150 * TILT)
    canvas.fill(
        [*arc(450, 346, 150, 150 * TILT * 0.6, 180, 360), *arc(450, 324, 160, 160 * TILT, 10, 170)],
        PALETTE["cream"],
        "cloth",
    )
    _flame(canvas, wax)
    label: Points = box(336, 440, 214, 176, 8)
    canvas.fill(label, lighter(paper, 0.72), "round", 0.6)
    sprig(canvas, 443, 516, 40, color)
    lettering(canvas, "FERN & FLINT", (443, 588), 23, color)
    canvas.line([(304, 390), (304, 650)], lighter(glass, 0.55), 8)


def _flame(canvas: Canvas, wax: Points) -> None:
    x, y = 450, min(py for _, py in wax) + 22
    canvas.line([(x, y), (x + 2, y - 26)], STRING, 5)
    flame = smooth(
        [(x + 2, y - 96), (x + 21, y - 52), (x + 12, y - 24), (x + 1, y - 18), (x - 11, y - 25), (x - 17, y - 52)]
    )
    canvas.fill(flame, (246, 178, 62))
    canvas.fill(arc(x + 1, y - 38, 8, 15), (255, 236, 170))
