"""How customers pay, and what checkout asks and allows."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.shop import forms, sheet
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.payments.accounts import connect, desk_of
from domain.payments.strays import clear_stray, return_stray, strays
from domain.shop import actions


async def show_payment(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    shown = form or forms.stored_payment(visit.shop)
    desks = {code: await desk_of(visit.by, code) for code in forms.TRYING}
    return visit.page(
        "shop/payment.html", status=422 if form else 200, form=shown, desks=desks, strays=await strays(visit.by)
    )


async def save_payment(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    values = forms.payment(form, visit.shop)
    tokens = sheet.tokens(form, visit.shop, values["payment_methods"])

    async def save() -> None:
        await sheet.keep(visit.by, form, tokens)
        await actions.change_settings(visit.by, **values)

    if await attempt(form, visit.t, save):
        for code in set(forms.TRYING) & set(values["payment_methods"]):
            await connect(visit.by, code)
        return visit.goes("/admin/settings/payment", visit.t("panel", "Saved."))
    return await show_payment(visit, form=form)


async def cleared(visit: Visit) -> web.StreamResponse:
    """A charge nobody could place has been dealt with at the provider."""
    await clear_stray(visit.by, visit.number("stray"))
    return visit.goes("/admin/settings/payment", visit.t("panel", "Taken off the list of problems."))


async def returned(visit: Visit) -> web.StreamResponse:
    """Stars that fit no order go back to who paid them."""
    await return_stray(visit.by, visit.number("stray"))
    return visit.goes("/admin/settings/payment", visit.t("panel", "Given back. The customer sees it in Telegram."))


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
    get("/settings/payment", show_payment, Permission.VIEW_MONEY),
    post("/settings/payment", save_payment, Permission.MANAGE_MONEY, fresh=True),
    post("/settings/payment/strays/{stray}", cleared, Permission.APPROVE),
    post("/settings/payment/strays/{stray}/return", returned, Permission.APPROVE),
    get("/settings/checkout", show_checkout, Permission.EDIT_SETTINGS),
    post("/settings/checkout", save_checkout, Permission.EDIT_SETTINGS),
)
