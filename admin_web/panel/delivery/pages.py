"""How goods get to people: methods, zones, pickup points."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.delivery import forms
from admin_web.panel.tax import words
from admin_web.panel.tax.pages import known_classes
from admin_web.routing import Page, get, post
from admin_web.visit import Visit
from domain.delivery import actions, queries
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotFound

HERE = "/admin/settings/delivery"
_WEEK = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the three things edited here, all in the same way."""

    name: str
    template: str
    rows: Callable[[Actor], Awaitable[Sequence[Any]]]
    fresh: Callable[[str], Any]
    stored: Callable[[Any, str], Form]
    read: Callable[[Form, str, int], Any]
    save: Callable[[Actor, Any], Awaitable[int]]
    remove: Callable[[Actor, int], Awaitable[None]]

    async def row(self, visit: Visit) -> Any:
        if visit.request.match_info["id"] == "new":
            return self.fresh(visit.asked("kind"))
        found = [row for row in await self.rows(visit.by) if row.id == visit.number("id")]
        if not found:
            raise NotFound()
        return found[0]

    async def edit(self, visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
        row = await self.row(visit)
        return visit.page(
            self.template, status=422 if form else 200, form=form or self.stored(row, visit.shop.currency), row=row,
            zones=[(zone.id, zone.name) for zone in await queries.zones(visit.by)], steps=forms.STEPS,
            classes=words.choices(await known_classes(visit.by), getattr(row, "tax_class", ""), visit.t),
            told=await visit.words(),
        )  # fmt: skip

    async def store(self, visit: Visit) -> web.StreamResponse:
        form, row = Form.typed(visit.data), await self.row(visit)
        values = self.read(form, visit.shop.currency, row.id)
        if await attempt(form, visit.t, lambda: self.save(visit.by, values)):
            return visit.goes(HERE, visit.t("panel", "Saved."))
        return await self.edit(visit, form=form)

    async def drop(self, visit: Visit) -> web.StreamResponse:
        await self.remove(visit.by, visit.number("id"))
        return visit.goes(HERE, visit.t("panel", "Removed. Orders keep what was agreed."))

    def pages(self) -> tuple[Page, ...]:
        base = f"/settings/delivery/{self.name}/{{id}}"
        return (
            get(base, self.edit, Permission.EDIT_SETTINGS),
            post(base, self.store, Permission.EDIT_SETTINGS),
            post(f"{base}/remove", self.drop, Permission.EDIT_SETTINGS),
        )


KINDS = (
    Kind(
        "methods", "delivery/method.html", queries.methods,
        lambda kind: MethodForm(kind=kind if kind in forms.KINDS else "courier", name="", weekdays=_WEEK),
        forms.stored_method, forms.method, actions.save_method, actions.remove_method,
    ),
    Kind(
        "zones", "delivery/zone.html", queries.zones, lambda _kind: ZoneForm(name=""),
        lambda zone, _currency: forms.stored_zone(zone), lambda form, _currency, n: forms.zone(form, n),
        actions.save_zone, actions.remove_zone,
    ),
    Kind(
        "points", "delivery/point.html", queries.points, lambda _kind: PointForm(name="", address=""),
        lambda point, _currency: forms.stored_point(point), lambda form, _currency, n: forms.point(form, n),
        actions.save_point, actions.remove_point,
    ),
)  # fmt: skip


async def show(visit: Visit) -> web.StreamResponse:
    return visit.page(
        "delivery/overview.html", methods=await queries.methods(visit.by), zones=await queries.zones(visit.by),
        points=await queries.points(visit.by), told=await visit.words(),
    )  # fmt: skip


PAGES = (
    get("/settings/delivery", show, Permission.EDIT_SETTINGS),
    *(page for kind in KINDS for page in kind.pages()),
)
