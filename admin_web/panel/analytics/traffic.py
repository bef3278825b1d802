"""Figures of people on their way: the funnel, effort and failures, searches, visitors."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from aiohttp import web

from admin_web.panel.analytics import words
from admin_web.panel.analytics.chart import Drawing, Point, bars, lanes
from admin_web.panel.analytics.parts import Cell, Desk, Number, Table, amount, answer, compared, count, desk, share
from admin_web.panel.analytics.period import label
from admin_web.panel.orders.words import problems
from admin_web.routing import get
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.reports.figures.goods import not_found
from domain.reports.figures.measures import STEPS
from domain.reports.figures.people import Effort, crowd, funnel, service
from domain.reports.figures.sources import ways_by_source


async def show_funnel(visit: Visit) -> web.StreamResponse:
    at, t = await desk(visit), visit.t
    found = await funnel(at.book, at.period.span)
    names, there = words.steps(t), any(found.total.values())
    points = [Point(names[step], found.total[step], f"{names[step]}: {t.number(found.total[step])}") for step in STEPS]
    drawing = Drawing(t("panel", "Way to the order"), words.funnel(t), lambda value: t.number(round(value)))
    channels = words.channels(t)
    table = Table(
        "funnel", t("panel", "Way to the order"), words.funnel(t),
        (t("panel", "Step"), t("panel", "People"), t("panel", "Of all who came"), t("panel", "Of the step before"),
         t("panel", "Days before"), *(channels.get(c, c) for c in found.channels)),
        [_step(step, found.total, found.before, found.channels, at) for step in STEPS] if there else (),
        lanes(points, drawing),
        t("panel", "Nobody has come in these days. How many came, looked, chose and ordered will stand here."),
    )  # fmt: skip
    return await answer(at, "funnel", t("panel", "Way to the order"), (), (table, await _by_source(at)))


async def _by_source(at: Desk) -> Table:
    t, found = at.t, await ways_by_source(at.book, at.period.span)
    names = words.steps(t)
    people = [Point(source, steps["start"], f"{source}: {t.number(steps['start'])}") for source, steps in found.items()]
    drawing = Drawing(t("panel", "Where they came from"), words.sources(t), lambda value: t.number(round(value)))
    rows = [
        (Cell(source), *(count(steps[step], t) for step in STEPS),
         share(100 * steps["paid"] / steps["start"] if steps["start"] else None, t))
        for source, steps in found.items()
    ]  # fmt: skip
    return Table(
        "sources", t("panel", "Where they came from"), words.sources(t),
        (t("panel", "Where the link hangs"), *(names[step] for step in STEPS), t("panel", "Of all who came")),
        rows, lanes(people[:10], drawing),
        t("panel", "Nobody came by a link that says where it hangs. Each such link's people will stand here."),
    )  # fmt: skip


def _step(
    step: str, now: Mapping[str, int], before: Mapping[str, int], channels: Mapping[str, Mapping[str, int]], at: Desk
) -> tuple[Cell, ...]:
    place, first = STEPS.index(step), now[STEPS[0]]
    above = now[STEPS[place - 1]] if place else 0
    shares = (share(100 * now[step] / of if of else None, at.t) for of in (first, above))
    own = (count(steps[step], at.t) for steps in channels.values())
    name = Cell(words.steps(at.t)[step], step)
    return (name, count(now[step], at.t), *shares, count(before[step], at.t), *own)


async def show_service(visit: Visit) -> web.StreamResponse:
    at, t = await desk(visit), visit.t
    found = await service(at.book, at.period.span)
    said = problems(t)
    named = [(said.get(f.reason, f.reason) or t("panel", "No reason given"), f) for f in found.failures]
    rows = [(Cell(name, f.reason), count(f.times, t), amount(f.money, t)) for name, f in named]
    points = [Point(name[:26], f.times, f"{name}: {f.times}") for name, f in named]
    drawing = Drawing(t("panel", "Failed payments"), "", lambda value: t.number(round(value)))
    table = Table(
        "failures", t("panel", "Failed payments"), words.failures(t),
        (t("panel", "Reason"), t("panel", "Times"), t("panel", "Amount")), rows, lanes(points[:10], drawing),
        t("panel", "No payment failed in these days. If one does, its reason will stand here."),
    )  # fmt: skip
    numbers = (*_efforts(found.taps, found.taps_before, at), _half(found.messages, at))
    return await answer(at, "service", t("panel", "Effort and failures"), numbers, (table,))


def _efforts(now: Effort, before: Effort, at: Desk) -> tuple[Number, ...]:
    t = at.t
    halves = (t("panel", "Taps to the order, half"), words.taps(t), now.p50, before.p50)
    most = (t("panel", "Taps to the order, nine of ten"), words.taps_most(t), now.p90, before.p90)
    return tuple(
        compared(name, about, _number(value, at), value or 0, earlier or 0, t)
        for name, about, value, earlier in (halves, most)
    )


def _half(messages: Effort, at: Desk) -> Number:
    return Number(at.t("panel", "Messages to the order, half"), words.messages(at.t), _number(messages.p50, at))


def _number(value: int | None, at: Desk) -> str:
    return "–" if value is None else at.t.number(value)


async def show_searches(visit: Visit) -> web.StreamResponse:
    at, t = await desk(visit), visit.t
    found = await not_found(at.book, at.period.span)
    makes = visit.can(Permission.EDIT_CATALOG)
    new, means = t("panel", "New product"), t("panel", "Add synonym")
    rows = [
        (
            Cell(one.words), count(one.times, t), count(one.people, t),
            *((Cell(new, " ", f"/admin/products/new?name={quote(one.words)}"),
               Cell(means, " ", f"/admin/synonyms?word={quote(one.words)}")) if makes else ()),
        )
        for one in found
    ]  # fmt: skip
    points = [Point(one.words[:24], one.times, f"{one.words}: {one.times}") for one in found[:10]]
    drawing = Drawing(t("panel", "Searches without result"), "", lambda value: t.number(round(value)))
    table = Table(
        "searches", t("panel", "Searches without result"), words.nothing(t),
        (t("panel", "Words"), t("panel", "Times"), t("panel", "People"),
         *((t("panel", "Sell it"), t("panel", "Say what it means")) if makes else ())),
        rows, lanes(points, drawing),
        t("panel", "Everybody found something in these days. Words that find nothing will stand here."),
    )  # fmt: skip
    more = {"more": (("/admin/synonyms", t("panel", "All synonyms")),)} if makes else {}
    return await answer(at, "searches", t("panel", "Searches"), (), (table,), **more)


async def show_people(visit: Visit) -> web.StreamResponse:
    at, t = await desk(visit), visit.t
    found, every = await crowd(visit.by, at.book, at.period.span, at.period.every), at.period.every
    there = any(people or fresh for _, people, fresh in found.steps)
    points = [Point(label(d, every, t), n, f"{label(d, every, t)}: {t.number(n)}") for d, n, _ in found.steps]
    drawing = Drawing(t("panel", "Visitors"), words.visitors(t), lambda value: t.number(round(value)))
    table = Table(
        "visitors", t("panel", "Visitors"), words.visitors(t),
        (t("panel", "From"), t("panel", "Visitors a day"), t("panel", "New products")),
        [(Cell(label(d, every, t), d.isoformat()), count(n, t), count(new, t)) for d, n, new in found.steps if there],
        bars(points, drawing),
        t("panel", "Nobody has come in these days. How many people come each day will stand here."),
    )  # fmt: skip
    numbers = (
        Number(t("panel", "Visitors in 30 days"), words.monthly(t), t.number(found.monthly)),
        Number(t("panel", "Of them, ordered"), words.payers(t), share(found.share, t).text),
    )
    return await answer(at, "people", t("panel", "Visitors"), numbers, (table,), grouped=True)


PAGES = (
    get("/analytics/funnel", show_funnel, Permission.VIEW_FIGURES),
    get("/analytics/service", show_service, Permission.VIEW_FIGURES),
    get("/analytics/searches", show_searches, Permission.VIEW_FIGURES),
    get("/analytics/people", show_people, Permission.VIEW_FIGURES),
)
