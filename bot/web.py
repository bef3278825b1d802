"""The HTTP side of one process: request ids, errors in sentences, health, metrics, files."""

from __future__ import annotations

import secrets
from html import escape
from pathlib import Path

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from tortoise.connection import get_connection

from bot import metrics
from bot.config import Settings
from domain.kit.errors import ShopError
from domain.kit.i18n import Translator, available_locales, negotiated

STATIC_DIR = Path(__file__).resolve().parents[1] / "admin_web" / "static"
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
log = structlog.get_logger()


@web.middleware
async def request_id(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every line logged for this request carries its id, and so does the answer."""
    rid = secrets.token_hex(6)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=rid)
    response = await handler(request)
    if not response.prepared:
        response.headers["X-Request-Id"] = rid
    return response


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A refusal is its sentence with its status, a bug an apology; both in the browser's language."""
    t = Translator(negotiated(request.headers.get("Accept-Language", ""), available_locales(), "en"))
    try:
        return await handler(request)
    except ShopError as refusal:
        return plain_page(t, t.refusal(refusal), refusal.status)
    except web.HTTPNotFound:
        if "text/html" not in request.headers.get("Accept", ""):
            raise
        return plain_page(t, t("page", "There is nothing at this address."), 404)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("request failed", path=request.path)
        sentence = t("page", "Something broke on our side. Nothing was changed. Try again in a moment.")
        return plain_page(t, sentence, 500)


def plain_page(t: Translator, sentence: str, status: int) -> web.Response:
    """The smallest page that says one thing."""
    body = (
        f'<!doctype html><html lang="{t.language_tag}" dir="{t.direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<title>Hawker</title><link rel="stylesheet" href="/static/tokens.css">'
        f"<body><main><p>{escape(sentence)}</p></main></body></html>"
    )
    return web.Response(text=body, status=status, content_type="text/html")


def security_headers(settings: Settings) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not response.prepared:
            for name, value in SAFE_HEADERS.items():
                response.headers.setdefault(name, value)
            if request.path.startswith("/media/"):
                response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
            if settings.is_https:
                response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response

    return middleware


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


async def show_metrics(_request: web.Request) -> web.Response:
    return web.Response(body=metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


def routes(settings: Settings) -> list[web.AbstractRouteDef]:
    settings.media_dir.mkdir(parents=True, exist_ok=True)
    return [
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
        web.get("/metrics", show_metrics),
        web.static("/static", STATIC_DIR),
        web.static("/media", settings.media_dir),
    ]
