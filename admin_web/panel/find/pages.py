"""The field that finds everything, and the lists people keep under names."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.auth import HOME, safe_next
from admin_web.forms import Form, attempt
from admin_web.panel.find.words import fitting
from admin_web.panel.orders import words as order_words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.reports.find import find
from domain.staff.saved_views import drop_view, save_view


async def show(visit: Visit) -> web.StreamResponse:
    """A page of its own, and what the palette shows while somebody types."""
    asked = visit.asked("q")
    context: dict[str, Any] = {
        "q": asked,
        "goals": fitting(visit.by, visit.t, asked),
        "found": await find(visit.by, asked, own_locale=visit.shop.locale),
        "status_words": order_words.statuses(visit.t),
        "product_words": _product_words(visit),
    }
    if visit.is_fragment:
        return visit.part("find/results.html", **context)
    return visit.page("find/find.html", **context)


def _product_words(visit: Visit) -> dict[str, str]:
    return {"active": visit.t("panel", "Published"), "draft": visit.t("panel", "Draft")}


async def keep(visit: Visit) -> web.StreamResponse:
    """Keep the list the form stands on, as it is narrowed now."""
    form, there = Form.typed(visit.data), visit.back(HOME)
    page, _, query = there.partition("?")

    async def act() -> None:
        await save_view(visit.by, page, form.value("name"), query, shared=form.flag("shared"))

    if await attempt(form, visit.t, act):
        return visit.goes(there, visit.t("panel", "Kept. It stands over the list from now on."))
    return visit.goes(there, next(iter(form.errors.values()), form.alert), "alert")


async def drop(visit: Visit) -> web.StreamResponse:
    page = await drop_view(visit.by, visit.number("id"))
    return visit.goes(safe_next(page) or HOME, visit.t("panel", "That view is gone. The list has lost nothing."))


PAGES = (get("/find", show), post("/views", keep), post("/views/{id}/delete", drop))
