"""What a page of figures is made of: single numbers with what they were before, and tables with their charts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from markupsafe import Markup

from admin_web.csv_answer import csv_answer
from admin_web.panel.analytics.period import Period, everies, period, presets, written
from admin_web.visit import Visit
from domain.kit.i18n import Translator, format_money
from domain.kit.money import Money, half_up
from domain.reports.figures.reading import Book, open_book


@dataclass(frozen=True, slots=True)
class Number:
    """One figure: what it is, what it means, how it stands, and what it was in the days before."""

    name: str
    about: str
    value: str
    change: str = ""
    up: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is read by people, `plain` goes into a file; `href` leads on."""

    text: str
    plain: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One list of figures: its chart, its rows. `words` columns from the left are words, the others numbers."""

    key: str
    name: str
    about: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]] = ()
    chart: Markup = field(default_factory=Markup)
    empty: str = ""
    words: int = 1


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page of figures begins with."""

    visit: Visit
    book: Book
    period: Period

    @property
    def t(self) -> Translator:
        return self.visit.t


async def desk(visit: Visit) -> Desk:
    book = await open_book(visit.by, visit.shop)
    return Desk(visit, book, period(visit, book.today))


async def answer(
    at: Desk, here: str, title: str, numbers: Sequence[Number], tables: Sequence[Table], **more: Any
) -> web.StreamResponse:
    """The page, or with `csv` in its address the table of that name as a file."""
    wanted = next((table for table in tables if table.key == at.visit.asked("csv")), None)
    if wanted:
        return await _file(at, wanted)
    return at.visit.page(
        "analytics/page.html", here=here, title=title, numbers=numbers, tables=tables, period=at.period,
        whole=at.book.whole, presets=presets(at.t), everies=everies(at.t), said=written(at.period.span, at.t),
        said_before=written(at.period.span.before, at.t), tabs=places(at.t),
        **{"ranged": True, "grouped": False, "currencies": (), "currency": at.visit.shop.currency, **more},
    )  # fmt: skip


def places(t: Translator) -> dict[str, str]:
    """The pages of figures."""
    return {
        "": t("panel", "Sales"),
        "products": t("panel", "Products"),
        "customers": t("panel", "Customers"),
        "returns": t("panel", "Returns"),
        "funnel": t("panel", "Way to the order"),
        "service": t("panel", "Effort and failures"),
        "searches": t("panel", "Searches"),
        "people": t("panel", "Visitors"),
    }


async def _file(at: Desk, table: Table) -> web.StreamResponse:
    span = at.period.span
    name = f"{at.visit.shop.slug}-{table.key}-{span.first}-{span.last}"
    return await csv_answer(at.visit.request, name, table.heads, _plain(table))


async def _plain(table: Table) -> AsyncIterator[list[str]]:
    for row in table.rows:
        yield [cell.plain or cell.text for cell in row]


def count(value: int, t: Translator) -> Cell:
    return Cell(t.number(value), str(value))


def amount(value: Money | None, t: Translator) -> Cell:
    return Cell(t.money(value), f"{value.decimal:f}") if value else Cell("–" if value is None else t.money(value), "0")


def scale_money(minor: float, currency: str, t: Translator) -> str:
    """An amount beside a chart: without decimals where they are nothing."""
    return format_money(Money(round(minor), currency), t.locale, True)


def share(value: float | None, t: Translator) -> Cell:
    """A number of a hundred; nothing of nothing."""
    return Cell("–", " ") if value is None else Cell(t.percent(round(value * 10) * 10), f"{value:.1f}")


def compared(name: str, about: str, value: str, now: int, before: int, t: Translator) -> Number:
    """With how much more or less it is than in the days before; nothing is said against nothing."""
    if not before:
        return Number(name, about, value)
    change = (1 if now >= before else -1) * half_up(abs(now - before) * 100, before)
    sign = "+" if change > 0 else ""
    return Number(name, about, value, f"{sign}{t.percent(change * 100)}", None if not change else change > 0)
