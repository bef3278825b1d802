"""The parts of a paper, top to bottom: head, who and when, lines, sums, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from integrations.papers.fonts import clean, width
from integrations.papers.ink import CHILI, LINE, LOOK_BACK, Ink
from integrations.papers.words import Words

WIDE = 174 * mm
GAP = 4 * mm
PADDING = 2.2 * mm
LEAST_FOR_ITEMS = 44 * mm
SIZES = (8.6, 7.8, 7.0, 6.2, 5.6)
Row = Sequence[Any]
_FLUSH: list[tuple[Any, ...]] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


class Parts:
    """Draws from the words of one paper."""

    def __init__(self, words: Words, ink: Ink) -> None:
        self.words = words
        self.ink = ink
        self.body = words.body

    def all(self) -> Iterator[Flowable]:
        yield from self.test()
        yield self.head()
        yield Spacer(1, 9 * mm)
        yield self.people()
        yield Spacer(1, 9 * mm)
        yield self.lines()
        yield Spacer(1, 5 * mm)
        yield KeepTogether([self.sums()])
        yield from self.notes()

    def row(self, cells: Row) -> list[Any]:
        """Cells in the order the page is read."""
        return list(reversed(cells)) if self.ink.rightward else list(cells)

    def table(self, rows: Sequence[Row], widths: Sequence[float], *style: tuple[Any, ...], head: int = 0) -> Table:
        table = Table([self.row(row) for row in rows], self.row(widths), repeatRows=head)
        table.setStyle(TableStyle([*_FLUSH, *style]))
        return table

    def test(self) -> Iterator[Flowable]:
        if not self.body["test"]:
            return
        said = self.words.t("paper", "Test order: nothing was sold, and this is no valid paper.")
        cell = self.ink.write(said, WIDE - 2 * PADDING, 9, bold=True, colour="#92400E")
        pad = [(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        yield self.table([[cell]], [WIDE], ("BACKGROUND", (0, 0), (-1, -1), LOOK_BACK), *pad)
        yield Spacer(1, 6 * mm)

    # ------------------------------------------------------------------------------------------------ head and people

    def head(self) -> Flowable:
        """What it is, on the side where reading begins; who it is from, on the other."""
        left, right = 84 * mm, WIDE - 84 * mm - GAP
        title = self.ink.write(self.words.title, left, 24, bold=True)
        seller = self.ink.write(self.body["seller"]["name"], right, 10.5, side="end", bold=True)
        lines = self.ink.write("\n".join(self.words.seller()), right, 8.6, side="end", muted=True)
        seller_column = [Spacer(1, 1.6 * mm), seller, Spacer(1, 1.2 * mm), lines]
        return self.table([[title, "", seller_column]], [left, GAP, right])

    def people(self) -> Flowable:
        left = 84 * mm
        facts, label = self.words.facts, 27 * mm
        rows = [self._fact(name, value, label, WIDE - left - GAP - label) for name, value in facts]
        table = self.table(rows, [label, WIDE - left - GAP - label], ("BOTTOMPADDING", (0, 0), (-1, -1), 1.1 * mm))
        return self.table([[self._buyer(left), "", table]], [left, GAP, WIDE - left - GAP])

    def _fact(self, name: str, value: str, label: float, room: float) -> Row:
        return (self.ink.write(name, label, 8.6, muted=True), self.ink.write(value, room, 8.6, side="end"))

    def _buyer(self, room: float) -> list[Flowable]:
        name = self.body["buyer"]["name"] or self.words.t("paper", "Customer")
        return [
            self.ink.write(self.words.t("paper", "For"), room, 8.6, muted=True),
            Spacer(1, 1 * mm),
            self.ink.write(name, room, 10.5, bold=True),
            Spacer(1, 1 * mm),
            self.ink.write("\n".join(self.words.buyer()), room, 8.6),
        ]

    # ------------------------------------------------------------------------------------------------------- the lines

    def lines(self) -> Flowable:
        """A row a line; what is above them comes again on every page."""
        rows = [self._values(item) for item in self.body["items"]]
        columns = [name for name in self.words.columns if self.body["rates"] or name not in ("rate", "net")]
        size, widths = _fitting([self.words.columns, *rows], columns)
        heads = [self._head(name, widths[name], size) for name in columns]
        cells = [[self._cell(name, row, widths[name], size) for name in columns] for row in rows]
        return self.table([heads, *cells], [widths[name] for name in columns], *_ruled(len(rows)), head=1)

    def _values(self, item: Mapping[str, Any]) -> dict[str, str]:
        words, rates = self.words, self.body["order_rates"]
        name, details = words.item(item)
        net = item["total"] - item["tax"] if self.body["inclusive"] else item["total"]
        gross = item["total"] if self.body["inclusive"] else item["total"] + item["tax"]
        rate = {"rate_bp": rates[item["row"]]["rate_bp"]} if item["row"] >= 0 else {}
        counted = item["quantity"] and item["kind"] == "goods"
        return {
            "item": name,
            "details": details,
            "quantity": words.t.number(item["quantity"]) if counted else "",
            "unit": words.money(item["unit"]) if counted else "",
            "rate": words.rate_of(rate),
            "net": words.money(net),
            "total": words.money(gross),
        }

    def _head(self, name: str, room: float, size: float) -> Flowable:
        side = self.words.columns[name]
        return self.ink.write(side, room, min(size, 8), side="start" if name == "item" else "end", muted=True)

    def _cell(self, name: str, row: Mapping[str, str], room: float, size: float) -> Flowable:
        if name == "item":
            return self.ink.write(row["item"], room, size, small=row["details"])
        return self.ink.write(row[name], room, size, side="end")

    # -------------------------------------------------------------------------------------------------------- the sums

    def sums(self) -> Flowable:
        """What it comes to, and how much of it is tax at which rate."""
        amounts = self._amounts()
        room = max(width(clean(value), 13, bold=True) for _, value in amounts) + PADDING
        wide = max(92 * mm, room + 30 * mm)
        *parts, (label, total) = amounts
        rows = [
            [self.ink.write(x, wide - room, 8.6, muted=True), self.ink.write(y, room, 8.6, side="end")]
            for x, y in parts
        ]
        rows.append(
            [self.ink.write(label, wide - room, 13, bold=True), self.ink.write(total, room, 13, side="end", bold=True)]
        )
        last = len(rows) - 1
        table = self.table(
            rows, [wide - room, room],
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4 * mm), ("TOPPADDING", (0, last), (-1, last), 2.2 * mm),
            ("LINEABOVE", (0, last), (-1, last), 0.9, CHILI), ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        )  # fmt: skip
        return self.table([["", table]], [WIDE - wide, wide])

    def _amounts(self) -> list[tuple[str, str]]:
        words, t = self.words, self.words.t
        found = []
        if self.body["rates"]:
            found.append((t("paper", "Without tax"), words.money(self.body["total"] - self.body["tax"])))
        for rate in self.body["rates"]:
            label = t("paper", "{rate} of {net}", rate=words.rate(rate), net=words.money(rate["net"]))
            found.append((label, words.money(rate["tax"])))
        return [*found, (words.total, words.money(self.body["total"]))]

    def notes(self) -> Iterator[Flowable]:
        for said in self.words.notes:
            yield Spacer(1, 5 * mm)
            yield self.ink.write(said, WIDE, 8, muted=True)


def _fitting(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> tuple[float, dict[str, float]]:
    """The largest size at which every amount stands on one line and names have room, and the widths at it."""
    for size in SIZES:
        widths = {name: max(_wide(row[name], size) for row in rows) for name in columns if name != "item"}
        left = WIDE - sum(widths.values())
        if left >= LEAST_FOR_ITEMS:
            break
    return size, {name: widths.get(name, max(left, LEAST_FOR_ITEMS / 2)) for name in columns}


def _wide(text: str, size: float) -> float:
    return width(clean(text), size) + 5 * mm


def _ruled(count: int) -> list[tuple[Any, ...]]:
    return [
        ("TOPPADDING", (0, 1), (-1, -1), 1.9 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.9 * mm),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, CHILI),
        ("LINEBELOW", (0, 1), (-1, count), 0.4, LINE),
    ]
