"""Who did what, when. Nothing here can be changed."""

from __future__ import annotations

from aiohttp import web

from admin_web.routing import get
from admin_web.visit import Visit
from domain.audit import queries
from domain.audit.words import words_of
from domain.kit.actor import Permission
from domain.staff.queries import names

AREAS = ("order", "payment", "product", "stock", "shop", "staff")


async def show(visit: Visit) -> web.StreamResponse:
    area = visit.asked("area") if visit.asked("area") in AREAS else ""
    return visit.page(
        "audit/entries.html", page=await queries.entries(visit.by, visit.page_number, area=area), area=area,
        areas=AREAS, people=await names(visit.by), words_of=words_of,
    )  # fmt: skip


PAGES = (get("/settings/audit", show, Permission.EDIT_SETTINGS),)
