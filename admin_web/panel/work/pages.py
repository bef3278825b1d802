"""The background work: what waits, what was given up on, what comes by the clock, and who does it."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.work import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.work import people, queries

HERE = "/admin/settings/work"


async def show(visit: Visit) -> web.StreamResponse:
    state = visit.asked("state") if visit.asked("state") in queries.STATES else ""
    return visit.page(
        "work/work.html", state=state, states=words.states(visit.t), topics=words.topics(visit.t),
        clockwork=words.sweeps(visit.t), counts=await queries.counts(visit.by),
        pieces=await queries.pieces(visit.by, state), sweeps=await queries.sweeps(visit.by),
        workers=await queries.workers(visit.by),
    )  # fmt: skip


async def again(visit: Visit) -> web.StreamResponse:
    try:
        await people.try_again(visit.by, visit.number("id"))
    except people.NotGivenUp as refusal:
        return visit.refused(refusal, HERE)
    return visit.goes(HERE, visit.t("panel", "It is tried again now."))


async def give_up(visit: Visit) -> web.StreamResponse:
    try:
        await people.give_up(visit.by, visit.number("id"))
    except people.NotGivenUp as refusal:
        return visit.refused(refusal, HERE)
    return visit.goes(HERE, visit.t("panel", "Given up for good. It stays in the audit log."))


PAGES = (
    get("/settings/work", show, Permission.EDIT_SETTINGS),
    post("/settings/work/{id}/again", again, Permission.EDIT_SETTINGS),
    post("/settings/work/{id}/drop", give_up, Permission.EDIT_SETTINGS),
)
