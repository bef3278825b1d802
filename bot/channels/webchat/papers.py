"""Invoices, receipts and credit notes, behind links of their own that end."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from admin_web.auth import address_of
from bot.config import Settings
from bot.limits import VISITS, Limiter
from domain.kit.actor import system
from domain.kit.errors import NotFound
from domain.kit.network import household
from domain.papers.drawing import drawn, paper_of
from domain.papers.errors import PaperLinkEnded
from domain.papers.queries import paper
from domain.shop.queries import shop_by_slug


class Papers:
    """The one route a paper leaves the chat by: whoever has the link may read it, for a day."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        self.settings = settings
        self.limiter = limiter

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/chat/{shop}/paper/{token}", self.download)]

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Raises `PaperLinkEnded`."""
        self.limiter.take(VISITS, household(address_of(request, self.settings)))
        shop = await shop_by_slug(request.match_info["shop"])
        shop_id, paper_id = paper_of(request.match_info["token"])
        if shop_id != shop.id:
            raise PaperLinkEnded()
        try:
            view = await paper(system(shop.id), paper_id)
        except NotFound:
            raise PaperLinkEnded() from None
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(view.file_name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        }
        return web.Response(body=await drawn(view.body), content_type="application/pdf", headers=headers)
