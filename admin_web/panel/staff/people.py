"""Who works here: inviting by a one-time link, roles, showing out."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt, plain_amount
from admin_web.panel.staff import words
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.i18n import Translator
from domain.shop.actions import change_settings
from domain.staff import actions, queries
from domain.staff.caps import CAPPED, caps_of
from domain.staff.roles import COPIED, roles_of
from domain.staff.second import reset_second
from domain.staff.sessions import end_all_of

HERE = "/admin/settings/staff"
ROLES = tuple(words.roles(Translator("en")))


async def show(visit: Visit, *, form: Form | None = None, link: str = "", status: int = 200) -> web.StreamResponse:
    own = await roles_of(visit.by)
    called = words.roles(visit.t)
    copied = {role.key: visit.t("panel", "Made from: {role}", role=called[role.base]) for role in own}
    return visit.page(
        "staff/people.html", status=status, form=form or Form.stored(role="packer"), link=link,
        roles=[*ROLES, *copied], own=own, copyable=[role for role in ROLES if role in COPIED],
        caps=_caps(visit), words=called | {role.key: role.name for role in own}, about=words.about(visit.t) | copied,
        people=await queries.people(visit.by), invites=await queries.invites(visit.by),
    )  # fmt: skip


def _caps(visit: Visit) -> list[tuple[str, dict[str, str]]]:
    """The roles that give on their own, each with its caps as fields."""
    shop = visit.shop
    settings = {"refund_caps": shop.settings.refund_caps, "credit_caps": shop.settings.credit_caps}
    found = ((role.value, caps_of(role, settings, shop.currency)) for role in CAPPED)
    return [
        (role, {"refund": plain_amount(caps.refund, shop.currency), "credit": plain_amount(caps.credit, shop.currency)})
        for role, caps in found
    ]


async def save_caps(visit: Visit) -> web.StreamResponse:
    """The most each role gives on its own; 0 for nothing."""
    form, currency = Form.typed(visit.data), visit.shop.currency
    roles = [role.value for role in CAPPED]
    caps = {
        f"{kind}_caps": {role: form.money(f"{kind}_{role}", currency, low=0) for role in roles}
        for kind in ("refund", "credit")
    }
    if await attempt(form, visit.t, lambda: change_settings(visit.by, **caps)):
        return visit.goes(HERE, visit.t("panel", "Saved."))
    return visit.goes(HERE, form.alert or next(iter(form.errors.values())), "alert")


async def invite(visit: Visit) -> web.StreamResponse:
    """The link is shown once, on this very page: only its hash is kept."""
    form, made = Form.typed(visit.data), []
    role = form.choice("role", await _choices(visit))

    async def make() -> None:
        made.append(await actions.invite(visit.by, form.value("email"), role))

    if await attempt(form, visit.t, make):
        return await show(visit, form=form, link=f"{visit.base_url}/admin/setup/{made[0]}")
    return await show(visit, form=form, status=422)


async def _choices(visit: Visit) -> tuple[str, ...]:
    return (*ROLES, *(role.key for role in await roles_of(visit.by)))


async def withdraw(visit: Visit) -> web.StreamResponse:
    await actions.withdraw(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "The link no longer works."))


async def change_role(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    role = form.choice("role", await _choices(visit))
    if form.check(visit.t):
        await actions.change_role(visit.by, form.value("email"), role)
    return visit.goes(HERE, visit.t("panel", "Saved."))


async def end_sessions(visit: Visit) -> web.StreamResponse:
    """Somebody's phone is lost: they are out everywhere, and may come in again."""
    ended = await end_all_of(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t.plural("panel", "{n} device logged out.", "{n} devices logged out.", ended))


async def reset_second_of(visit: Visit) -> web.StreamResponse:
    await reset_second(visit.by, visit.field("email"))
    return visit.goes(HERE, visit.t("panel", "They log in with the password alone now, and turn it on anew."))


async def want_second(visit: Visit) -> web.StreamResponse:
    """Who has none yet is led to it before anything else."""
    await change_settings(visit.by, second_factor_for_all=bool(visit.field("all")))
    return visit.goes(HERE, visit.t("panel", "Saved."))


async def disable(visit: Visit) -> web.StreamResponse:
    email = visit.field("email")
    await actions.disable(visit.by, email)
    return visit.goes(HERE, visit.t("panel", "{email} can no longer log in.", email=email))


PAGES = (
    get("/settings/staff", show, Permission.MANAGE_STAFF),
    post("/settings/staff", invite, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/caps", save_caps, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/second", want_second, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/second/reset", reset_second_of, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/role", change_role, Permission.MANAGE_STAFF, fresh=True),
    post("/settings/staff/disable", disable, Permission.MANAGE_STAFF),
    post("/settings/staff/{id}/sessions", end_sessions, Permission.MANAGE_STAFF),
    post("/settings/staff/links/{id}/withdraw", withdraw, Permission.MANAGE_STAFF),
)
