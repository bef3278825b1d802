"""The panel as an app on a phone or a kitchen's screen: its manifest, its worker, and what it shows without a network.

The worker keeps the shell alone (style, scripts, pictures, the page that says there is no network), never a page with
anybody's data on it.
"""

from __future__ import annotations

from functools import lru_cache

from aiohttp import web

from admin_web.auth import Settings
from admin_web.panel.staff.doors import drawn, words
from admin_web.render import STATIC_DIR, environment
from admin_web.routing import Door

PAPER, CHILI = "#faf7f2", "#b83a1e"
SIZES = (192, 512)


async def manifest(request: web.Request, _settings: Settings) -> web.StreamResponse:
    t = words(request)
    icons = [
        {"src": f"/static/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size in SIZES
    ]
    body = {
        "name": "Hawker", "short_name": "Hawker", "id": "/admin/", "start_url": "/admin/", "scope": "/admin/",
        "display": "standalone", "background_color": PAPER, "theme_color": PAPER, "lang": t.language_tag,
        "dir": t.direction, "icons": icons,
        "shortcuts": [
            {"name": t("panel", "Orders"), "url": "/admin/orders"},
            {"name": t("panel", "Board"), "url": "/admin/orders/board"},
        ],
    }  # fmt: skip
    return web.json_response(body, content_type="application/manifest+json")


@lru_cache(maxsize=1)
def _worker() -> str:
    version = str(environment().globals["version"])
    return (STATIC_DIR / "worker.js").read_text(encoding="utf-8").replace("{version}", version)


async def worker(_request: web.Request, _settings: Settings) -> web.StreamResponse:
    """Its path is what lets it stand before every page of the panel."""
    return web.Response(text=_worker(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def offline(request: web.Request, _settings: Settings) -> web.StreamResponse:
    return drawn(request, "offline.html")


DOORS = (
    Door("GET", "/admin/manifest.webmanifest", manifest),
    Door("GET", "/admin/worker.js", worker),
    Door("GET", "/admin/offline", offline),
)
