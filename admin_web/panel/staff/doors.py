"""The way in: the one-time link, logging in. Nobody is logged in yet, so these pages look like nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from admin_web.auth import (
    HOME,
    Settings,
    address_of,
    forget_half,
    half_of,
    remember,
    remember_half,
    safe_next,
    signed_in,
    token_of,
)
from admin_web.forms import Form
from admin_web.render import render, stylesheet
from admin_web.routing import Door
from domain.kit.errors import ShopError
from domain.kit.i18n import Translator, available_locales, negotiated
from domain.shop.queries import shop_by_id, shops
from domain.staff.actions import set_up_owner
from domain.staff.entering import door_of, finish, open_door
from domain.staff.errors import LinkUsed, LoginOver
from domain.staff.queries import invite_of
from domain.staff.sessions import login
from domain.staff.views import SessionGrant


def words(request: web.Request) -> Translator:
    """The browser's language, where we speak it."""
    return Translator(_spoken(request) or "en")


def _spoken(request: web.Request) -> str:
    return negotiated(request.headers.get("Accept-Language", ""), available_locales(), "")


def drawn(request: web.Request, template: str, *, status: int = 200, **context: Any) -> web.Response:
    text = render(template, t=words(request), **context)
    return web.Response(text=text, status=status, content_type="text/html")


async def show_login(request: web.Request, settings: Settings) -> web.StreamResponse:
    """The login page; who is in already goes on."""
    if await signed_in(request, settings):
        return web.Response(status=303, headers={"Location": HOME})
    form = Form.stored(next=safe_next(request.query.get("next", HOME)))
    return await _login_page(request, form)


async def do_login(request: web.Request, settings: Settings) -> web.StreamResponse:
    form = Form.typed(await request.post())
    try:
        grant = await _grant(request, settings, form.value("email"), form.value("password"))
    except ShopError as refusal:
        form.refuse(refusal, words(request))
        return await _login_page(request, form, refusal.status)
    return _enter(settings, grant, safe_next(form.value("next") or HOME))


async def _login_page(request: web.Request, form: Form, status: int = 200) -> web.Response:
    names = [shop.name for shop in await shops()]
    return drawn(request, "staff/login.html", status=status, form=form, shop=names[0] if len(names) == 1 else "")


async def _grant(request: web.Request, settings: Settings, email: str, password: str) -> SessionGrant:
    return await login(
        email, password, address_of(request, settings), agent=request.headers.get("User-Agent", ""),
        replacing=token_of(request, settings),
    )  # fmt: skip


def _enter(settings: Settings, grant: SessionGrant, where: str) -> web.Response:
    """Go in; or, where a code is owed, to the question for it."""
    if grant.half:
        asks = "/admin/login/code" if where == HOME else f"/admin/login/code?next={quote(where, safe='')}"
        response = web.Response(status=303, headers={"Location": asks})
        remember_half(response, settings, grant)
        return response
    response = web.Response(status=303, headers={"Location": where})
    remember(response, settings, grant)
    return response


async def show_code(request: web.Request, settings: Settings) -> web.StreamResponse:
    """The second step of logging in."""
    if not half_of(request, settings):
        return web.Response(status=303, headers={"Location": "/admin/login"})
    form = Form.stored(next=safe_next(request.query.get("next", HOME)))
    return drawn(request, "staff/code.html", form=form)


async def do_code(request: web.Request, settings: Settings) -> web.StreamResponse:
    form = Form.typed(await request.post())
    try:
        grant = await finish(
            half_of(request, settings), form.value("code"), address_of(request, settings),
            agent=request.headers.get("User-Agent", ""), replacing=token_of(request, settings),
        )  # fmt: skip
    except LoginOver as refusal:
        form.refuse(refusal, words(request))
        return await _login_page(request, form, refusal.status)
    except ShopError as refusal:
        form.refuse(refusal, words(request))
        return drawn(request, "staff/code.html", status=refusal.status, form=form)
    response = _enter(settings, grant, safe_next(form.value("next") or HOME))
    forget_half(response, settings)
    return response


async def show_door(request: web.Request, _settings: Settings) -> web.StreamResponse:
    """A link from one's own Telegram: looking does not use it up, the button does."""
    person = await door_of(request.match_info["token"])
    if person is None:
        return drawn(request, "closed.html", status=LoginOver.status, sentence=words(request).refusal(LoginOver()))
    return drawn(request, "staff/door.html", person=person)


async def do_door(request: web.Request, settings: Settings) -> web.StreamResponse:
    try:
        grant = await open_door(
            request.match_info["token"], address_of(request, settings),
            agent=request.headers.get("User-Agent", ""), replacing=token_of(request, settings),
        )  # fmt: skip
    except LoginOver as refusal:
        return drawn(request, "closed.html", status=refusal.status, sentence=words(request).refusal(refusal))
    return _enter(settings, grant, HOME)


async def show_setup(request: web.Request, _settings: Settings) -> web.StreamResponse:
    """What the link offers, or that it is over."""
    return await _setup_page(request, Form(MultiDictProxy(MultiDict()), sent=False))


async def do_setup(request: web.Request, settings: Settings) -> web.StreamResponse:
    """Use the link up and go straight in."""
    form = Form.typed(await request.post())
    invite = await invite_of(request.match_info["token"])
    email = (invite and invite.email) or form.value("email")
    try:
        who = (email, form.value("name"), form.value("password"))
        await set_up_owner(request.match_info["token"], *who, locale=_spoken(request))
    except LinkUsed:
        return await _setup_page(request, form)
    except ShopError as refusal:
        form.refuse(refusal, words(request))
        return await _setup_page(request, form, refusal.status)
    return await _first_login(request, settings, email, form.value("password"))


async def _first_login(request: web.Request, settings: Settings, email: str, password: str) -> web.Response:
    try:
        return _enter(settings, await _grant(request, settings, email, password), HOME)
    except ShopError:  # somebody is guessing at this address right now; the person exists and can log in later
        return web.Response(status=303, headers={"Location": "/admin/login"})


async def _setup_page(request: web.Request, form: Form, status: int = 200) -> web.Response:
    invite = await invite_of(request.match_info["token"])
    if invite is None:
        t = words(request)
        return drawn(request, "closed.html", status=LinkUsed.status, sentence=t.refusal(LinkUsed()))
    shop = await shop_by_id(invite.shop_id)
    return drawn(request, "staff/setup.html", status=status, form=form, shop=shop.name, invite=invite)


async def style(_request: web.Request, _settings: Settings) -> web.StreamResponse:
    """The style sheet; its address changes with its content, so a browser may keep it for good."""
    keep = {"Cache-Control": "public, max-age=31536000, immutable"}
    return web.Response(text=stylesheet(), content_type="text/css", headers=keep)


DOORS = (
    Door("GET", "/admin/style.css", style),
    Door("GET", "/admin/login", show_login),
    Door("POST", "/admin/login", do_login),
    Door("GET", "/admin/login/code", show_code),
    Door("POST", "/admin/login/code", do_code),
    Door("GET", "/admin/in/{token}", show_door),
    Door("POST", "/admin/in/{token}", do_door),
    Door("GET", "/admin/setup/{token}", show_setup),
    Door("POST", "/admin/setup/{token}", do_setup),
)
