"""The bare address of an installation: people who type it stand before a door, not before a 404."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.staff.doors import drawn
from admin_web.routing import headed
from domain.shop.queries import shops

HIDDEN = "User-agent: *\nDisallow: /admin/\n"


async def front(request: web.Request) -> web.StreamResponse:
    """The shop, where there is one alone. Several belong to different people, so none is named to a stranger."""
    found = await shops()
    if len(found) == 1:
        return web.Response(status=302, headers={"Location": f"/chat/{found[0].slug}", "Cache-Control": "no-store"})
    return headed(drawn(request, "front.html", empty=not found))


async def favicon(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=301, headers={"Location": "/static/favicon.svg"})


async def robots(_request: web.Request) -> web.StreamResponse:
    return web.Response(text=HIDDEN)


def routes() -> list[web.AbstractRouteDef]:
    return [web.get("/", front), web.get("/favicon.ico", favicon), web.get("/robots.txt", robots)]
