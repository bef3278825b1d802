"""Who is at the door: the session's cookie, where a form came from, and the headers of every answer of the panel.

The cookie holds a random token; the database knows its SHA-256. SameSite=Lax, the Origin of every post and a word of
the session in every form each keep other sites from pressing buttons here.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web
from multidict import MultiDictProxy

from domain.kit.clock import now
from domain.kit.errors import N_, ShopError
from domain.staff.queries import actor_of_session
from domain.staff.sessions import keep_alive
from domain.staff.views import SessionGrant, Signed

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: blob:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
LIVE_HEADER = "X-Live"  # sent by parts of a page that fetch themselves: nobody is at the keyboard
HOME = "/admin/"
Posted = MultiDictProxy[str | bytes | bytearray | web.FileField]


class Settings(Protocol):
    """What the panel needs to know of the installation."""

    @property
    def base_url(self) -> str: ...
    @property
    def is_https(self) -> bool: ...
    @property
    def secret(self) -> bytes: ...
    @property
    def proxies(self) -> frozenset[str]: ...
    @property
    def media_dir(self) -> Path: ...


class FromElsewhere(ShopError):
    """A form that was not sent from a page of this session."""

    message = N_("This page had been open too long. Nothing was changed: try once more.")
    status = 403


def cookie_name(settings: Settings) -> str:
    """`__Host-` binds the cookie to this host and to https; plain http has no such cookies."""
    return "__Host-hawker-panel" if settings.is_https else "hawker-panel"


def token_of(request: web.Request, settings: Settings) -> str:
    token = request.cookies.get(cookie_name(settings), "")
    return token if token.isascii() else ""


def remember(response: web.StreamResponse, settings: Settings, grant: SessionGrant) -> None:
    """Hand the browser its token, for as long as the session can live."""
    response.set_cookie(
        cookie_name(settings), grant.token, max_age=_seconds_until(grant.expires_at), path="/", httponly=True,
        secure=settings.is_https, samesite="Lax",
    )  # fmt: skip


def forget(response: web.StreamResponse, settings: Settings) -> None:
    response.del_cookie(
        cookie_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="Lax"
    )  # fmt: skip


def half_name(settings: Settings) -> str:
    return "__Host-hawker-half" if settings.is_https else "hawker-half"


def remember_half(response: web.StreamResponse, settings: Settings, grant: SessionGrant) -> None:
    """The password was right, a code is owed: this cookie opens nothing but the question for it."""
    response.set_cookie(
        half_name(settings), grant.token, max_age=_seconds_until(grant.expires_at), path="/", httponly=True,
        secure=settings.is_https, samesite="Lax",
    )  # fmt: skip


def half_of(request: web.Request, settings: Settings) -> str:
    token = request.cookies.get(half_name(settings), "")
    return token if token.isascii() else ""


def forget_half(response: web.StreamResponse, settings: Settings) -> None:
    response.del_cookie(half_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="Lax")


def _seconds_until(moment: datetime) -> int:
    return int((moment - now()).total_seconds())


async def signed_in(request: web.Request, settings: Settings, *, by_itself: bool = False) -> Signed | None:
    """The living session of this request, which keeps it alive unless a page makes it `by_itself`."""
    token = token_of(request, settings)
    signed = await actor_of_session(token) if 32 <= len(token) <= 64 else None
    if signed and not by_itself:
        await keep_alive(signed)
    return signed


def check_origin(request: web.Request, settings: Settings) -> None:
    """Refuse a post that another site sent. Every browser names the origin of a post across sites."""
    origin = request.headers.get("Origin")
    if origin is None and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none"):
        return
    if urlsplit(origin or "").netloc not in {request.host, urlsplit(settings.base_url).netloc}:
        raise FromElsewhere()


def check_csrf(request: web.Request, data: Posted, signed: Signed) -> None:
    """Refuse a post that does not carry the word of its session, in a header or a field."""
    said = request.headers.get(CSRF_HEADER) or data.get(CSRF_FIELD, "")
    if not isinstance(said, str) or not secrets.compare_digest(said.encode(), signed.csrf.encode()):
        raise FromElsewhere()


def safe_next(path: str) -> str:
    """Where to go after logging in: a page of the panel, never another site."""
    plain = path.isprintable() and "\\" not in path
    return path if plain and path.startswith(HOME) and not path.startswith("//") else HOME


def address_of(request: web.Request, settings: Settings) -> str:
    """The client's network address; a forwarded one only from a proxy the operator trusts."""
    peer = request.remote or "-"
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))  # a proxy may add a line of its own
    return forwarded.split(",")[-1].strip() if forwarded and peer in settings.proxies else peer
