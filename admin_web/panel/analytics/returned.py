"""Figures of returns: what comes back, and why."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.analytics import words
from admin_web.panel.analytics.chart import Drawing, Point, lanes
from admin_web.panel.analytics.parts import Cell, Desk, Number, Table, amount, answer, compared, count, desk, share
from admin_web.panel.returns.words import reasons
from admin_web.routing import get
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.money import Money
from domain.reports.figures.returned import Returned, returned

TOP = 10
LONGEST = 24


async def show_returns(visit: Visit) -> web.StreamResponse:
    at, currency = await desk(visit), visit.shop.currency
    found = await returned(visit.by, at.book, at.period.span, currency)
    tables = (_products(at, found, currency), _reasons(at, found, currency))
    return await answer(at, "returns", visit.t("panel", "Returns"), _totals(at, found), tables)


def _totals(at: Desk, found: Returned) -> tuple[Number, ...]:
    t = at.t
    return (
        compared(t("panel", "Returns"), words.returned(t), t.number(found.count), found.count, found.before, t),
        Number(t("panel", "Units"), t("panel", "Pieces in those returns."), t.number(found.units)),
        Number(t("panel", "Worth"), t("panel", "What was paid for them."), t.money(found.worth)),
    )


def _products(at: Desk, found: Returned, currency: str) -> Table:
    t, given = at.t, {one.key for one in found.reasons}
    told = {code: word for code, word in reasons(t).items() if code in given}
    points = [Point(_short(one.name), one.units, f"{one.name}: {t.number(one.units)}") for one in found.products[:TOP]]
    drawing = Drawing(t("panel", "Returns by product"), words.returned(t), lambda value: t.number(round(value)))
    rows = [
        (Cell(one.name, one.name, f"/admin/products/{one.key}"), count(one.returns, t), count(one.units, t),
         share(one.rate, t), amount(Money(one.worth, currency), t),
         *(count(one.reasons.get(reason, 0), t) for reason in told))
        for one in found.products
    ]  # fmt: skip
    return Table(
        "returned", t("panel", "Returns by product"), f"{words.returned(t)} {words.return_rate(t)}",
        (t("panel", "Product"), t("panel", "Returns"), t("panel", "Units"), t("panel", "Of those sold"),
         t("panel", "Worth"), *told.values()),
        rows, lanes(points, drawing),
        t("panel", "Nothing was asked to be given back in these days. Products that come back will stand here."),
    )  # fmt: skip


def _reasons(at: Desk, found: Returned, currency: str) -> Table:
    t, told = at.t, reasons(at.t)
    named = [(told.get(one.key, one.key), one) for one in found.reasons]
    points = [Point(name, one.units, f"{name}: {t.number(one.units)}") for name, one in named]
    drawing = Drawing(t("panel", "Returns by reason"), words.returned(t), lambda value: t.number(round(value)))
    rows = [
        (Cell(name, one.key), count(one.returns, t), count(one.units, t),
         share(100 * one.units / found.units if found.units else None, t), amount(Money(one.worth, currency), t))
        for name, one in named
    ]  # fmt: skip
    return Table(
        "reasons", t("panel", "Returns by reason"), words.returned(t),
        (t("panel", "Reason"), t("panel", "Returns"), t("panel", "Units"), t("panel", "Of all units"),
         t("panel", "Worth")),
        rows, lanes(points, drawing), t("panel", "The reasons customers give will stand here."),
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


PAGES = (get("/analytics/returns", show_returns, Permission.VIEW_FIGURES),)
