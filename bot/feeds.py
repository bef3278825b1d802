"""Feeds for markets at addresses of their own: made once for a state of the catalogue, then sent from their files."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from admin_web.auth import address_of
from admin_web.feeds import MARKETS, Market
from bot.config import Settings
from bot.limits import Limit, Limiter
from domain.exports.marks import feed_mark
from domain.kit.actor import system
from domain.kit.network import household
from domain.shop.queries import shop_by_slug
from domain.shop.views import ShopView

FEEDS = Limit("feeds", 30, 60)
WRITTEN = 1  # grows with every change of how feeds are written, so that none from before is sent on
CHUNK = 1 << 18


class Feeds:
    """A feed is written at the speed of the database, whoever waits for it; then each reader has it at their own."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        self.settings = settings
        self.limiter = limiter
        self.folder = settings.data_dir / "feeds"
        self._making: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get(f"/feeds/{{shop}}/{name}", self.send) for name in MARKETS]

    async def send(self, request: web.Request) -> web.StreamResponse:
        """The feed, or that it is the one the reader has."""
        self.limiter.take(FEEDS, household(address_of(request, self.settings)))
        shop, market = await shop_by_slug(request.match_info["shop"]), MARKETS[request.path.rpartition("/")[2]]
        base = self._base(request)
        mark = f"{WRITTEN}-{await feed_mark(system(shop.id))}-{hashlib.sha256(base.encode()).hexdigest()[:8]}"
        headers = {"ETag": f'"{mark}"', "Cache-Control": "public, no-cache", "X-Robots-Tag": "noindex"}
        if any(tag.value in (mark, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        response = web.StreamResponse(headers=headers)
        response.content_type, response.charset = market.content_type, "utf-8"
        kept = self.folder / f"{shop.id}-{mark}-{market.file}"
        if request.method == "HEAD":
            return response
        await response.prepare(request)
        await self._made(shop, market, base, kept)
        await _send(response, kept)
        return response

    def _base(self, request: web.Request) -> str:
        said = self.settings.public_url.rstrip("/")
        return said or f"{request.scheme}://{request.host}"

    async def _made(self, shop: ShopView, market: Market, base: str, kept: Path) -> None:
        async with self._making[f"{shop.id}/{market.file}"]:
            if not await asyncio.to_thread(kept.exists):
                await self._make(market.write(shop, base), kept)
                await asyncio.to_thread(self._forget, shop, market, kept)

    async def _make(self, parts: AsyncIterator[str], kept: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            with half.open("w", encoding="utf-8", newline="") as out:
                async for part in parts:
                    out.write(part)
            os.replace(half, kept)
        finally:
            with suppress(FileNotFoundError):
                half.unlink()

    def _forget(self, shop: ShopView, market: Market, kept: Path) -> None:
        """Feeds of this shop from before."""
        for old in self.folder.glob(f"{shop.id}-*-{market.file}"):
            if old != kept:
                old.unlink(missing_ok=True)


async def _send(response: web.StreamResponse, kept: Path) -> None:
    with await asyncio.to_thread(kept.open, "rb") as stream:
        while chunk := await asyncio.to_thread(stream.read, CHUNK):
            await response.write(chunk)
    await response.write_eof()
