"""Who a browser is: a random secret in a cookie that we have signed; the database knows only its SHA-256.

A cookie made up elsewhere is none. Cookies from before they were signed hold as long as the database knows their chat,
and are signed at the next page view, so nobody loses a cart.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import Settings
from domain.chats.queries import frames
from domain.kit.clock import now
from domain.kit.errors import N_, ShopError
from domain.shop.views import ShopView

YEAR = 365 * 24 * 3600
RENEWED = 30 * 24 * 3600
_SIGNED = re.compile(r"(?P<secret>[A-Za-z0-9_-]{32,64})\.(?P<until>[0-9]{10})\.(?P<seal>[A-Za-z0-9_-]{43})")
_UNSIGNED = re.compile(r"[A-Za-z0-9_-]{32,64}")


class NoSession(ShopError):
    """A post or a socket without a session we gave out, or from another site's page."""

    message = N_("This page has ended. Open the chat again; your browser has to allow its cookie.")
    status = 403


@dataclass(frozen=True, slots=True)
class Session:
    """A browser. `due`: its cookie has to be given, or given again."""

    secret: str
    due: bool = False

    @property
    def id(self) -> str:
        """What the database knows."""
        return sha256(self.secret.encode()).hexdigest()


def cookie_name(settings: Settings, slug: str) -> str:
    return f"__Host-hawker-{slug}" if settings.is_https else f"hawker-{slug}"


def new_session() -> Session:
    """Somebody who has never been here."""
    return Session(secrets.token_urlsafe(32), due=True)


async def session_of(request: web.Request, settings: Settings, shop: ShopView) -> Session | None:
    """The browser's session; None for one that has none yet, or one that nobody gave out."""
    cookie = request.cookies.get(cookie_name(settings, shop.slug), "")
    return read_cookie(cookie, settings, shop.slug) or await _from_before(cookie, shop)


def read_cookie(cookie: str, settings: Settings, slug: str) -> Session | None:
    """The session of a cookie that we have signed, for this shop, not too long ago."""
    found = _SIGNED.fullmatch(cookie)
    if not found or not hmac.compare_digest(_seal(settings, slug, found["secret"], found["until"]), found["seal"]):
        return None
    left = int(found["until"]) - now().timestamp()
    return Session(found["secret"], due=left < YEAR - RENEWED) if left > 0 else None


async def _from_before(cookie: str, shop: ShopView) -> Session | None:
    if not _UNSIGNED.fullmatch(cookie):
        return None
    session = Session(cookie, due=True)
    return session if (shop.id, session.id) in await frames("web", (session.id,)) else None


def _seal(settings: Settings, slug: str, secret: str, until: str) -> str:
    message = f"web chat session|{slug}|{secret}|{until}".encode()
    return urlsafe_b64encode(hmac.digest(settings.secret, message, "sha256")).rstrip(b"=").decode()


def give_cookie(response: web.StreamResponse, settings: Settings, slug: str, session: Session) -> None:
    """Let the browser come back for a year. Partitioned, so that it also lives in a merchant's frame."""
    until = str(int(now().timestamp()) + YEAR)
    same_site = "None" if settings.is_https else "Lax"
    response.set_cookie(
        cookie_name(settings, slug),
        f"{session.secret}.{until}.{_seal(settings, slug, session.secret, until)}",
        max_age=YEAR,
        path="/",
        httponly=True,
        secure=settings.is_https,
        samesite=same_site,
        partitioned=settings.is_https or None,
    )


def origin_allowed(request: web.Request, settings: Settings) -> bool:
    """Only our own pages may open the socket or post: the chat's frame has our origin wherever it is embedded."""
    origin = request.headers.get("Origin")
    if not origin:
        return False
    host = urlsplit(origin).netloc
    return host in {request.host, urlsplit(settings.base_url).netloc}
