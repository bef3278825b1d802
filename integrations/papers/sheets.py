"""Sheets for who packs and sends: packing slips on pages or on a roll, pick lists, labels of 100 by 150 mm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import segno
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from domain.kit.i18n import Translator, format_skeleton_day
from domain.kit.money import Money
from integrations.papers.ink import INK, LINE, LOOK_BACK, Ink

Body = Mapping[str, Any]
_CJK = ("zh", "ja", "ko")
_PADDED = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


@dataclass(frozen=True, slots=True)
class Page:
    """`tall` 0: as long as what is on it, like the paper of a till."""

    wide: float
    tall: float
    margin: float

    @property
    def room(self) -> float:
        return self.wide - 2 * self.margin


_SIZES = {"a4": Page(*A4, 16 * mm), "letter": Page(*LETTER, 16 * mm)}
_ROLL, _LABEL = Page(80 * mm, 0, 4 * mm), Page(100 * mm, 150 * mm, 6 * mm)


def pdf(body: Body) -> bytes:
    """All sheets of a body in one file; the same bytes for the same body."""
    out = BytesIO()
    t = Translator(body["locale"], default_locale=body["shop_locale"], whole_prices=body["whole_prices"])
    page = {"roll": _ROLL, "labels": _LABEL}.get(body["paper"], _SIZES[body["size"]])
    canvas = Canvas(out, pagesize=(page.wide, page.tall or page.wide), invariant=1, lang=t.language_tag)
    canvas.setTitle(f"{body['shop']}")
    canvas.setCreator("Hawker")
    sheets = _Sheets(body, t, Ink(t.rtl, t.locale.startswith(_CJK)), page)
    for foot, parts in sheets.all():
        _lay(canvas, page, parts, foot, sheets.ink)
    canvas.save()
    return out.getvalue()


def _lay(canvas: Canvas, page: Page, parts: Sequence[Flowable], foot: str, ink: Ink) -> None:
    """Put the parts of one sheet below each other, on as many pages as they need."""
    heights = [part.wrapOn(canvas, page.room, 10**5)[1] for part in parts]
    tall = page.tall or max(sum(heights) + 2 * page.margin, page.wide / 2)
    foot_room = 8 * mm if page.tall and foot else 0
    left, number = tall - page.margin, 1
    canvas.setPageSize((page.wide, tall))
    for part, height in zip(parts, heights, strict=True):
        if page.tall and left - height < page.margin + foot_room and left < tall - page.margin:
            _end(canvas, page, f"{foot} · {number}" if foot else "", ink)
            left, number = tall - page.margin, number + 1
        part.wrapOn(canvas, page.room, 10**5)
        part.drawOn(canvas, page.margin, left - height)
        left -= height
    _end(canvas, page, (f"{foot} · {number}" if number > 1 else foot) if foot_room else "", ink)


def _end(canvas: Canvas, page: Page, foot: str, ink: Ink) -> None:
    if foot:
        said = ink.write(foot, page.room, 8, muted=True)
        said.wrapOn(canvas, page.room, 10 * mm)
        said.drawOn(canvas, page.margin, page.margin - 2 * mm)
    canvas.showPage()


class Code(Flowable):
    """A link for a camera."""

    def __init__(self, link: str, side: float) -> None:
        super().__init__()
        self.side = side
        self._rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.side, self.side

    def draw(self) -> None:
        dot = self.side / len(self._rows)
        self.canv.setFillColor(INK)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    self.canv.rect(x * dot, self.side - (y + 1) * dot, dot * 1.02, dot * 1.02, stroke=0, fill=1)


class _Box(Flowable):
    """A square to tick."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.side = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.side, self.side

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, 0, self.side, self.side)


class _Sheets:
    """Draws from one body in one language, for one size of page."""

    def __init__(self, body: Body, t: Translator, ink: Ink, page: Page) -> None:
        self.body, self.t, self.ink, self.page = body, t, ink, page
        self.room = page.room
        self.small = page is _ROLL
        self.scale = 0.82 if self.small else 1.0

    def all(self) -> Iterator[tuple[str, list[Flowable]]]:
        """What stands at the foot of each sheet, and its parts."""
        if self.body["paper"] == "pick":
            yield self.body["shop"], list(self.pick())
            return
        draw = self.label if self.body["paper"] == "labels" else self.slip
        for order in self.body["orders"]:
            foot = "" if self.page.tall < A4[0] else f"{self.body['shop']} · #{order['number']}"
            yield foot, list(draw(order))

    def write(self, text: str, room: float, size: float, **how: Any) -> Flowable:
        return self.ink.write(text, room, round(size * self.scale, 1), **how)

    def table(self, row: Sequence[Any], widths: Sequence[float], *style: tuple[Any, ...], pad: float = 0) -> Table:
        turned = (list(reversed(row)), list(reversed(widths))) if self.ink.rightward else (list(row), list(widths))
        made = Table([turned[0]], turned[1])
        padding = [(side, (0, 0), (-1, -1), pad) for side in _PADDED]
        made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *padding, *style]))
        return made

    # ---------------------------------------------------------------------------------------------------- packing slip

    def slip(self, order: Body) -> Iterator[Flowable]:
        code = (18 if self.small else 26) * mm
        left = self.room - code - 3 * mm
        yield self.table([[self.write(self.body["shop"], left, 10, muted=True),
                           self.write(f"#{order['number']}", left, 30, bold=True),
                           self.write(self._how(order), left, 11)], "", Code(order["url"], code)],
                         [left, 3 * mm, code])  # fmt: skip
        yield Spacer(1, 4 * mm)
        yield self.write(order["name"] or self.t("paper", "Customer"), self.room, 14, bold=True)
        where = [*order["lines"], *([self.t.country(order["country"])] if order["country"] else []), order["phone"]]
        yield self.write("\n".join(row for row in where if row), self.room, 11)
        yield Spacer(1, 4 * mm)
        yield from self.notes(order)
        for item in order["items"]:
            yield self.item(order, item)
        yield Spacer(1, 3 * mm)
        yield from self.sum(order)

    def _how(self, order: Body) -> str:
        day = format_skeleton_day(date.fromisoformat(order["day"]), "MMMd", self.t.locale) if order["day"] else ""
        test = self.t("paper", "Test order") if order["test"] else ""
        return " · ".join(part for part in (order["way"], order["point"], day, test) if part)

    def notes(self, order: Body) -> Iterator[Flowable]:
        """What must not be overlooked, on yellow."""
        t = self.t
        said = [
            t("paper", "Gift wrap, no prices in the parcel") if order["wrap"] else "",
            t("paper", "Card: {text}", text=order["card"]) if order["card"] else "",
            t("paper", "Customer's note: {text}", text=order["note"]) if order["note"] else "",
        ]
        for words in filter(None, said):
            inside = self.write(words, self.room - 6 * mm, 12, bold=True)
            yield self.table([inside], [self.room], ("BACKGROUND", (0, 0), (-1, -1), LOOK_BACK), pad=3 * mm)
            yield Spacer(1, 2 * mm)

    def item(self, order: Body, item: Body) -> Flowable:
        box, count = (5 if self.small else 6.5) * mm, (16 if self.small else 22) * mm
        price = (0 if self.small else 26) * mm if order["prices"] else 0
        name = self.room - box - 3 * mm - count - price
        details = " · ".join(part for part in (item["options"], item["sku"]) if part)
        cells: list[Any] = [_Box(box), "", self.write(f"{self.t.number(item['quantity'])} ×", count, 17, bold=True),
                            self.write(item["title"], name, 13, bold=True, small=details)]  # fmt: skip
        widths = [box, 3 * mm, count, name]
        if price:
            sum_ = self.t.money(Money(item["unit"] * item["quantity"], order["currency"]))
            cells.append(self.write(sum_, price, 10, side="end"))
            widths.append(price)
        return self.table(cells, widths, *_RULED)

    def sum(self, order: Body) -> Iterator[Flowable]:
        units = sum(item["quantity"] for item in order["items"])
        said = self.t.plural("paper", "{n} item", "{n} items", units)
        if order["prices"]:
            said += f" · {self.t.money(Money(order['total'], order['currency']))}"
        yield self.write(said, self.room, 12, bold=True)

    # ------------------------------------------------------------------------------------------------------- pick list

    def pick(self) -> Iterator[Flowable]:
        """What to fetch from the shelves for all of them, by where it belongs."""
        t, rows, orders = self.t, self.body["rows"], self.body["orders"]
        yield self.write(t("paper", "Pick list"), self.room, 24, bold=True)
        units = t.plural("paper", "{n} item", "{n} items", sum(row["quantity"] for row in rows))
        of = t.plural("paper", "for {n} order", "for {n} orders", len(orders))
        yield self.write(f"{units} {of}", self.room, 11, muted=True)
        before = None
        for row in rows:
            if row["category"] != before:
                before = row["category"]
                yield Spacer(1, 5 * mm)
                yield self.write(before or t("paper", "Other things"), self.room, 13, bold=True, colour="#B83A1E")
            yield self.wanted(row)

    def wanted(self, row: Body) -> Flowable:
        box, count, for_ = 6 * mm, 24 * mm, 54 * mm
        name = self.room - box - 3 * mm - count - for_
        details = " · ".join(part for part in (row["options"], row["sku"]) if part)
        numbers = ", ".join(f"#{number}" if n == 1 else f"#{number} × {n}" for number, n in row["orders"][:40])
        return self.table(
            [_Box(box), "", self.write(f"{self.t.number(row['quantity'])} ×", count, 16, bold=True),
             self.write(row["title"], name, 12, bold=True, small=details),
             self.write(numbers, for_ - 2 * mm, 8.5, muted=True)],
            [box, 3 * mm, count, name, for_], *_RULED,
        )  # fmt: skip

    # ----------------------------------------------------------------------------------------------------------- label

    def label(self, order: Body) -> Iterator[Flowable]:
        code = 24 * mm
        left = self.room - code - 3 * mm
        sender = "\n".join([self.body["name"], *self.body["from"]])
        yield self.table([[self.write(self.t("paper", "From"), left, 7.5, muted=True), self.write(sender, left, 8.5)],
                          "", Code(order["url"], code)], [left, 3 * mm, code])  # fmt: skip
        yield self.table([""], [self.room], ("LINEBELOW", (0, 0), (-1, -1), 1.2, INK), pad=1.5 * mm)
        yield Spacer(1, 5 * mm)
        yield self.write(self.t("paper", "To"), self.room, 9, muted=True)
        yield self.write(order["name"] or self.t("paper", "Customer"), self.room, 17, bold=True)
        where = [*order["lines"]] or [order["point"] or order["way"]]
        yield self.write("\n".join(row for row in where if row), self.room, 15)
        if order["country"]:
            yield self.write(Translator("en").country(order["country"]).upper(), self.room, 15, bold=True)
        if order["phone"]:
            yield Spacer(1, 2 * mm)
            yield self.write(order["phone"], self.room, 11)
        yield self.table([""], [self.room], ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE), pad=3 * mm)
        number, how = self._named(order)
        yield self.write(number, self.room, 22, bold=True)
        yield self.write(how, self.room, 10, muted=True)

    def _named(self, order: Body) -> tuple[str, str]:
        """What a parcel is known by: one that comes back, by its return."""
        if not order.get("back"):
            return f"#{order['number']}", self._how(order)
        said = (self.t("paper", "Order #{no}", no=str(order["number"])), self._how(order))
        return self.t("paper", "Return R-{no}", no=str(order["back"])), " · ".join(filter(None, said))


_RULED = (
    ("TOPPADDING", (0, 0), (-1, -1), 2.2 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2 * mm),
    ("LINEABOVE", (0, 0), (-1, 0), 0.5, LINE),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
)
