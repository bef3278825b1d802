"""Roles of the shop's own: copied from one there is, and ticked."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.staff import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.staff import roles

HERE = "/admin/settings/staff"


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    """One there is; under 0 a copy, not yet saved, of the one the address names."""
    number = visit.number("id")
    view = await roles.role_of(visit.by, number) if number else None
    base = view.base if view else visit.field("of") or visit.asked("of", "packer")
    ticked = view.permissions if view else roles.usual(base)
    stored = Form.stored(name=view.name if view else "", of=base, **{one.value: True for one in ticked})
    return visit.page(
        "staff/role.html", status=422 if form else 200, view=view, form=form or stored, base=base,
        words=words.roles(visit.t), groups=words.permissions(visit.t),
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    number, form = visit.number("id"), Form.typed(visit.data)
    ticked = [one for one in roles.TICKED if form.flag(one.value)]
    name, base = form.text("name", limit=40, required=True), form.value("of")
    if await attempt(form, visit.t, lambda: roles.save_role(visit.by, number, name, base, ticked)):
        return visit.goes(HERE, visit.t("panel", "Saved. It holds from the next click on."))
    return await show(visit, form=form)


async def remove(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    if await attempt(form, visit.t, lambda: roles.remove_role(visit.by, visit.number("id"))):
        return visit.goes(HERE, visit.t("panel", "The role is gone."))
    return visit.goes(HERE, form.alert, "alert")


PAGES = (
    get("/settings/staff/roles/{id}", show, Permission.MANAGE_STAFF),
    post("/settings/staff/roles/{id}", save, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/roles/{id}/remove", remove, Permission.MANAGE_STAFF, fresh=True),
)
