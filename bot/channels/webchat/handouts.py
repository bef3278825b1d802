"""What customers have asked to be handed, behind links of their own that end."""

from __future__ import annotations

from aiohttp import web

from admin_web.auth import address_of
from bot.config import Settings
from bot.limits import VISITS, Limiter
from domain.kit.network import household
from domain.privacy.files import file_of
from domain.shop.queries import shop_by_slug


class Handouts:
    """The one route somebody's data leaves the chat by: whoever has the link may read it, for a day."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        self.settings = settings
        self.limiter = limiter

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/chat/{shop}/data/{token}", self.download)]

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Raises `FileGone`."""
        self.limiter.take(VISITS, household(address_of(request, self.settings)))
        shop = await shop_by_slug(request.match_info["shop"])
        headers = {
            "Content-Type": "application/zip",
            "Content-Disposition": 'attachment; filename="my-data.zip"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        }
        return web.FileResponse(file_of(request.match_info["token"], shop.id), headers=headers)
