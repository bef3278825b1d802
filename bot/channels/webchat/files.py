"""Files for those who have bought them, behind links of their own that end."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from admin_web.auth import address_of
from bot.config import Settings
from bot.limits import VISITS, Limiter
from domain.digital.errors import LinkEnded
from domain.digital.links import line_of
from domain.digital.queries import file_of_line
from domain.kit.actor import system
from domain.kit.network import household
from domain.shop.queries import shop_by_slug


class Files:
    """The one route a file leaves by: always as a download, never as a page of ours."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        self.settings = settings
        self.limiter = limiter

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/chat/{shop}/file/{token}", self.download)]

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Raises `LinkEnded`."""
        self.limiter.take(VISITS, household(address_of(request, self.settings)))
        shop = await shop_by_slug(request.match_info["shop"])
        shop_id, line_id = line_of(request.match_info["token"])
        if shop_id != shop.id:
            raise LinkEnded()
        file = await file_of_line(system(shop.id), line_id)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        }
        return web.FileResponse(file.place, headers=headers)
