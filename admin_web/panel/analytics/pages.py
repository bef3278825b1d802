"""Figures of the shop: sales, products, customers. Every number has a definition, a table, and a file of it."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.analytics import words
from admin_web.panel.analytics.chart import Drawing, Point, bars, lanes
from admin_web.panel.analytics.parts import (
    Cell,
    Desk,
    Number,
    Table,
    amount,
    answer,
    compared,
    count,
    desk,
    scale_money,
    share,
)
from admin_web.panel.analytics.period import label
from admin_web.routing import get
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.money import EXPONENTS, Money
from domain.reports.figures.cohorts import Cohort, cohorts
from domain.reports.figures.goods import SORTS, Good, top_products
from domain.reports.figures.sales import Sales, Sums, sales

TOP = 10


def _currency(visit: Visit) -> str:
    asked = visit.asked("currency").upper()
    return asked if asked in EXPONENTS else visit.shop.currency


async def show_sales(visit: Visit) -> web.StreamResponse:
    at, currency = await desk(visit), _currency(visit)
    found = await sales(at.book, at.period.span, at.period.every, currency)
    tables = (_by_step(at, found, currency), _by_channel(at, found))
    return await answer(
        at, "", visit.t("panel", "Sales"), _totals(at, found), tables, grouped=True, currencies=found.currencies,
        currency=currency,
    )  # fmt: skip


def _totals(at: Desk, found: Sales) -> tuple[Number, ...]:
    t, now, before = at.t, found.total, found.before
    average, earlier = now.average, before.average
    return (
        compared(t("panel", "Net sales"), words.net(t), t.money(now.net), now.net.minor, before.net.minor, t),
        compared(t("panel", "Sales"), words.sales(t), t.money(now.gross), now.sales, before.sales, t),
        compared(t("panel", "Refunds"), words.refunds(t), t.money(now.back), now.refunds, before.refunds, t),
        compared(t("panel", "Orders"), words.orders(t), t.number(now.orders), now.orders, before.orders, t),
        compared(
            t("panel", "Average order"), words.average(t), t.money(average) if average else "–",
            average.minor if average else 0, earlier.minor if earlier else 0, t,
        ),
        compared(t("panel", "Units"), words.units(t), t.number(now.units), now.units, before.units, t),
    )  # fmt: skip


def _by_step(at: Desk, found: Sales, currency: str) -> Table:
    t, every = at.t, at.period.every
    there = any(sums.orders or sums.refunds for _, sums in found.steps)
    names = [(label(day, every, t), sums) for day, sums in found.steps]
    points = [Point(name, sums.sales, f"{name}: {t.money(sums.gross)}") for name, sums in names]
    drawing = Drawing(t("panel", "Sales"), words.sales(t), lambda minor: scale_money(minor, currency, t))
    return Table(
        "sales", t("panel", "Sales over time"), words.sales(t),
        (t("panel", "From"), t("panel", "Orders"), t("panel", "Units"), t("panel", "Sales"), t("panel", "Refunds"),
         t("panel", "Net sales"), t("panel", "Average order")),
        [(Cell(label(day, every, t), day.isoformat()), *_sums(sums, at)) for day, sums in found.steps] if there else (),
        bars(points, drawing),
        t("panel", "No orders in these days. Each day's orders, sales and refunds will stand here."),
    )  # fmt: skip


def _sums(sums: Sums, at: Desk) -> tuple[Cell, ...]:
    t = at.t
    numbers = count(sums.orders, t), count(sums.units, t)
    return (*numbers, *(amount(money, t) for money in (sums.gross, sums.back, sums.net, sums.average)))


def _by_channel(at: Desk, found: Sales) -> Table:
    t, names = at.t, words.channels(at.t)
    whole = sum(sums.sales for _, sums in found.channels)
    own = [(names.get(channel, channel), channel, sums) for channel, sums in found.channels]
    rows = [
        (Cell(name, channel), *_sums(sums, at), share(100 * sums.sales / whole if whole else None, t))
        for name, channel, sums in own
    ]
    points = [Point(name, sums.sales, f"{name}: {t.money(sums.gross)}") for name, _, sums in own]
    drawing = Drawing(t("panel", "Channels"), "", lambda minor: scale_money(minor, found.total.currency, t))
    return Table(
        "channels", t("panel", "Channels"), t("panel", "The same, by where the order was placed."),
        (t("panel", "Channel"), t("panel", "Orders"), t("panel", "Units"), t("panel", "Sales"), t("panel", "Refunds"),
         t("panel", "Net sales"), t("panel", "Average order"), t("panel", "Share of sales")),
        rows, lanes(points, drawing),
        t("panel", "No orders in these days. Telegram, web chat and others will stand here."),
    )  # fmt: skip


async def show_products(visit: Visit) -> web.StreamResponse:
    at, currency, t = await desk(visit), _currency(visit), visit.t
    sort = visit.asked("sort") if visit.asked("sort") in SORTS else "money"
    found = await top_products(visit.by, at.book, at.period.span, sort, currency)
    points = [Point(_short(g.name), _rank(g, sort), f"{g.name}: {_said(g, sort, at)}") for g in found.rows[:TOP]]
    drawing = Drawing(t("panel", "Top products"), words.sorts(t)[sort], lambda value: _tick(value, sort, currency, at))
    table = Table(
        "products", t("panel", "Top products"), words.products(t),
        (t("panel", "Product"), t("panel", "Money"), t("panel", "Units"), t("panel", "Orders"), t("panel", "Views"),
         t("panel", "Conversion"), t("panel", "Returned units")),
        [_good(good, at) for good in found.rows], lanes(points, drawing),
        t("panel", "Nothing was sold or looked at in these days. The products that sell best will stand here."),
    )  # fmt: skip
    return await answer(at, "products", t("panel", "Products"), (), (table,), sorts=words.sorts(t), sort=sort)


def _good(good: Good, at: Desk) -> tuple[Cell, ...]:
    name = Cell(good.name, good.name, f"/admin/products/{good.product_id}")
    counts = (count(n, at.t) for n in (good.units, good.orders, good.views))
    return (name, amount(good.money, at.t), *counts, share(good.conversion, at.t), count(good.back, at.t))


def _rank(good: Good, sort: str) -> float:
    return float((good.minor if sort == "money" else getattr(good, sort)) or 0)


def _said(good: Good, sort: str, at: Desk) -> str:
    return _tick(_rank(good, sort), sort, good.currency, at)


def _tick(value: float, sort: str, currency: str, at: Desk) -> str:
    if sort == "money":
        return at.t.money(Money(round(value), currency))
    return share(value, at.t).text if sort == "conversion" else at.t.number(round(value))


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"


async def show_customers(visit: Visit) -> web.StreamResponse:
    """The months of first orders, whatever days are asked for."""
    at, t = await desk(visit), visit.t
    found = [cohort for cohort in await cohorts(at.book, _currency(visit)) if cohort.size]
    most = max((max(cohort.active, default=0) for cohort in found), default=0)
    names = [(label(cohort.month, "month", t), cohort) for cohort in found]
    points = [Point(name, c.repeat or 0, f"{name}: {share(c.repeat, t).text}") for name, c in names]
    drawing = Drawing(t("panel", "Ordered again"), words.again(t), lambda value: share(value, t).text)
    later = [t("panel", "After {n} mo.", n=n) for n in range(1, most + 1)]
    table = Table(
        "cohorts", t("panel", "Customers by the month of their first order"), words.cohorts(t),
        (t("panel", "First order"), t("panel", "Customers"), t("panel", "Ordered again"), t("panel", "Orders"),
         t("panel", "Spent"), t("panel", "Spent by each"), *later),
        [_cohort(cohort, most, at) for cohort in reversed(found)], bars(points, drawing),
        t("panel", "Nobody has ordered in the last 12 months. Who came when, and who came back, will stand here."),
    )  # fmt: skip
    return await answer(at, "customers", t("panel", "Customers"), (), (table,), ranged=False)


def _cohort(cohort: Cohort, most: int, at: Desk) -> tuple[Cell, ...]:
    t = at.t
    each = Money(cohort.minor // cohort.size, cohort.currency) if cohort.size else None
    first = Cell(label(cohort.month, "month", t), cohort.month.strftime("%Y-%m"))
    numbers = (count(cohort.size, t), share(cohort.repeat, t), count(cohort.orders, t))
    months = (share(cohort.share(n), t) if _been(cohort, n, at) else Cell("", " ") for n in range(1, most + 1))
    return (first, *numbers, amount(cohort.spent, t), amount(each, t), *months)


def _been(cohort: Cohort, later: int, at: Desk) -> bool:
    """Whether that month has begun."""
    month = cohort.month.year * 12 + cohort.month.month + later
    return month <= at.book.today.year * 12 + at.book.today.month


PAGES = (
    get("/analytics", show_sales, Permission.VIEW_FIGURES),
    get("/analytics/products", show_products, Permission.VIEW_FIGURES),
    get("/analytics/customers", show_customers, Permission.VIEW_FIGURES),
)
