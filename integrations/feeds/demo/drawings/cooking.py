"""Pans, knives, boards and wooden tools."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, PAPER, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.shapes import Point, Points, arc, box, lathe, smooth, tapered, turned
from integrations.feeds.demo.drawings.turned import band, body


def grain(color: Rgb, *, degrees: float = 0, gap: float = 26) -> Pattern:
    """Long wavy lines of wood."""
    tone = darker(color, 0.12)

    def draw(canvas: Canvas) -> None:
        for number in range(int(1100 / gap)):
            y = -100 + number * gap + (number * 37 % 11)
            wave = [(-100, y), (200, y + number * 13 % 17), (500, y - number * 7 % 15), (1000, y + 6)]
            canvas.line(turned(smooth(wave, closed=False), degrees), tone, 2 + number % 3)

    return draw


def skillet(canvas: Canvas, look: Look) -> None:
    color = look.color()
    pan = arc(360, 480, 250, 250)
    handle = turned(tapered([(560, 480), (680, 480), (860, 480)], [64, 44, 58]), -36, (360, 480))
    end = turned(arc(856, 480, 29, 29), -36, (360, 480))
    canvas.drop(handle)
    canvas.drop(pan, 1.3)
    canvas.fill(end, lighter(color, 0.02))
    canvas.fill(handle, lighter(color, 0.05), "cloth")
    canvas.fill(turned(arc(835, 480, 13, 13), -36, (360, 480)), PAPER)
    canvas.fill(turned(box(570, 462, 30, 36, 8), -36, (360, 480)), lighter(color, 0.3))
    canvas.fill(pan, lighter(color, 0.2), "ball")
    canvas.fill(arc(360, 480, 238, 238), darker(color, 0.3), "flat")
    canvas.fill(arc(364, 484, 206, 206), color, "inside", 0.5)
    canvas.line(arc(364, 484, 160, 160, 200, 262), lighter(color, 0.2), 6)
    canvas.line(arc(364, 484, 186, 186, 205, 245), lighter(color, 0.12), 4)


def casserole(canvas: Canvas, look: Look) -> None:
    color = look.color()
    canvas.ground(450, 660, 235, 48)
    for side in (-1, 1):
        ear = [(450 + side * 225, 492), (450 + side * 300, 486), (450 + side * 300, 530), (450 + side * 222, 534)]
        canvas.tube(smooth(ear, closed=False), color, 24)
    pot = [(440, 245), (560, 245), (630, 236), (662, 205)]
    body(canvas, 450, pot, color, pattern=band(450, 645, 260, 60, darker(color, 0.3)))
    canvas.fill(lathe(450, [(428, 252), (446, 252)]), lighter(color, 0.12), "round")
    body(canvas, 450, [(366, 60), (378, 150), (404, 226), (430, 252)], color, "ball")
    canvas.line(arc(450, 400, 200, 40, 20, 160), lighter(color, 0.15), 4)
    body(canvas, 450, [(322, 34), (334, 44), (348, 26), (368, 24)], PALETTE["brass"], "ball")


def _blade(canvas: Canvas, outline: Points, edge: Points) -> None:
    canvas.drop(outline)
    canvas.fill(outline, PALETTE["steel"], "cloth", 1.6)
    canvas.fill(edge, lighter(PALETTE["steel"], 0.55))


def _grip(canvas: Canvas, outline: Points, rivets: list[Point], color: Rgb, degrees: float) -> None:
    canvas.drop(outline)
    canvas.fill(outline, color, "cloth", 1.8, grain(color, degrees=degrees, gap=14))
    for x, y in rivets:
        canvas.ellipse(x, y, 8, 8, PALETTE["brass"])
        canvas.ellipse(x - 2, y - 2, 3, 3, lighter(PALETTE["brass"], 0.6))


def knife(canvas: Canvas, look: Look) -> None:
    slant = -38
    spine = [(60, 470), (160, 425), (330, 402), (560, 398), (560, 505), (330, 512), (160, 502)]
    edge = [(60, 470), *smooth([(90, 482), (160, 497), (330, 508), (560, 500)], closed=False), (560, 480), (330, 488)]
    _blade(canvas, turned(smooth(spine), slant), turned(edge, slant))
    canvas.fill(turned(box(552, 400, 26, 90, 6), slant), darker(PALETTE["steel"], 0.25), "cloth")
    grip = [(572, 402), (690, 398), (800, 402), (852, 430), (846, 470), (790, 462), (690, 470), (574, 482)]
    rivets = turned([(625, 437), (705, 434), (785, 434)], slant)
    _grip(canvas, turned(smooth(grip), slant), rivets, look.color(), slant)


def paring(canvas: Canvas, look: Look) -> None:
    slant = -38
    spine = [(180, 468), (260, 436), (380, 424), (500, 424), (500, 490), (380, 494), (260, 486)]
    edge = [(180, 468), *smooth([(215, 478), (300, 488), (400, 492), (500, 487)], closed=False), (500, 472), (340, 476)]
    _blade(canvas, turned(smooth(spine), slant), turned(edge, slant))
    grip = [(494, 420), (590, 416), (690, 424), (728, 448), (722, 480), (660, 486), (580, 484), (496, 490)]
    rivets = turned([(550, 453), (650, 454)], slant)
    _grip(canvas, turned(smooth(grip), slant), rivets, look.color(), slant)


def board(canvas: Canvas, look: Look) -> None:
    color = look.color()
    slab = turned([*box(270, 250, 360, 520, 46)], 14)
    neck = turned(smooth([(395, 270), (408, 190), (412, 120), (450, 96), (488, 120), (492, 190), (505, 270)]), 14)
    for outline in (neck, slab):
        canvas.drop(outline, 1.2)
    canvas.fill(turned(box(276, 258, 360, 520, 46), 14), darker(color, 0.3))
    canvas.fill(neck, color, "cloth", 1, grain(color, degrees=104))
    canvas.fill(slab, color, "cloth", 1.2, grain(color, degrees=104))
    canvas.fill(turned(arc(450, 140, 17, 17), 14), darker(color, 0.55))
    canvas.fill(turned(arc(453, 143, 14, 14), 14), PAPER)


def spoons(canvas: Canvas, look: Look) -> None:
    for number, (x, lean) in enumerate(((405, -19), (450, 0), (495, 19))):
        color = mix(look.color(), PALETTE["walnut"], (0.3, 0.05, 0.18)[number])
        _spoon(canvas, color, x, lean, number)


def _spoon(canvas: Canvas, color: Rgb, x: float, lean: float, kind: int) -> None:
    stick = turned(tapered([(x, 300), (x, 560), (x, 800)], [30, 24, 34]), lean, (x, 800))
    bowl = arc(x, 210, 68, 104) if kind < 2 else smooth([(x - 58, 110), (x + 62, 92), (x + 56, 290), (x - 50, 290)])
    head = turned(bowl, lean, (x, 800))
    for outline in (stick, head):
        canvas.drop(outline)
    canvas.fill(stick, color, "cloth", 1.2)
    canvas.fill(head, color, "cloth", 1.6, grain(color, degrees=90, gap=18))
    if kind == 0:
        canvas.fill(turned(arc(x, 214, 50, 84), lean, (x, 800)), darker(color, 0.1), "inside", 0.7)
    if kind == 1:
        for shift in (-26, 0, 26):
            canvas.fill(turned(box(x + shift - 7, 150, 14, 120, 7), lean, (x, 800)), darker(color, 0.45))
    canvas.fill(turned(arc(x, 780, 6, 6), lean, (x, 800)), darker(color, 0.5))


def pin(canvas: Canvas, look: Look) -> None:
    color, slant = look.color(), -32
    roll = turned(box(200, 390, 500, 120, 22), slant)
    grips = [
        turned(smooth([(a, 428), (b, 420), (c, 432), (c, 468), (b, 480), (a, 472)]), slant)
        for a, b, c in ((200, 120, 66), (700, 780, 834))
    ]
    for outline in (*grips, roll):
        canvas.drop(outline, 1.4)
    for outline in grips:
        canvas.fill(outline, darker(color, 0.12), "cloth", 1.6)
    canvas.fill(roll, color, "flat", pattern=_barrel(color, slant))


def _barrel(color: Rgb, slant: float) -> Pattern:
    """A cylinder lying aslant: strips from light to dark, then the grain."""

    def draw(canvas: Canvas) -> None:
        for strip in range(12):
            share = abs(strip - 3) / 9
            tone = lighter(color, 0.3 - share) if strip < 6 else darker(color, share * 0.42 - 0.12)
            canvas.fill(turned(box(180, 390 + strip * 10, 540, 11), slant), tone)
        for y in (412, 438, 461, 488):
            canvas.line(turned([(210, y), (420, y + 3), (690, y - 2)], slant), darker(color, 0.16), 2)

    return draw
