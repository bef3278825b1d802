"""What buyers of digital goods get: keys and files, on the product's page; what they have got, on the order's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.routing import get, post, post_file
from admin_web.visit import Visit
from domain.catalog.actions import VariantEdit, edit_variant
from domain.catalog.queries_edit import product_to_edit
from domain.catalog.rules import nearest
from domain.digital import actions
from domain.digital.queries import ending, goods
from domain.kit.actor import Permission
from domain.kit.errors import N_
from domain.orders.queries import order_by_number
from domain.stock.shelf import shelf, shelf_row

NO_FILE = N_("Choose a file first.")
NAMED = 5


async def show(visit: Visit) -> web.StreamResponse:
    """The product's digital items, variant by variant."""
    product_id = visit.number("id")
    rows = (await shelf(visit.by, [product_id]))[product_id]
    found = await goods(visit.by, [row.id for row in rows])
    edit = await product_to_edit(visit.by, product_id)
    names = {locale: name for locale, (name, _) in edit.texts.items()}
    name = nearest(names, visit.t.locale, visit.shop.locale) or edit.key
    return visit.page("digital/goods.html", product_id=product_id, name=name, rows=rows, goods=found)


async def _act(visit: Visit, form: Form, act: Callable[[], Awaitable[Any]], said: str) -> web.Response:
    """Carry it out and go back to the page, with what is to be said."""
    here = f"/admin/products/{visit.number('id')}/digital"
    if await attempt(form, visit.t, act):
        return visit.goes(here, said)
    return visit.goes(here, form.alert or next(iter(form.errors.values()), ""), "alert")


async def set_stars(visit: Visit) -> web.StreamResponse:
    variant_id, form = visit.number("variant"), Form.typed(visit.data)
    edit = VariantEdit(stars=form.maybe_whole("stars", low=1, high=100_000) or 0)
    revision = form.whole("revision", high=10**9)
    return await _act(
        visit, form, lambda: edit_variant(visit.by, variant_id, revision, edit), visit.t("panel", "Saved.")
    )


async def add_keys(visit: Visit) -> web.StreamResponse:
    """Keys the shop has had before are left out and named by their ends."""
    variant_id, form = visit.number("variant"), Form.typed(visit.data)
    added: list[actions.Added] = []

    async def add() -> None:
        added.append(await actions.add_keys(visit.by, variant_id, form.body("keys", limit=1_700_000)))

    answer = await _act(visit, form, add, "")
    return visit.goes(answer.headers["Location"], _added(visit, added[0])) if added else answer


def _added(visit: Visit, added: actions.Added) -> str:
    said = visit.t.plural("panel", "{n} key added.", "{n} keys added.", added.count)
    if not added.repeated:
        return said
    names = ", ".join(ending(key) for key in added.repeated[:NAMED])
    count = len(added.repeated)
    left_out = visit.t.plural(
        "panel", "{n} was there already: {keys}", "{n} were there already: {keys}", count, keys=names
    )
    return f"{said} {left_out}"


async def remove_key(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    key_id = form.whole("key", high=10**15)
    return await _act(
        visit, form, lambda: actions.remove_key(visit.by, key_id), visit.t("panel", "The key is deleted.")
    )


async def set_file(visit: Visit) -> web.StreamResponse:
    variant_id, form = visit.number("variant"), Form.stored()
    sent = visit.data.get("file")
    if not isinstance(sent, web.FileField) or not sent.filename:
        form.complain("file", NO_FILE)

    async def keep() -> None:
        if isinstance(sent, web.FileField):
            with sent.file as file:
                await actions.set_file(visit.by, variant_id, sent.filename, file.read())

    return await _act(visit, form, keep, visit.t("panel", "The file is there. Who has bought it gets this one too."))


async def drop_file(visit: Visit) -> web.StreamResponse:
    variant_id = visit.number("variant")
    await shelf_row(visit.by, variant_id)
    said = visit.t("panel", "The file is taken away.")
    return await _act(visit, Form.stored(), lambda: actions.drop_file(visit.by, variant_id), said)


async def send_again(visit: Visit) -> web.StreamResponse:
    """Say a line of an order once more in its buyer's chats."""
    order, line_id, form = await order_by_number(visit.by, visit.number("number")), visit.number("line"), Form.stored()
    here = f"/admin/orders/{order.number}"
    if await attempt(form, visit.t, lambda: actions.send_again(visit.by, line_id)):
        return visit.goes(here, visit.t("panel", "Sent again. It is in the customer's chat."))
    return visit.goes(here, form.alert, "alert")


PAGES = (
    get("/products/{id}/digital", show, Permission.EDIT_CATALOG),
    post("/products/{id}/digital/{variant}/stars", set_stars, Permission.EDIT_CATALOG),
    post("/products/{id}/digital/{variant}/keys", add_keys, Permission.EDIT_CATALOG),
    post("/products/{id}/digital/key", remove_key, Permission.EDIT_CATALOG),
    post_file("/products/{id}/digital/{variant}/file", set_file, Permission.EDIT_CATALOG),
    post("/products/{id}/digital/{variant}/nofile", drop_file, Permission.EDIT_CATALOG),
    post("/orders/{number}/again/{line}", send_again, Permission.MOVE_ORDERS),
)
