"""Invoices, receipts, credit notes and labels of returns, behind links of their own that end."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from aiohttp import web

from admin_web.auth import address_of
from bot.config import Settings
from bot.limits import VISITS, Limiter
from domain.kit.actor import system
from domain.kit.errors import NotFound
from domain.kit.network import household
from domain.papers.drawing import LABEL, PAPER, drawn, paper_of
from domain.papers.errors import PaperLinkEnded
from domain.papers.queries import paper
from domain.reports.return_label import return_label
from domain.shop.queries import shop_by_slug
from domain.shop.views import ShopView


class Papers:
    """The routes papers leave the chat by: whoever has the link may read it, for a day."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        self.settings = settings
        self.limiter = limiter

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/chat/{shop}/paper/{token}", self.download),
            web.get("/chat/{shop}/label/{token}", self.label),
        ]

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Raises `PaperLinkEnded`."""
        shop, paper_id = await self._asked(request, PAPER)
        try:
            view = await paper(system(shop.id), paper_id)
        except NotFound:
            raise PaperLinkEnded() from None
        return _file(await drawn(view.body), view.file_name)

    async def label(self, request: web.Request) -> web.StreamResponse:
        """Of an agreed return. Raises `PaperLinkEnded`."""
        shop, return_id = await self._asked(request, LABEL)
        try:
            body = await return_label(replace(system(shop.id), locale=shop.locale), shop, return_id)
        except NotFound:
            raise PaperLinkEnded() from None
        return _file(await drawn(body), f"R-{body['orders'][0]['back']}.pdf")

    async def _asked(self, request: web.Request, kind: str) -> tuple[ShopView, int]:
        self.limiter.take(VISITS, household(address_of(request, self.settings)))
        shop = await shop_by_slug(request.match_info["shop"])
        shop_id, paper_id = paper_of(request.match_info["token"], kind)
        if shop_id != shop.id:
            raise PaperLinkEnded()
        return shop, paper_id


def _file(data: bytes, name: str) -> web.Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return web.Response(body=data, content_type="application/pdf", headers=headers)
