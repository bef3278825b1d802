"""One's own account: name, language, password, sessions."""

from __future__ import annotations

import structlog
from aiohttp import web

from admin_web.auth import forget, token_of
from admin_web.forms import Form, attempt
from admin_web.places import languages
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.errors import NotFound
from domain.kit.i18n import available_locales
from domain.staff import actions, queries, sessions
from domain.staff.telegram import make_code, telegram_of, unlink_telegram

log = structlog.get_logger()


async def show(visit: Visit, *, form: Form | None = None, link: str = "", status: int = 200) -> web.StreamResponse:
    me = visit.signed.staff
    return visit.page(
        "staff/account.html", status=status, form=form or Form.stored(name=me.name, locale=me.locale),
        locales=languages(), here=visit.signed.session_id, has_second=visit.signed.has_second,
        sessions=await queries.sessions(visit.by), telegram=await telegram_of(visit.by), link=link,
    )  # fmt: skip


async def save_profile(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    locale = form.choice("locale", available_locales())
    if await attempt(form, visit.t, lambda: actions.change_profile(visit.by, form.value("name"), locale)):
        t = visit.shop.speaking(locale)
        return visit.goes("/admin/me", t("panel", "Saved."))
    return await show(visit, form=form, status=422)


async def save_password(visit: Visit) -> web.StreamResponse:
    """What was typed here is not sent back; the name and language beside it are as stored."""
    me, form = visit.signed.staff, Form.stored(name=visit.signed.staff.name, locale=visit.signed.staff.locale)
    old, new = visit.field("old"), visit.field("password")
    if await attempt(form, visit.t, lambda: actions.change_password(visit.by, old, new, visit.signed.session_id)):
        words = visit.t("panel", "Your password is changed. Other devices have been logged out.")
        return visit.goes("/admin/me", words)
    log.info("password not changed", staff=me.id)
    return await show(visit, form=form, status=422)


async def log_out_others(visit: Visit) -> web.StreamResponse:
    ended = await sessions.log_out_others(visit.by, visit.signed.session_id)
    words = visit.t.plural("panel", "{n} other device logged out.", "{n} other devices logged out.", ended)
    return visit.goes("/admin/me", words)


async def end_session(visit: Visit) -> web.StreamResponse:
    await sessions.end_one(visit.by, visit.number("id"))
    return visit.goes("/admin/me", visit.t("panel", "That device is logged out."))


async def log_out(visit: Visit) -> web.StreamResponse:
    await sessions.logout(token_of(visit.request, visit.settings))
    response = web.Response(status=303, headers={"Location": "/admin/login"})
    forget(response, visit.settings)
    return response


async def telegram_link(visit: Visit) -> web.StreamResponse:
    """The link is shown once, on this very page: only its hash is kept."""
    bot = visit.shop.telegram
    if not bot:
        raise NotFound()
    return await show(visit, link=f"https://t.me/{bot}?start=s{await make_code(visit.by)}")


async def telegram_off(visit: Visit) -> web.StreamResponse:
    await unlink_telegram(visit.by)
    return visit.goes("/admin/me", visit.t("panel", "Your Telegram is disconnected."))


PAGES = (
    get("/me", show),
    post("/me", save_profile),
    post("/me/password", save_password),
    post("/me/others", log_out_others),
    post("/me/sessions/{id}/end", end_session),
    post("/me/telegram", telegram_link),
    post("/me/telegram/off", telegram_off),
    post("/logout", log_out),
)
