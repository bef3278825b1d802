"""One's own second factor: turning it on with an app, recovery codes, turning it off."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web import qr
from admin_web.forms import Form, attempt
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.staff import second

HERE = "/admin/me/second"


async def show(visit: Visit, *, form: Form | None = None, codes: tuple[str, ...] = ()) -> web.StreamResponse:
    state = await second.second_of(visit.by)
    offer = None if state.on else await second.offer(visit.by)
    context: dict[str, Any] = {
        "form": form or Form.stored(), "codes": codes, "second": state, "offer": offer,
        "picture": qr.drawn(offer.link, "svg").decode() if offer else "",
    }  # fmt: skip
    return visit.page("staff/second.html", status=422 if form else 200, **context)


async def turn_on(visit: Visit) -> web.StreamResponse:
    """The recovery codes are shown once, on this very page: only their marks are kept."""
    form = Form.typed(visit.data)
    codes: list[str] = []

    async def act() -> None:
        codes.extend(await second.turn_on(visit.by, form.value("code"), visit.signed.session_id))

    return await show(visit, codes=tuple(codes)) if await attempt(form, visit.t, act) else await show(visit, form=form)


async def new_codes(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    codes: list[str] = []

    async def act() -> None:
        codes.extend(await second.fresh_codes(visit.by, form.value("code")))

    return await show(visit, codes=tuple(codes)) if await attempt(form, visit.t, act) else await show(visit, form=form)


async def turn_off(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    if await attempt(form, visit.t, lambda: second.turn_off(visit.by, form.value("code"))):
        return visit.goes("/admin/me", visit.t("panel", "The second step is off. Your password alone lets you in."))
    return await show(visit, form=form)


PAGES = (
    get("/me/second", show),
    post("/me/second/on", turn_on),
    post("/me/second/codes", new_codes),
    post("/me/second/off", turn_off),
)
