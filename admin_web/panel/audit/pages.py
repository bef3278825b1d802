"""Who did what, when. Nothing here can be changed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from typing import Any

from aiohttp import web

from admin_web.csv_answer import Cells, csv_answer
from admin_web.panel.audit import words
from admin_web.routing import get
from admin_web.visit import Visit
from domain.audit.queries import AREAS, READERS, EntryFilters, EntryView, entries, every_entry
from domain.kit.actor import Permission
from domain.reports.audit_names import names_of
from domain.staff.queries import names

_SUBJECT = re.compile(r"[a-z_]{2,20}:[\w.-]{1,40}")
_WHO = re.compile(r"staff:\d{1,18}|customer|system")


def _filters(visit: Visit) -> EntryFilters:
    """What the address says; what it cannot mean narrows nothing."""
    area, who = visit.asked("area"), visit.asked("who")
    return EntryFilters(
        area=area if area in AREAS else "",
        who=who if _WHO.fullmatch(who) else "",
        subject=visit.asked("subject") if _SUBJECT.fullmatch(visit.asked("subject")) else "",
        since=_midnight(visit, visit.asked("from")),
        until=_midnight(visit, visit.asked("to"), days=1),
    )


def _midnight(visit: Visit, text: str, days: int = 0) -> datetime | None:
    """The beginning of a day where the shop is; of the day after it with `days`."""
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), visit.shop.zone)


async def show(visit: Visit) -> web.StreamResponse:
    filters, before = _filters(visit), visit.asked("before")
    page = await entries(visit.by, filters, int(before) if before.isdecimal() and len(before) < 19 else 0)
    staff = await names(visit.by) if visit.can(Permission.VIEW_AUDIT) or visit.can(Permission.AUDIT_TEAM) else {}
    shown = {e.subject for e in page.items} | {filters.subject} - {""}
    people = {e.actor_id: "" for e in page.items if e.actor_kind == "staff"}
    called = await names_of(visit.by, {*shown, *(f"staff:{number}" for number in people)})
    context: dict[str, Any] = {
        "page": page, "filters": filters, "areas": words.areas(visit.t), "staff": staff,
        "doer": lambda e: words.doer(e, called, visit.t), "thing": lambda s: words.thing(s, called, visit.t),
        "link": lambda s: words.link(s, called, visit.by), "did": lambda e: words.did(e, visit.t),
        "changes": lambda e: words.changes(e, visit.t, visit.shop.currency),
    }  # fmt: skip
    return visit.page("audit/entries.html", **context)


async def download(visit: Visit) -> web.StreamResponse:
    """The same rows for a spreadsheet; times as the shop's clock shows them."""
    t = visit.t
    heads = (
        t("panel", "When"), t("panel", "Who"), t("panel", "What"), t("panel", "On"), t("panel", "Before and after"),
        t("panel", "Reason"),
    )  # fmt: skip
    return await csv_answer(visit.request, f"audit-{visit.t.today()}", heads, _rows(visit, _filters(visit)))


async def _rows(visit: Visit, filters: EntryFilters) -> AsyncIterator[Cells]:
    known = {f"staff:{number}": name for number, name in (await names(visit.by)).items()}
    async for e in every_entry(visit.by, filters):
        yield _row(visit, e, known)


def _row(visit: Visit, e: EntryView, known: dict[str, str]) -> Cells:
    at = e.at.astimezone(visit.shop.zone).isoformat(sep=" ", timespec="seconds")
    changed = "; ".join(
        f"{name}: {f'{change.before} → ' if change.before else ''}{change.after}"
        for name, change in words.changes(e, visit.t, visit.shop.currency)
    )
    return at, words.doer(e, known, visit.t), words.did(e, visit.t), e.subject, changed, e.reason


PAGES = (
    get("/settings/audit", show, *READERS),
    get("/settings/audit.csv", download, *READERS),
)
