"""Teapots, mugs, cups, the kettle and the dripper."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.shapes import TILT, arc, lathe, smooth, tapered
from integrations.feeds.demo.drawings.turned import band, body, dipped, filled, mouth, speckles, together

TEA: Rgb = (150, 84, 34)
COFFEE: Rgb = (84, 54, 40)
CLAY: Rgb = (190, 148, 112)


def teapot(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(450, 672, 165, 40)
    canvas.tube(smooth([(615, 430), (690, 385), (745, 440), (725, 530), (632, 580)], closed=False), color, 34)
    spout = tapered([(330, 545), (238, 535), (192, 455), (150, 405)], [120, 88, 52, 36])
    canvas.fill(spout, color, "round")
    canvas.ellipse(151, 403, 17, 9, darker(color, 0.45))
    pot = [(372, 96), (400, 160), (470, 208), (550, 208), (625, 165), (672, 118)]
    glaze = together(speckles(darker(color, 0.35)), dipped(450, 640, 190, CLAY))
    body(canvas, 450, pot, color, "ball", glaze)
    canvas.line(arc(450, 372, 104, 104 * TILT, 0, 180), darker(color, 0.35), 5)
    body(canvas, 450, [(318, 20), (328, 62), (352, 94), (370, 104)], color, "ball")
    canvas.fill(arc(450, 300, 27, 25), color, "ball")


def ironpot(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(450, 676, 190, 44)
    canvas.tube(arc(450, 395, 205, 225, 184, 356), darker(color, 0.2), 20)
    spout = tapered([(290, 520), (205, 480), (165, 425)], [110, 66, 42])
    canvas.fill(spout, color, "round")
    canvas.ellipse(166, 423, 19, 10, darker(color, 0.5))
    pot = [(420, 110), (440, 180), (500, 224), (570, 222), (640, 180), (672, 150)]
    body(canvas, 450, pot, color, "ball", _studs(lighter(color, 0.16)))
    for x in (248, 652):
        canvas.ellipse(x, 418, 17, 24, darker(color, 0.3))
        canvas.ellipse(x - 2, 415, 9, 15, lighter(color, 0.12))
    body(canvas, 450, [(386, 24), (394, 70), (412, 108), (424, 116)], color, "ball")
    canvas.fill(arc(450, 370, 24, 20), lighter(color, 0.06), "ball")


def _studs(color: Rgb) -> Pattern:
    """Rows of raised dots that follow the round of the pot."""

    def draw(canvas: Canvas) -> None:
        for row in range(6):
            for column in range(-9, 10):
                x = 450 + (column + row % 2 / 2) * 27
                y = 470 + row * 25 + (1 - ((x - 450) / 240) ** 2) * 22
                canvas.ellipse(x, y, 7, 6, color)

    return draw


def glasspot(canvas: Canvas, look: Look) -> None:
    glass = (222, 230, 228)
    canvas.ground(450, 672, 170, 40, 0.7)
    canvas.tube(smooth([(610, 420), (700, 385), (750, 450), (720, 540), (628, 580)], closed=False), glass, 26)
    canvas.fill(tapered([(330, 540), (238, 520), (192, 448), (150, 405)], [90, 66, 44, 30]), glass, "round")
    pot = [(372, 92), (400, 150), (470, 204), (550, 206), (625, 170), (672, 126)]
    body(canvas, 450, pot, glass, "ball")
    tea = [(462, 190), (510, 196), (560, 192), (622, 156), (656, 116)]
    body(canvas, 450, tea, look.color(), "ball")
    canvas.ellipse(450, 462, 190, 190 * TILT, lighter(look.color(), 0.3))
    canvas.fill(lathe(450, [(376, 60), (480, 58), (560, 50)]), mix(glass, look.color(), 0.35), "round", 0.8)
    canvas.line(smooth([(290, 470), (268, 540), (300, 610)], closed=False), (255, 253, 248), 9)
    canvas.line(arc(450, 372, 98, 98 * TILT, 0, 180), darker(glass, 0.25), 5)
    body(canvas, 450, [(322, 20), (332, 60), (354, 88), (370, 98)], glass, "ball")
    canvas.fill(arc(450, 304, 24, 22), PALETTE["wood"], "ball")


def mug(canvas: Canvas, look: Look) -> None:
    color = look.color()
    enamel = "enamel" in look.words
    canvas.ground(430, 668, 168, 40)
    handle = smooth([(575, 375), (680, 355), (735, 440), (690, 560), (580, 575)], closed=False)
    canvas.tube(handle, color, 24 if enamel else 36)
    sides = [(300, 165), (480, 165), (668, 165)] if enamel else [(300, 165), (480, 170), (600, 166), (668, 140)]
    glaze = (
        speckles((90, 96, 110), 60, size=3)
        if enamel
        else together(speckles(darker(color, 0.3), 120), dipped(430, 612, 176, CLAY))
    )
    body(canvas, 430, sides, color, pattern=glaze)
    rim = look.color(1) if enamel else color
    canvas.ellipse(430, 300, 167, 167 * TILT, rim if enamel else lighter(color, 0.3))
    mouth(canvas, 430, 301, 160 if enamel else 165, PALETTE["white"] if enamel else color, rim=8)
    filled(canvas, 430, 308, 140, COFFEE)
    if "plain" not in look.words:
        _steam(canvas, 430, 250)


def _steam(canvas: Canvas, cx: float, y: float) -> None:
    for shift, rise in ((-42, 0), (18, -24)):
        curve = [
            (cx + shift, y + rise),
            (cx + shift + 22, y - 40 + rise),
            (cx + shift - 6, y - 84 + rise),
            (cx + shift + 18, y - 124 + rise),
        ]
        canvas.line(smooth(curve, closed=False), (238, 231, 221), 11)


def mugs(canvas: Canvas, look: Look) -> None:
    for number, (x, y) in enumerate(((270, 375), (640, 375), (440, 560))):
        mug(canvas.at(x, y, 0.62), look.only(number, "plain"))


def cups(canvas: Canvas, look: Look) -> None:
    for number, (x, y) in enumerate(((255, 340), (640, 350), (265, 590), (655, 600))):
        _cup(canvas.at(x, y, 0.98), look.color(number))


def _cup(canvas: Canvas, color: Rgb) -> None:
    canvas.ground(450, 560, 100, 30)
    body(canvas, 450, [(370, 168), (440, 160), (520, 118), (548, 84), (570, 86)], color)
    mouth(canvas, 450, 370, 168, color, rim=6)
    filled(canvas, 450, 382, 138, (206, 150, 72))


def kettle(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(450, 680, 215, 46)
    canvas.tube(
        smooth([(275, 430), (265, 270), (450, 190), (635, 270), (625, 430)], closed=False), PALETTE["steel"], 18
    )
    canvas.tube(arc(450, 262, 130, 66, 222, 318), PALETTE["walnut"], 40)
    canvas.fill(tapered([(300, 560), (205, 500), (150, 410)], [130, 74, 44]), color, "round")
    canvas.ellipse(149, 408, 22, 12, darker(color, 0.5))
    pot = [(385, 120), (410, 180), (500, 222), (600, 236), (660, 232), (682, 215)]
    body(canvas, 450, pot, color, "ball", band(450, 640, 240, 7, lighter(color, 0.3)))
    for x in (276, 624):
        canvas.fill(arc(x, 436, 20, 20), PALETTE["steel"], "ball")
    canvas.line(arc(450, 388, 126, 126 * TILT, 0, 180), darker(color, 0.35), 5)
    body(canvas, 450, [(346, 26), (354, 76), (374, 118), (388, 124)], color, "ball")
    canvas.fill(arc(450, 330, 26, 24), PALETTE["walnut"], "ball")


def dripper(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(440, 690, 150, 34)
    glass = (224, 230, 227)
    body(canvas, 440, [(520, 120), (580, 150), (640, 152), (690, 138)], glass)
    body(canvas, 440, [(610, 150), (640, 150), (684, 134)], COFFEE)
    canvas.ellipse(440, 610, 149, 149 * TILT, lighter(COFFEE, 0.15))
    canvas.line([(330, 560), (324, 640)], (255, 253, 248), 9)
    canvas.tube(smooth([(600, 330), (690, 320), (710, 390), (640, 430), (570, 425)], closed=False), color, 26)
    body(canvas, 440, [(500, 182), (514, 184), (530, 160)], color)
    body(canvas, 440, [(270, 195), (350, 160), (430, 110), (500, 72)], color)
    mouth(canvas, 440, 270, 195, color, rim=9)
    canvas.fill(arc(440, 276, 172, 172 * TILT), (214, 182, 140), "inside")
    canvas.ellipse(440, 290, 120, 120 * TILT, COFFEE)
    _steam(canvas, 420, 232)
