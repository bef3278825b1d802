"""How customers pay, and what checkout asks and allows."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.shop import forms
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.shop import actions


async def show_payment(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    shown = form or forms.stored_payment(visit.shop)
    return visit.page("shop/payment.html", status=422 if form else 200, form=shown)


async def save_payment(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    values = forms.payment(form, visit.shop)
    if await attempt(form, visit.t, lambda: actions.change_settings(visit.by, **values)):
        return visit.goes("/admin/settings/payment", visit.t("panel", "Saved."))
    return await show_payment(visit, form=form)


async def show_checkout(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    shown = form or forms.stored_checkout(visit.shop)
    return visit.page("shop/checkout.html", status=422 if form else 200, form=shown)


async def save_checkout(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    values = forms.checkout(form, visit.shop)
    if await attempt(form, visit.t, lambda: actions.change_settings(visit.by, **values)):
        return visit.goes("/admin/settings/checkout", visit.t("panel", "Saved."))
    return await show_checkout(visit, form=form)


PAGES = (
    get("/settings/payment", show_payment, Permission.EDIT_SETTINGS),
    post("/settings/payment", save_payment, Permission.EDIT_SETTINGS),
    get("/settings/checkout", show_checkout, Permission.EDIT_SETTINGS),
    post("/settings/checkout", save_checkout, Permission.EDIT_SETTINGS),
)
