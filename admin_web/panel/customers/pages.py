"""The list of customers: found, narrowed, sorted, taken away as a file, and many of them marked at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from admin_web.csv_answer import Cells, csv_answer
from admin_web.panel.customers import every, words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.customers import desk
from domain.customers.lists import SORTS, PersonRow, anybody, everybody, note_export, people, tags_in_use
from domain.customers.narrowing import PeopleFilters
from domain.kit.actor import Permission
from domain.kit.clock import now
from domain.kit.errors import ShopError

HERE = "/admin/customers"
HEADS = (
    "id", "name", "phone", "email", "channels", "language", "tags", "orders", "spent", "currency", "last_seen",
    "first_seen", "blocked",
)  # fmt: skip


def narrowed(visit: Visit, asked: Callable[[str], str] | None = None) -> PeopleFilters:
    """The list's filters as its address says them (or another: `asked`); words nobody knows narrow nothing."""
    asked = asked or visit.asked
    ordered, channel, language = (asked(name) for name in ("ordered", "channel", "language"))
    return PeopleFilters(
        words=asked("q"),
        channel=channel if channel in words.channels(visit.t) else "",
        tag=desk.tidy_tag(asked("tag")),
        ordered=ordered if ordered in ("yes", "no") else "",
        language=language if language in visit.shop.locales else "",
        blocked=asked("blocked") == "1",
    )


def sort_of(visit: Visit) -> str:
    asked = visit.asked("sort")
    return asked if asked in SORTS else "seen"


async def show(visit: Visit) -> web.StreamResponse:
    filters, sort = narrowed(visit), sort_of(visit)
    after, before = visit.asked("after"), visit.asked("before")
    page = await people(visit.by, filters, sort, after, before)
    context: dict[str, Any] = {
        "page": page, "filters": filters, "sort": sort,
        "tags": await tags_in_use(visit.by), "some": bool(page.items) or await anybody(visit.by),
        "sorts": words.sorts(visit.t), "channels": words.channels(visit.t), "languages": words.languages(visit.shop),
    }  # fmt: skip
    draw = visit.part if visit.is_fragment else visit.page
    return draw("customers/rows.html" if visit.is_fragment else "customers/list.html", **context)


async def change_many(visit: Visit) -> web.StreamResponse:
    """Tag or block everybody ticked, or all that fit."""
    if visit.field("every") == "1":
        shown = dict(parse_qsl(urlsplit(visit.back(HERE)).query))
        return await every.act(visit, narrowed(visit, lambda name: " ".join(shown.get(name, "").split())[:200]))
    ids = [int(text) for text in visit.data.getall("customer", []) if isinstance(text, str) and _is_id(text)]
    what, back = visit.field("do"), visit.back(HERE)
    if not ids:
        return visit.goes(back, visit.t("panel", "Tick the customers first."), "alert")
    try:
        said = await _changed(visit, what, ids[: desk.AT_ONCE])
    except ShopError as refusal:
        return visit.goes(back, every.sentence(visit, refusal), "alert")
    return visit.goes(back, said)


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 18


async def _changed(visit: Visit, what: str, ids: list[int]) -> str:
    if what in ("tag", "untag"):
        n = await desk.tag_many(visit.by, ids, visit.field("tag"), on=what == "tag")
    elif what in ("block", "unblock"):
        n = await desk.block_many(visit.by, ids, on=what == "block")
    else:
        return visit.t("panel", "Nothing was chosen.")
    return words.changed(what, n, visit.t)


async def export(visit: Visit) -> web.StreamResponse:
    """The current view as a file; that it was taken is written down before the first row leaves."""
    filters, sort = narrowed(visit), sort_of(visit)
    await note_export(visit.by, filters)
    name = f"customers-{visit.shop.slug}-{now():%Y-%m-%d}"
    return await csv_answer(visit.request, name, HEADS, _cells(everybody(visit.by, filters, sort)))


async def _cells(rows: AsyncIterator[PersonRow]) -> AsyncIterator[Cells]:
    async for p in rows:
        yield (
            p.id, p.name, p.phone, p.email, " ".join(p.channels), p.locale, ", ".join(p.tags), p.orders,
            f"{p.spent.decimal:f}", p.spent.currency, p.seen_at and p.seen_at.isoformat(timespec="seconds"),
            p.created_at and p.created_at.isoformat(timespec="seconds"), "yes" if p.blocked else "",
        )  # fmt: skip


PAGES = (
    get("/customers", show, Permission.VIEW_CUSTOMERS),
    post("/customers", change_many, Permission.EDIT_CUSTOMERS),
    get("/customers/export.csv", export, Permission.PERSONAL_DATA),
)
