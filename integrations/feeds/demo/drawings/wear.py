"""Scarves, hats and socks."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PAPER, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.patterns import along, fringe, lines, stripes
from integrations.feeds.demo.drawings.shapes import Points, arc, box, mirrored, path, smooth, turned
from integrations.feeds.demo.drawings.turned import together


def scarf(canvas: Canvas, look: Look) -> None:
    color, border = look.colors[:2]
    bands = lines(border, (600, 632, 664), 14)
    for x, low, lean in ((352, 700, 5), (470, 736, -4)):
        tail = turned(box(x, 300, 130, low - 300), lean, (450, 300))
        ends = turned(along((x + 5, low), (x + 125, low), 15), lean, (450, 300))
        canvas.drop(tail)
        fringe(canvas, ends, (0, 60), color, 5)
        canvas.fill(tail, color, "cloth", 1.3, together(_wool(color), bands))
        canvas.line(turned([(x + 88, 420), (x + 94, low - 20)], lean, (450, 300)), darker(color, 0.14), 6)
    loop = arc(450, 270, 200, 140)
    canvas.drop(loop)
    canvas.fill(loop, color, "cloth", 1.4, _wool(color))
    canvas.fill(arc(450, 240, 122, 70), PAPER)
    canvas.soften([*arc(450, 240, 120, 68, 150, 330), *reversed(arc(458, 256, 116, 66, 150, 330))], 6, 0.5)
    for share in (0.72, 0.86):
        canvas.line(arc(450, 262, 200 * share, 140 * share, 10, 170), darker(color, 0.16), 5)
    knot = smooth([(372, 352), (452, 330), (540, 350), (548, 424), (450, 444), (366, 420)])
    canvas.soften(knot, 8, 0.3)
    canvas.fill(knot, lighter(color, 0.04), "cloth", 1.6, _wool(color))


def _wool(color: Rgb) -> Pattern:
    return stripes(darker(color, 0.07), 12, 4, degrees=45)


def bandana(canvas: Canvas, look: Look) -> None:
    color, print_color = look.colors[:2]
    square = turned([(172, 176), (728, 176), (728, 540), (546, 728), (172, 728)], 8)
    canvas.drop(square)
    canvas.fill(square, color, "cloth", 1.2, _blocks(print_color, color))
    flap = turned([(728, 540), (546, 728), (552, 556)], 8)
    canvas.soften(flap, 9, 0.45)
    canvas.fill(flap, mix(color, (255, 255, 255), 0.3), "cloth", 2)


def _blocks(ink: Rgb, ground: Rgb) -> Pattern:
    """Two frames and rows of small printed flowers."""

    def draw(canvas: Canvas) -> None:
        for inset in (26, 40):
            frame = turned(box(172 + inset, 176 + inset, 556 - 2 * inset, 552 - 2 * inset), 8)
            canvas.line([*frame, frame[0]], ink, 5)
        for row in range(6):
            for column in range(6):
                middle = turned([(266 + column * 74, 268 + row * 74)], 8)[0]
                _flower(canvas, *middle, 13 if (row + column) % 2 else 22, ink, ground)

    return draw


def _flower(canvas: Canvas, x: float, y: float, size: float, ink: Rgb, ground: Rgb) -> None:
    for petal in range(6):
        canvas.fill(turned(arc(x, y - size * 0.7, size * 0.3, size * 0.5), petal * 60, (x, y)), ink)
    canvas.ellipse(x, y, size * 0.24, size * 0.24, ground)


def beanie(canvas: Canvas, look: Look) -> None:
    color = look.color()
    crown = smooth(mirrored([(450, 176), (560, 206), (650, 330), (672, 470), (660, 560), (450, 580)]))
    cuff = mirrored(
        path(
            [(450, 552), (580, 544), (684, 516)],
            [(684, 516), (702, 590), (688, 668)],
            [(688, 668), (580, 702), (450, 710)],
        )
    )
    for outline in (crown, cuff):
        canvas.drop(outline)
    canvas.fill(crown, color, "ball", pattern=_ribs(color, 176, 580))
    canvas.soften([(x, y - 14) for x, y in cuff], 8, 0.3)
    canvas.fill(cuff, lighter(color, 0.05), "round", pattern=_ribs(color, 500, 730, bow=0))
    label = box(420, 604, 60, 44, 4)
    canvas.fill(label, darker(color, 0.5) if sum(color) > 300 else lighter(color, 0.6), "cloth")


def _ribs(color: Rgb, top: float, low: float, bow: float = 1) -> Pattern:
    shade = darker(color, 0.2)

    def draw(canvas: Canvas) -> None:
        for number in range(-13, 14):
            x = number * 19
            shares = ((0.06, 0), (0.5, 0.06), (0.78, 0.22), (0.92, 0.45), (1, 1)) if bow else ((1, 0), (1, 1))
            curve = [(450 + x * share, top + (low - top) * height) for share, height in shares]
            canvas.line(smooth(curve, closed=False), shade, 6)

    return draw


def sunhat(canvas: Canvas, look: Look) -> None:
    color, ribbon = look.colors[:2]
    brim = smooth([(92, 560), (180, 486), (450, 450), (720, 486), (808, 560), (740, 640), (450, 684), (160, 640)])
    canvas.ground(430, 610, 300, 84, 0.9)
    canvas.fill(brim, color, "ball", pattern=_plaits(color))
    canvas.soften(arc(462, 560, 236, 58), 12, 0.3)
    crown = smooth(mirrored([(450, 262), (540, 274), (628, 340), (662, 470), (676, 560), (580, 596), (450, 606)]))
    canvas.fill(crown, color, "ball", pattern=together(_weave(color), _ribbon(ribbon)))
    canvas.line(
        smooth([(110, 572), (240, 652), (450, 676), (660, 652), (790, 572)], closed=False), darker(color, 0.18), 4
    )


def _ribbon(color: Rgb) -> Pattern:
    def draw(canvas: Canvas) -> None:
        upper = smooth([(200, 470), (330, 514), (450, 524), (570, 514), (700, 470)], closed=False)
        lower = smooth([(200, 534), (330, 580), (450, 592), (570, 580), (700, 534)], closed=False)
        canvas.fill([*upper, *reversed(lower)], color)

    return draw


def _plaits(color: Rgb) -> Pattern:
    def draw(canvas: Canvas) -> None:
        for ring in range(8):
            canvas.line(arc(450, 566, 216 + ring * 22, 62 + ring * 8), darker(color, 0.14), 3)
        for degrees in range(0, 360, 5):
            inner, outer = (
                arc(450, 566, 210, 58, degrees, degrees)[0],
                arc(450, 566, 380, 126, degrees + 3, degrees + 3)[0],
            )
            canvas.line([inner, outer], darker(color, 0.1), 2)

    return draw


def _weave(color: Rgb) -> Pattern:
    return together(
        stripes(darker(color, 0.12), 18, 3, degrees=28),
        stripes(darker(color, 0.12), 18, 3, degrees=-28),
    )


def socks(canvas: Canvas, look: Look) -> None:
    color, tip = look.colors[:2]
    for shift, lift in ((110, -40), (-60, 30)):
        _sock(canvas, color, tip, shift, lift)


def _sock(canvas: Canvas, color: Rgb, tip: Rgb, dx: float, dy: float) -> None:
    half: Points = [
        (520, 132),
        (520, 300),
        (526, 470),
        (500, 600),
        (400, 700),
        (270, 752),
        (190, 730),
        (188, 660),
        (260, 610),
        (350, 540),
        (386, 450),
        (392, 300),
        (392, 132),
    ]
    outline = [(x + dx, y + dy) for x, y in smooth(half, closed=False)]
    canvas.drop(outline, 0.8)

    def knitted(tile: Canvas) -> None:
        for column in range(30):
            x = 380 + column * 11 + dx - 90
            tile.line([(x, 100), (x + 6, 900)], darker(color, 0.1), 3)
        tile.fill(arc(212 + dx, 706 + dy, 92, 96), tip)
        tile.fill(arc(520 + dx, 560 + dy, 74, 86), tip)
        tile.fill(box(340 + dx, 100 + dy, 240, 90), color)
        for row in (205, 232):
            tile.fill(box(340 + dx, row + dy, 240, 13), tip)
        for column in range(16):
            x = 386 + dx + column * 10
            tile.line([(x, 120 + dy), (x, 186 + dy)], darker(color, 0.22), 3)

    canvas.fill(outline, color, "cloth", 1.8, knitted)
