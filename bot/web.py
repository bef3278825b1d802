"""The HTTP side of one process: request ids, errors in sentences, health, metrics, files."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from tortoise.connection import get_connection

from admin_web.auth import address_of
from bot import metrics
from bot.config import Settings
from domain.kit.errors import ShopError
from domain.kit.i18n import Translator, available_locales, negotiated
from domain.kit.network import is_loopback

STATIC_DIR = Path(__file__).resolve().parents[1] / "admin_web" / "static"
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REQUEST_ID = web.RequestKey("request_id", str)
_ASKS_TOKEN = {"WWW-Authenticate": "Bearer"}
log = structlog.get_logger()


@web.middleware
async def request_id(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every line logged for this request carries its id, and so does the answer."""
    request[REQUEST_ID] = secrets.token_hex(6)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request[REQUEST_ID])
    return await handler(request)


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A refusal is its sentence with its status, a bug an apology; both in the browser's language."""
    t = Translator(negotiated(request.headers.get("Accept-Language", ""), available_locales(), "en"))
    try:
        return await handler(request)
    except ShopError as refusal:
        return plain_page(t, t.refusal(refusal), refusal.status)
    except web.HTTPException as raised:
        return _in_words(request, raised, t)
    except Exception as error:
        if isinstance(error, ConnectionResetError) and request.transport is None:
            log.info("gone before it was read", path=request.path)  # whoever asked: nobody is left to be answered
            return web.Response(status=400)
        log.exception("request failed", path=request.path)
        sentence = t("page", "Something broke on our side. Nothing was changed. Try again in a moment.")
        return plain_page(t, sentence, 500)


def _in_words(request: web.Request, raised: web.HTTPException, t: Translator) -> web.Response:
    """The page of what aiohttp raises by itself, where somebody may read it; else it goes on as it is."""
    if raised.status == 413:
        return plain_page(t, t("page", "That is more at once than this page takes."), 413)
    if raised.status == 404 and "text/html" in request.headers.get("Accept", ""):
        return plain_page(t, t("page", "There is nothing at this address."), 404)
    raise raised


def plain_page(t: Translator, sentence: str, status: int) -> web.Response:
    """The smallest page that says one thing."""
    body = (
        f'<!doctype html><html lang="{t.language_tag}" dir="{t.direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<title>Hawker</title><link rel="stylesheet" href="/static/tokens.css">'
        f"<body><main><p>{escape(sentence)}</p></main></body></html>"
    )
    return web.Response(text=body, status=status, content_type="text/html")


def headers(settings: Settings) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """What every answer says, just before it leaves: pages, files, streams, and whatever was raised."""

    async def say(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in SAFE_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request.get(REQUEST_ID, "-")
        if request.path.startswith("/media/"):
            response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    return say


async def healthz(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def readyz(_request: web.Request) -> web.Response:
    """Ready when the database answers."""
    try:
        await get_connection("default").execute_query("SELECT 1")
    except Exception:
        log.exception("not ready")
        return web.json_response({"status": "database away"}, status=503)
    return web.json_response({"status": "ready"})


def metrics_page(settings: Settings) -> Handler:
    async def show(request: web.Request) -> web.Response:
        if settings.metrics_token:
            _check_token(request, settings.metrics_token)
        elif not _is_neighbour(request, settings):
            raise web.HTTPForbidden(text="Figures are told on this machine only, or to who knows HAWKER_METRICS_TOKEN.")
        content = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(body=metrics.text(), headers=content)

    return show


def _check_token(request: web.Request, token: str) -> None:
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(said.strip().encode(), token.encode()):
        raise web.HTTPUnauthorized(text="Send HAWKER_METRICS_TOKEN as a bearer token.", headers=_ASKS_TOKEN)


def _is_neighbour(request: web.Request, settings: Settings) -> bool:
    """Whether the question comes from this machine or a trusted proxy itself, and was not passed on for somebody."""
    peer, client = request.remote or "", address_of(request, settings)
    if peer not in settings.proxies and "X-Forwarded-For" in request.headers:
        return False
    return client in settings.proxies or is_loopback(client)


def routes(settings: Settings) -> list[web.AbstractRouteDef]:
    settings.media_dir.mkdir(parents=True, exist_ok=True)
    return [
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
        web.get("/metrics", metrics_page(settings)),
        web.static("/static", STATIC_DIR),
        web.static("/media", settings.media_dir),
    ]
