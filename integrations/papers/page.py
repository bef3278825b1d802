"""The sheet: margins, what stands on every page, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from integrations.papers.ink import LINE, Ink
from integrations.papers.parts import WIDE, Parts
from integrations.papers.words import Words

WIDTH, HEIGHT = A4
SIDE = (WIDTH - WIDE) / 2
TOP, TOP_LATER, BOTTOM = 18 * mm, 27 * mm, 22 * mm
_CJK = ("zh", "ja", "ko")


def pdf(body: Mapping[str, Any]) -> bytes:
    """Always the same bytes for the same body: no clock and no chance goes into the file."""
    return together([body])


def together(bodies: Sequence[Mapping[str, Any]]) -> bytes:
    """Several papers in one file, one after the other; each counts its own pages."""
    papers, out = [_Sheet(Words(body), _ink(body)) for body in bodies], BytesIO()
    first = papers[0].words
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, lang=first.t.language_tag, title=f"{first.title} {first.body['name']}",
        author=first.body["seller"]["name"], creator="Hawker", producer="Hawker", allowSplitting=1,
    )  # fmt: skip
    document.addPageTemplates([_template("first", TOP, "later"), _template("later", TOP_LATER, "later")])
    document.build(list(_story(papers)), canvasmaker=_Counting)
    return out.getvalue()


def _ink(body: Mapping[str, Any]) -> Ink:
    t = Words(body).t
    return Ink(t.rtl, t.locale.startswith(_CJK))


def _story(papers: Sequence[_Sheet]) -> Iterator[Flowable]:
    for number, sheet in enumerate(papers):
        if number:
            yield NextPageTemplate("first")
            yield PageBreak()
        yield _Begin(sheet)
        yield from Parts(sheet.words, sheet.ink).all()


class _Begin(Flowable):
    """Where a paper begins: takes no room, and tells the canvas whose pages follow."""

    def __init__(self, sheet: _Sheet) -> None:
        super().__init__()
        self._of = sheet

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.sheet = self._of  # type: ignore[attr-defined]


def _template(name: str, top: float, after: str) -> PageTemplate:
    frame = Frame(SIDE, BOTTOM, WIDE, HEIGHT - top - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(name, [frame], autoNextPageTemplate=after)


class _Counting(Canvas):
    """Keeps its pages until all are known, so that each can say of how many of its paper it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet: _Sheet | None = None
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        pages = Counter(id(page["sheet"]) for page in self._kept)
        numbers: Counter[int] = Counter()
        for page in self._kept:
            self.__dict__.update(page)
            sheet = page["sheet"]
            numbers[id(sheet)] += 1
            sheet.frame(self, numbers[id(sheet)], pages[id(sheet)])
            super().showPage()
        super().save()


class _Sheet:
    """What stands on every page besides the paper's own parts."""

    def __init__(self, words: Words, ink: Ink) -> None:
        self.words = words
        self.ink = ink

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
