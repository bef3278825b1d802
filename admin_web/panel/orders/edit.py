"""Changing an order before it is packed: what it would come to is shown first, then it is saved."""

from __future__ import annotations

import secrets
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.orders.refunds import asked
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.actions import edit_or_ask
from domain.cart.basket import BasketLine
from domain.cart.things import find_things, things
from domain.delivery.queries import rules_at
from domain.kit.actor import Permission
from domain.kit.errors import N_
from domain.kit.money import Money
from domain.orders import queries
from domain.orders.views import OrderView
from domain.payments.actions import Difference, weigh_edit
from domain.payments.actions.editing import editable
from domain.payments.edits import MOST_UNITS, Edit
from domain.payments.errors import NotEditable

MOST_ADDED = 30


async def show(visit: Visit, form: Form | None = None, difference: Difference | None = None) -> web.StreamResponse:
    order = await _order(visit)
    if not editable(order):
        return visit.refused(NotEditable(), _back(order))
    failed = form is not None and bool(form.alert or form.errors)
    form = _stored(order) if form is None else form
    rules, words = await rules_at(visit.by, visit.shop.version), await visit.words()
    ways = rules.named(words)
    if order.method_id and str(order.method_id) not in dict(ways):
        ways.insert(0, (str(order.method_id), order.delivery_name))
    context: dict[str, Any] = {
        "order": order, "form": form, "difference": difference, "added": await _added(visit, form),
        "found": await _found(visit, form), "ways": ways, "points": [(str(p.id), words(p.name)) for p in rules.points],
    }  # fmt: skip
    return visit.page("orders/edit.html", status=422 if failed else 200, **context)


async def _order(visit: Visit) -> OrderView:
    return await queries.order_by_number(visit.by, visit.number("number"))


def _back(order: OrderView) -> str:
    return f"/admin/orders/{order.number}"


def _stored(order: OrderView) -> Form:
    units = {f"line_{line.id}": line.quantity for line in order.lines}
    return Form.stored(
        rev=order.revision, name=order.customer_name, phone=order.phone, address=order.address,
        method=order.method_id or "", point=order.point_id or "", note=order.extras.get("note", ""),
        key=secrets.token_hex(8), **units,
    )  # fmt: skip


def added_in(form: Form, names: list[str]) -> dict[int, int]:
    """So many of each variant that was picked on the page."""
    picked = [name.removeprefix("add_") for name in names if name.startswith("add_")][:MOST_ADDED]
    units = {
        int(v): form.maybe_whole(f"add_{v}", high=MOST_UNITS) or 0 for v in picked if v.isdecimal() and len(v) < 19
    }
    return {variant: count for variant, count in units.items() if count}


async def _added(visit: Visit, form: Form) -> list[BasketLine]:
    wanted = added_in(form, list(visit.data))
    found = await things(visit.by, wanted, visit.t.locale)
    return [found[variant] for variant in wanted if variant in found]


async def _found(visit: Visit, form: Form) -> list[BasketLine]:
    if not form.value("q").strip():
        return []
    wanted = added_in(form, list(visit.data))
    return [x for x in await find_things(visit.by, form.value("q"), visit.t.locale) if x.variant_id not in wanted]


def _typed(order: OrderView, form: Form, names: list[str]) -> Edit:
    units = {x.id: form.whole(f"line_{x.id}", high=MOST_UNITS) for x in order.lines if form.sent_with(f"line_{x.id}")}
    method, point = form.maybe_whole("method", high=10**12), form.maybe_whole("point", high=10**12)
    return Edit(
        units=units, added=added_in(form, names), name=form.text("name", limit=120), phone=form.text("phone", limit=40),
        address=form.text("address", limit=300), method_id=method, point_id=point, note=form.text("note", limit=500),
    )  # fmt: skip


async def change(visit: Visit) -> web.StreamResponse:
    """[Find] looks for things to add, [Show] what it comes to; [Save] saves what has been shown, or asks for it."""
    order, form = await _order(visit), Form.typed(visit.data)
    edit, rev = _typed(order, form, list(visit.data)), form.whole("rev", high=10**9)
    if form.value("do") == "find":
        return await show(visit, form)
    if form.value("do") != "save":
        return await _weighed(visit, order, form, edit)
    return await _saved(visit, order, form, edit, rev)


async def _saved(visit: Visit, order: OrderView, form: Form, edit: Edit, rev: int) -> web.StreamResponse:
    agreed, key = Money(form.whole("agreed", high=10**12), order.currency), form.text("key", limit=40) or str(rev)
    done: list[bool] = []

    async def act() -> None:
        done.append(await edit_or_ask(visit.by, order.id, edit, rev, agreed, key))

    if not await attempt(form, visit.t, act):
        return await show(visit, form)
    said = visit.t("panel", "The order is changed. The customer has been told.")
    return visit.goes(_back(order), said if done[0] else asked(visit))


async def _weighed(visit: Visit, order: OrderView, form: Form, edit: Edit) -> web.StreamResponse:
    shown: list[Difference] = []

    async def act() -> None:
        shown.append(await weigh_edit(visit.by, order.id, edit))

    if form.value("rev") != str(order.revision):
        form.alert = visit.t.sentence(N_("The order has changed meanwhile. Look at it again."))
        return await show(visit, form)
    return await show(visit, form, shown[0] if await attempt(form, visit.t, act) else None)


PAGES = (
    get("/orders/{number}/edit", show, Permission.EDIT_ORDERS),
    post("/orders/{number}/edit", change, Permission.EDIT_ORDERS),
)
