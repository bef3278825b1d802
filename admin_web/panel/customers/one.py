"""One customer: what is known of them, what they did, and what the shop can do for them."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.customers import words
from admin_web.panel.orders import words as order_words
from admin_web.panel.orders.refunds import asked
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals.actions import credit_or_ask
from domain.customers import desk
from domain.kit.actor import Permission
from domain.kit.errors import ShopError
from domain.kit.money import Money
from domain.reports import person as reading
from domain.reports.person_story import story
from domain.wallet.queries import wallet

MOVEMENTS = 8


async def show(visit: Visit, **forms: Form) -> web.StreamResponse:
    """Eight statements, however much the customer has done."""
    number, locale = visit.number("id"), visit.t.locale
    person = await reading.person(visit.by, number)
    stored = {
        "contact": Form.stored(name=person.name, phone=person.phone, email=person.email, locale=person.locale),
        "tags": Form.stored(tags=", ".join(person.tags)),
        "credit": Form.stored(key=secrets.token_hex(8)),
        "note": Form.stored(),
    }
    statuses, methods = order_words.statuses(visit.t), order_words.methods(visit.t)
    told = await story(visit.by, number, locale, visit.asked("before"))
    context: dict[str, Any] = {
        "p": person,
        "forms": {name: form.within(name) for name, form in (stored | forms).items()},
        "failed": next(iter(forms), ""),
        "orders": await reading.latest_orders(visit.by, number),
        "addresses": await reading.places(visit.by, number),
        "kept": await reading.kept(visit.by, number, locale),
        "wallet": await wallet(visit.by, number, visit.shop.currency, limit=MOVEMENTS),
        "notes": await desk.notes_of(visit.by, number),
        "story": told,
        "told": lambda one: words.told(one, visit.t, statuses),
        "detail": lambda one: words.detail(one, visit.t, methods),
        "before": visit.asked("before"),
        "channels": words.channels(visit.t),
        "languages": words.languages(visit.shop),
        "kinds": words.kinds(visit.t),
        "movements": words.movements(visit.t),
        "status_words": statuses,
        "status_tones": order_words.TONES,
    }
    return visit.page("customers/one.html", status=422 if forms else 200, **context)


def here(visit: Visit) -> str:
    return f"/admin/customers/{visit.number('id')}"


async def edit(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    name, phone = form.text("name", limit=80), form.text("phone", limit=40)
    email = form.text("email", limit=120)
    locale = form.choice("locale", ("", *visit.shop.locales))

    async def act() -> None:
        customer = visit.number("id")
        await desk.edit_contact(visit.by, customer, name=name, phone=phone, email=email, locale=locale)

    if not await attempt(form, visit.t, act):
        return await show(visit, contact=form)
    return visit.goes(here(visit), visit.t("panel", "Saved."))


async def tag(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    typed = form.text("tags", limit=600).split(",")
    if not await attempt(form, visit.t, lambda: desk.set_tags(visit.by, visit.number("id"), typed)):
        return await show(visit, tags=form)
    return visit.goes(here(visit), visit.t("panel", "Saved."))


async def note(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    text = form.body("text", limit=desk.LONGEST_NOTE, required=True)
    if not await attempt(form, visit.t, lambda: desk.add_note(visit.by, visit.number("id"), text)):
        return await show(visit, note=form)
    return visit.goes(f"{here(visit)}#notes", visit.t("panel", "The note is kept. Only colleagues see it."))


async def forget_note(visit: Visit) -> web.StreamResponse:
    await desk.delete_note(visit.by, visit.number("id"), visit.number("note"))
    return visit.goes(f"{here(visit)}#notes", visit.t("panel", "The note is deleted."))


async def credit(visit: Visit) -> web.StreamResponse:
    form, currency = Form.typed(visit.data), visit.shop.currency
    amount = Money(form.money("credit", currency, low=1), currency)
    reason, key = form.text("why", limit=200, required=True), form.text("key", limit=40, required=True)
    done: list[bool] = []

    async def act() -> None:
        done.append(await credit_or_ask(visit.by, visit.number("id"), amount, reason, key))

    if not await attempt(form, visit.t, act):
        return await show(visit, credit=form)
    if not done[0]:
        return visit.goes(here(visit), asked(visit))
    return visit.goes(here(visit), visit.t("panel", "It is in the customer's wallet, and they have been told."))


async def block(visit: Visit) -> web.StreamResponse:
    on = visit.field("on") == "1"
    said = visit.t("panel", "They can't order any more.") if on else visit.t("panel", "They may order again.")
    return await act_on(
        visit, lambda: desk.block(visit.by, visit.number("id"), on, visit.field("reason")[:200]), said
    )  # fmt: skip


async def act_on(visit: Visit, act: Callable[[], Awaitable[Any]], said: str) -> web.StreamResponse:
    """Carry it out and say so over the fresh page, or why not."""
    try:
        await act()
    except ShopError as refusal:
        return visit.refused(refusal, here(visit))
    return visit.goes(here(visit), said)


PAGES = (
    get("/customers/{id}", show, Permission.VIEW_CUSTOMERS),
    post("/customers/{id}/contact", edit, Permission.EDIT_CUSTOMERS),
    post("/customers/{id}/tags", tag, Permission.EDIT_CUSTOMERS),
    post("/customers/{id}/note", note, Permission.VIEW_CUSTOMERS),
    post("/customers/{id}/note/{note}/delete", forget_note, Permission.VIEW_CUSTOMERS),
    post("/customers/{id}/credit", credit, Permission.GIVE_CREDIT),
    post("/customers/{id}/block", block, Permission.EDIT_CUSTOMERS),
)
