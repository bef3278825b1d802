"""Invoices, receipts and credit notes: how the shop's look and are numbered, and those of an order."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.papers import forms
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import NotFound
from domain.orders.queries import order_by_number
from domain.papers.actions import issue
from domain.papers.body import kind_for
from domain.papers.drawing import drawn
from domain.papers.numbers import HIGHEST, set_next
from domain.papers.queries import paper, series_now
from domain.papers.sample import sample
from domain.shop.actions import change_settings

HERE = "/admin/settings/invoices"


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    t = visit.t
    kinds = {
        "invoice": t("panel", "Invoices"),
        "receipt": t("panel", "Receipts"),
        "credit_note": t("panel", "Credit notes"),
    }
    return visit.page(
        "papers/settings.html", status=422 if form else 200, form=form or forms.stored(visit.shop), kinds=kinds,
        prefixes=forms.PREFIXES, series={x.kind: x for x in await series_now(visit.by)},
        issues=kind_for(visit.shop, visit.shop.currency).value,
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    values = forms.settings(form)
    if await attempt(form, visit.t, lambda: change_settings(visit.by, **values)):
        return visit.goes(HERE, visit.t("panel", "Saved. Papers that are issued from now on say it."))
    return await show(visit, form=form)


async def save_next(visit: Visit) -> web.StreamResponse:
    """The number a series goes on with, of those that are used now."""
    form, kind = Form.typed(visit.data), visit.field("kind")
    number = form.whole("next", low=1, high=HIGHEST)
    names = {found.kind: found.name for found in await series_now(visit.by)}
    if kind not in names:
        raise NotFound()
    if await attempt(form, visit.t, lambda: set_next(visit.by, names[kind], number)):
        return visit.goes(HERE, visit.t("panel", "Saved."))
    return visit.goes(HERE, form.alert or next(iter(form.errors.values()), ""), "alert")


async def show_sample(visit: Visit) -> web.StreamResponse:
    t = visit.shop.speaking(visit.shop.locale)
    return _file(await drawn(await sample(visit.by, visit.shop, t)), f"{t('paper', 'Sample')}.pdf")


async def download(visit: Visit) -> web.StreamResponse:
    """Raises `NotFound` for a paper of another order too."""
    order = await order_by_number(visit.by, visit.number("number"))
    view = await paper(visit.by, visit.number("paper"))
    if view.order_id != order.id:
        raise NotFound()
    return _file(await drawn(view.body), view.file_name)


def _file(data: bytes, name: str) -> web.Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return web.Response(body=data, content_type="application/pdf", headers=headers)


async def issue_now(visit: Visit) -> web.StreamResponse:
    order, form = await order_by_number(visit.by, visit.number("number")), Form.stored()
    here = f"/admin/orders/{order.number}"
    if await attempt(form, visit.t, lambda: issue(visit.by, order.id)):
        return visit.goes(here, visit.t("panel", "Issued. The customer finds it on the order."))
    return visit.goes(here, form.alert, "alert")


PAGES = (
    get("/settings/invoices", show, Permission.EDIT_SETTINGS),
    post("/settings/invoices", save, Permission.EDIT_SETTINGS),
    post("/settings/invoices/next", save_next, Permission.EDIT_SETTINGS),
    get("/settings/invoices/sample", show_sample, Permission.EDIT_SETTINGS),
    get("/orders/{number}/papers/{paper}", download, Permission.VIEW_ORDERS),
    post("/orders/{number}/papers", issue_now, Permission.CONFIRM_PAYMENT),
)
