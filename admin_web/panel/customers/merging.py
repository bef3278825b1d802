"""Two customers who are one person: found, looked at in numbers, merged."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.customers.lists import people
from domain.customers.narrowing import PeopleFilters
from domain.joining.by_hand import merge, merging
from domain.kit.actor import Permission
from domain.kit.errors import NotAllowed, ShopError
from domain.reports.person import person

SHOWN = 10


async def show(visit: Visit) -> web.StreamResponse:
    """First the other one is searched for (with the same phone, to begin with), then what would move is shown."""
    this = await person(visit.by, visit.number("id"))
    other = visit.asked("other")
    context: dict[str, Any] = {"p": this, "q": visit.asked("q"), "found": (), "plan": None, "refusal": ""}
    if other.isdecimal() and len(other) < 18:
        try:
            context["plan"] = await merging(visit.by, this.id, int(other))
        except NotAllowed:
            raise
        except ShopError as refusal:
            context["refusal"] = visit.t.refusal(refusal)
    if not context["plan"]:
        wanted = context["q"] = visit.asked("q") or this.phone or this.email
        found = await people(visit.by, PeopleFilters(words=wanted)) if wanted else None
        context["found"] = [row for row in found.items if row.id != this.id][:SHOWN] if found else []
    return visit.page("customers/merge.html", **context)


async def carry_out(visit: Visit) -> web.StreamResponse:
    this, other = visit.number("id"), visit.field("other")
    try:
        await merge(visit.by, this, int(other) if other.isdecimal() and len(other) < 18 else 0)
    except NotAllowed:
        raise
    except ShopError as refusal:
        return visit.refused(refusal, f"/admin/customers/{this}/merge")
    return visit.goes(f"/admin/customers/{this}", visit.t("panel", "They are one customer now."))


PAGES = (
    get("/customers/{id}/merge", show, Permission.EDIT_CUSTOMERS),
    post("/customers/{id}/merge", carry_out, Permission.EDIT_CUSTOMERS),
)
