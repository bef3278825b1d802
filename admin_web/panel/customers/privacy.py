"""One person's data: taken out as a file, or erased after a look at what that means."""

from __future__ import annotations

from aiohttp import web

from admin_web.auth import HEADERS
from admin_web.panel.customers.one import here
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import NotAllowed, NotFound, ShopError
from domain.privacy.actions import erase, erasing, take_out
from domain.privacy.zipped import zipped
from domain.reports.person import person


async def taken(visit: Visit) -> web.StreamResponse:
    """Everything kept about them as a zip."""
    number = visit.number("id")
    data = zipped(await take_out(visit.by, number), visit.shop.name, visit.t)
    name = f'attachment; filename="customer-{number}.zip"'
    headers = {**HEADERS, "Content-Disposition": name}
    return web.Response(body=data, content_type="application/zip", headers=headers)


async def ask(visit: Visit) -> web.StreamResponse:
    who = await person(visit.by, visit.number("id"))
    plan = await erasing(visit.by, who.id)
    return visit.page(
        "customers/erase.html", p=who, plan=plan, why=visit.t.refusal(plan.refusal) if plan.refusal else ""
    )


async def carry_out(visit: Visit) -> web.StreamResponse:
    if visit.field("sure") != "on":
        return visit.goes(f"{here(visit)}/erase", visit.t("panel", "Tick the box first. Nothing was erased."), "alert")
    try:
        await erase(visit.by, visit.number("id"))
    except (NotAllowed, NotFound):
        raise
    except ShopError as refusal:
        return visit.refused(refusal, f"{here(visit)}/erase")
    return visit.goes("/admin/customers", visit.t("panel", "Their personal data is erased."))


PAGES = (
    post("/customers/{id}/data.zip", taken, Permission.PERSONAL_DATA),
    get("/customers/{id}/erase", ask, Permission.PERSONAL_DATA),
    post("/customers/{id}/erase", carry_out, Permission.PERSONAL_DATA),
)
