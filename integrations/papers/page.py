"""The sheet: margins, what stands on every page, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from integrations.papers.ink import LINE, Ink
from integrations.papers.parts import WIDE, Parts
from integrations.papers.words import Words

WIDTH, HEIGHT = A4
SIDE = (WIDTH - WIDE) / 2
TOP, TOP_LATER, BOTTOM = 18 * mm, 27 * mm, 22 * mm
_CJK = ("zh", "ja", "ko")


def pdf(body: Mapping[str, Any]) -> bytes:
    """Always the same bytes for the same body: no clock and no chance goes into the file."""
    words = Words(body)
    ink = Ink(words.t.rtl, words.t.locale.startswith(_CJK))
    sheet, out = _Sheet(words, ink), BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, lang=words.t.language_tag, title=f"{words.title} {body['name']}",
        author=body["seller"]["name"], creator="Hawker", producer="Hawker", allowSplitting=1,
    )  # fmt: skip
    document.addPageTemplates([_template("first", TOP, "later"), _template("later", TOP_LATER, "later")])
    document.build(list(Parts(words, ink).all()), canvasmaker=sheet.canvas)
    return out.getvalue()


def _template(name: str, top: float, after: str) -> PageTemplate:
    frame = Frame(SIDE, BOTTOM, WIDE, HEIGHT - top - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(name, [frame], autoNextPageTemplate=after)


class _Counting(Canvas):
    """Keeps its pages until all are known, so that each can say of how many it is."""

    def __init__(self, sheet: _Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self._sheet.frame(self, number, len(self._kept))
            super().showPage()
        super().save()


class _Sheet:
    """What stands on every page besides the paper's own parts."""

    def __init__(self, words: Words, ink: Ink) -> None:
        self.words = words
        self.ink = ink

    def canvas(self, *args: Any, **kwargs: Any) -> Canvas:
        return _Counting(self, *args, **kwargs)

    def frame(self, canvas: Canvas, number: int, pages: int) -> None:
        """Whose paper it is and which page of it; from the second page on the same above as well."""
        words, body = self.words, self.words.body
        name = f"{words.title} {body['name']}"
        if number > 1:
            self._pair(canvas, HEIGHT - 15 * mm, name, words.day(body["dates"]["issued"]), rule=-2.4 * mm)
        foot = " · ".join(word for word in (body["seller"]["name"], name) if word)
        self._pair(canvas, 12 * mm, foot, words.page(number, pages), rule=6 * mm)

    def _pair(self, canvas: Canvas, height: float, start: str, end: str, *, rule: float) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(SIDE, height + rule, SIDE + WIDE, height + rule)
        self._at(canvas, height, start, WIDE * 0.72, "start")
        self._at(canvas, height, end, WIDE * 0.26, "end")

    def _at(self, canvas: Canvas, height: float, text: str, room: float, side: Any) -> None:
        paragraph = self.ink.write(text, room, 7.6, side=side, muted=True)
        left = SIDE if (side == "start") != self.ink.rightward else SIDE + WIDE - room
        _, tall = paragraph.wrapOn(canvas, room, 12 * mm)
        paragraph.drawOn(canvas, left, height + 3 * mm - tall + 1 * mm)
