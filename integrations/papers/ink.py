"""Text on the page: sizes and colours of the house, and lines that run the way their language does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from integrations.papers.fonts import REGULAR, clean, marked, width
from integrations.papers.script import drawn, runs_right

INK, MUTED, LINE, CHILI = HexColor("#1C1917"), HexColor("#57534E"), HexColor("#E7E0D6"), HexColor("#B83A1E")
LOOK, LOOK_BACK = HexColor("#92400E"), HexColor("#FEF3C7")
Side = Literal["start", "end"]


@lru_cache(maxsize=256)
def _style(size: float, colour: str, right: bool, cjk: bool) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{colour}{right}{cjk}",
        fontName=REGULAR,
        fontSize=size,
        leading=round(size * (1.42 if size < 16 else 1.2), 1),
        textColor=HexColor(colour),
        alignment=TA_RIGHT if right else TA_LEFT,
        wordWrap="CJK" if cjk else None,
        splitLongWords=1,
    )


@dataclass(frozen=True, slots=True)
class Ink:
    """How a paper of one language is written. `rightward`: its page runs from right to left."""

    rightward: bool
    cjk: bool

    def write(
        self,
        text: str,
        room: float,
        size: float = 9,
        *,
        side: Side = "start",
        bold: bool = False,
        muted: bool = False,
        colour: str = "",
        small: str = "",
    ) -> Paragraph:
        """A paragraph of so much room (points); `small` is a second, quieter part below it."""
        markup = marked(self._lines(text, room, size, bold=bold), bold=bold)
        if small:
            lines = marked(self._lines(small, room, size - 1.2))
            markup += f'<br/><font size="{size - 1.2:g}" color="#57534E">{lines}</font>'
        ink = colour or ("#57534E" if muted else "#1C1917")
        return Paragraph(markup, _style(size, ink, (side == "end") != self.rightward, self.cjk))

    def _lines(self, text: str, room: float, size: float, *, bold: bool = False) -> str:
        """Lines that hold words from right to left are broken here, before they are turned."""
        return "\n".join(self._line(line, room, size, bold=bold) for line in clean(text).split("\n"))

    def _line(self, line: str, room: float, size: float, *, bold: bool) -> str:
        if not runs_right(line):
            return line
        rows = _broken(line, room, size, bold=bold)
        return "\n".join(drawn(row, rightward=self.rightward or runs_right(line[:1])) for row in rows)


def _broken(line: str, room: float, size: float, *, bold: bool) -> list[str]:
    rows = [""]
    for word in line.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and width(longer, size, bold=bold) > room:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
