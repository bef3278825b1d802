"""Who a browser is: a random token in a cookie; the database knows only its SHA-256."""

from __future__ import annotations

import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import Settings

YEAR = 365 * 24 * 3600


def cookie_name(settings: Settings, slug: str) -> str:
    return f"__Host-hawker-{slug}" if settings.is_https else f"hawker-{slug}"


def session_of(request: web.Request, settings: Settings, slug: str) -> str:
    """The session's id (a hash), "" for a browser that has none yet."""
    token = request.cookies.get(cookie_name(settings, slug), "")
    return external_id(token) if len(token) >= 32 and token.isascii() else ""


def external_id(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def new_session(response: web.StreamResponse, settings: Settings, slug: str) -> str:
    """Give the browser a token and return its session id. Partitioned, so that it also lives in a merchant's frame."""
    token = secrets.token_urlsafe(32)
    same_site = "None" if settings.is_https else "Lax"
    response.set_cookie(
        cookie_name(settings, slug),
        token,
        max_age=YEAR,
        path="/",
        httponly=True,
        secure=settings.is_https,
        samesite=same_site,
        partitioned=settings.is_https or None,
    )
    return external_id(token)


def origin_allowed(request: web.Request, settings: Settings) -> bool:
    """Only our own pages may open the socket or post: the chat's frame has our origin wherever it is embedded."""
    origin = request.headers.get("Origin")
    if not origin:
        return False
    host = urlsplit(origin).netloc
    return host in {request.host, urlsplit(settings.base_url).netloc}
