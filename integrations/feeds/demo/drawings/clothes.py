"""Shirts, tees and sweaters, lying flat."""

from __future__ import annotations

from integrations.feeds.demo.drawings.canvas import Canvas, Pattern
from integrations.feeds.demo.drawings.look import Look
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb, darker, lighter, mix
from integrations.feeds.demo.drawings.patterns import along, checks, stitches, stripes
from integrations.feeds.demo.drawings.shapes import Point, Points, arc, box, mirrored, path, smooth, turned

TORSO = mirrored(
    path(
        [(450, 166), (500, 164), (534, 168), (590, 188), (646, 218)],
        [(646, 218), (630, 290), (624, 350)],
        [(624, 350), (620, 500), (634, 784)],
        [(634, 784), (550, 794), (450, 796)],
    )
)
SHORT = path(
    [(606, 196), (666, 232), (722, 304), (764, 376)], [(764, 376), (678, 428)], [(678, 428), (650, 384), (618, 340)]
)
LONG = path(
    [(606, 196), (666, 236), (712, 360), (754, 520), (782, 668)],
    [(782, 668), (702, 690)],
    [(702, 690), (668, 540), (618, 350)],
)


def _flipped(points: Points) -> Points:
    return [(900 - x, y) for x, y in points]


def _folds(canvas: Canvas, color: Rgb) -> None:
    """A few long soft creases, and one at each armpit."""
    upright = (
        [(344, 430), (334, 560), (350, 740)],
        [(540, 520), (566, 620), (556, 770)],
        [(404, 600), (398, 680), (410, 780)],
    )
    for curve in (*upright, [(612, 344), (570, 372), (520, 376)], [(288, 344), (330, 372), (370, 376)]):
        canvas.soften(_thin(smooth(curve, closed=False)), 6, 0.12 if sum(color) > 300 else 0.3)


def _garment(canvas: Canvas, sleeve: Points, color: Rgb, pattern: Pattern | None = None) -> None:
    """Two sleeves and a body with their shadow."""
    for outline in (sleeve, _flipped(sleeve), TORSO):
        canvas.drop(outline, 0.9)
    canvas.fill(sleeve, darker(color, 0.1), "cloth", pattern=pattern)
    canvas.fill(_flipped(sleeve), color, "cloth", pattern=pattern)
    for side in (0, 1):
        seam: Points = [(640, 224), (626, 300), (620, 420)]
        canvas.soften(_thin(_flipped(seam) if side else seam), 6, 0.26)
    canvas.fill(TORSO, color, "cloth", 1.2, pattern)
    for side in (0, 1):
        armhole = smooth([(642, 222), (628, 290), (622, 350)], closed=False)
        canvas.line(_flipped(armhole) if side else armhole, darker(color, 0.16), 2.5)


def _thin(curve: Points) -> Points:
    return [*curve, *((x + 12, y) for x, y in reversed(curve))]


def _neck(canvas: Canvas, color: Rgb, depth: float, width: float = 84) -> None:
    """A round neckline: the back of the inside, then the ribbed band."""
    canvas.fill([*arc(450, 172, width, depth, 0, 180), *arc(450, 172, width, 10, 180, 360)], darker(color, 0.34))
    canvas.fill([*arc(450, 172, width, 22, 0, 180), *arc(450, 172, width, 10, 180, 360)], darker(color, 0.2))
    canvas.line(arc(450, 174, width, depth, 2, 178), lighter(color, 0.1), 17)
    canvas.line(arc(450, 174, width + 10, depth + 10, 6, 174), darker(color, 0.16), 2.5)


def tee(canvas: Canvas, look: Look) -> None:
    color = look.color()
    _garment(canvas, SHORT, color)
    _folds(canvas, color)
    _neck(canvas, color, 62)
    stitches(canvas, along((270, 770), (630, 770), 70), darker(color, 0.22), 2)
    for hem in ((668, 400, 738, 358), (232, 400, 162, 358)):
        stitches(canvas, along(hem[:2], hem[2:], 16), darker(color, 0.22), 2)
    pocket: Points = [(500, 330), (596, 330), (596, 424), (548, 446), (500, 424)]
    canvas.soften(pocket, 5, 0.16)
    canvas.fill(pocket, lighter(color, 0.05), "cloth")
    stitches(canvas, along((504, 346), (592, 346), 20), darker(color, 0.25), 2)


def longsleeve(canvas: Canvas, look: Look) -> None:
    color, stripe = look.colors[:2]
    _garment(canvas, LONG, color, stripes(stripe, 38, 13, start=-178))
    canvas.fill(
        mirrored(path([(450, 166), (534, 168), (590, 188), (612, 200)], [(612, 200), (540, 252), (450, 266)])), color
    )
    _neck(canvas, color, 50, 112)
    for side in (0, 1):
        cuff: Points = [(776, 640), (783, 672), (702, 694), (694, 660)]
        canvas.fill(_flipped(cuff) if side else cuff, darker(color, 0.08))
    stitches(canvas, along((270, 772), (630, 772), 70), darker(color, 0.25), 2)


def sweater(canvas: Canvas, look: Look) -> None:
    color = look.color()
    _garment(canvas, LONG, color, _knit(color))
    hem = mirrored(
        path([(450, 738), (560, 734), (636, 726)], [(636, 726), (640, 770), (626, 806)], [(626, 806), (450, 816)])
    )
    canvas.fill(hem, darker(color, 0.05), "cloth", pattern=stripes(darker(color, 0.2), 13, 4, degrees=90))
    for side in (0, 1):
        cuff: Points = [(690, 640), (772, 618), (784, 688), (704, 710)]
        canvas.fill(
            _flipped(cuff) if side else cuff,
            darker(color, 0.08),
            "cloth",
            pattern=stripes(darker(color, 0.24), 13, 4, degrees=102 if side else 78),
        )
    _neck(canvas, color, 50, 92)
    canvas.line(arc(450, 174, 92, 50, 10, 170), lighter(color, 0.04), 26)
    for degrees in range(8, 180, 9):
        canvas.line(_spoke(degrees), darker(color, 0.2), 3)


def _spoke(degrees: float) -> Points:
    near, far = arc(450, 174, 81, 39, degrees, degrees)[0], arc(450, 174, 103, 61, degrees, degrees)[0]
    return [near, far]


def _knit(color: Rgb) -> Pattern:
    """Columns of small V stitches and two braids."""
    shade = darker(color, 0.14)

    def draw(canvas: Canvas) -> None:
        for column in range(40, 870, 22):
            for row in range(150, 830, 44):
                canvas.line([(column, row), (column + 8, row + 18), (column + 16, row)], shade, 2.5)
        for x in (372, 528):
            _braid(canvas, color, x)

    return draw


def _braid(canvas: Canvas, color: Rgb, x: float) -> None:
    for row in range(250, 740, 40):
        for side in (1, -1):
            middle = (x + side * 12, row + side * 10)
            loop = turned(arc(*middle, 13, 26), side * -28, (middle[0], row))
            canvas.fill(loop, lighter(color, 0.1), "cloth", 2)
            canvas.line(loop, darker(color, 0.22), 2.5)


def shirt(canvas: Canvas, look: Look) -> None:
    color = look.color()
    checked = "check" in look.words
    dark = look.color(1) if checked else color
    cloth = checks(mix(color, dark, 0.4), dark, 74, 30) if checked else None
    _garment(canvas, LONG, color, cloth)
    if not checked:
        _folds(canvas, color)
    _placket(canvas, color, cloth)
    _collar(canvas, color)
    for side in (-1, 1) if checked else (1,):
        _pocket(canvas, color, 450 + side * 96, cloth)
    for side in (0, 1):
        cuff: Points = [(690, 634), (774, 612), (786, 676), (702, 700)]
        canvas.fill(_flipped(cuff) if side else cuff, lighter(color, 0.05), "cloth", pattern=cloth)
        canvas.line((_flipped(cuff) if side else cuff)[:2], darker(color, 0.25), 3)


def _placket(canvas: Canvas, color: Rgb, cloth: Pattern | None) -> None:
    strip = box(428, 240, 44, 546)
    canvas.fill(strip, lighter(color, 0.06), "cloth", pattern=cloth)
    canvas.line([(472, 250), (472, 786)], darker(color, 0.3), 3)
    stitches(canvas, along((434, 250), (434, 782), 90), darker(color, 0.2), 2)
    for y in (320, 410, 500, 590, 680):
        _button(canvas, (450, y))


def _button(canvas: Canvas, middle: Point) -> None:
    x, y = middle
    canvas.ellipse(x + 1.5, y + 2.5, 10, 10, darker(PALETTE["sand"], 0.45))
    canvas.ellipse(x, y, 9.5, 9.5, PALETTE["cream"], "ball")
    for dx, dy in ((-3, -3), (3, -3), (-3, 3), (3, 3)):
        canvas.ellipse(x + dx, y + dy, 1.4, 1.4, darker(PALETTE["walnut"], 0.3))


def _collar(canvas: Canvas, color: Rgb) -> None:
    canvas.fill(mirrored(path([(450, 156), (500, 158), (536, 172)], [(536, 172), (450, 246)])), darker(color, 0.34))
    canvas.fill(
        mirrored(path([(450, 154), (500, 156), (536, 172)], [(536, 172), (500, 186), (450, 190)])), darker(color, 0.14)
    )
    for side in (0, 1):
        wing: Points = [(450, 236), (482, 206), (532, 160), (556, 184), (562, 256), (506, 296)]
        shape = _flipped(wing) if side else wing
        canvas.soften(shape, 6, 0.25)
        canvas.fill(shape, lighter(color, 0.09), "cloth")
        edge = along((546, 250), (508, 282), 9)
        stitches(canvas, _flipped(edge) if side else edge, darker(color, 0.2), 2)
    _button(canvas, (450, 250))


def _pocket(canvas: Canvas, color: Rgb, x: float, cloth: Pattern | None) -> None:
    shape: Points = [(x - 48, 360), (x + 48, 360), (x + 48, 450), (x, 474), (x - 48, 450)]
    canvas.soften(shape, 5, 0.2)
    canvas.fill(shape, lighter(color, 0.05), "cloth", pattern=cloth)
    stitches(canvas, along((x - 44, 376), (x + 44, 376), 20), darker(color, 0.25), 2)
