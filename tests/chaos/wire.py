"""The line between the shop and its payment provider: now and then nobody answers, before or after the work is done."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random

import aiohttp
from aiohttp import web

from tests.chaos.plan import Rates

SILENCE = 9.0  # longer than the shop's patience
HOP = {"host", "content-length", "transfer-encoding", "connection", "content-encoding"}


class Wire:
    """Passes everything on to `target`; calls of the API may be met by silence while there is a storm."""

    def __init__(self, dice: Random, rates: Rates) -> None:
        self.dice = dice
        self.rates = rates
        self.done: Counter[str] = Counter()
        self.storm = False
        self.target = ""
        self.runner = web.ServerRunner(
            web.Server(self._take, access_log=None),
            handle_signals=False,
            shutdown_timeout=0.1,
        )

    async def open(self) -> str:
        """Its address; `target` may be named later."""
        self.http = aiohttp.ClientSession()
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def close(self) -> None:
        await self.runner.cleanup()
        await self.http.close()

    async def _take(self, request: web.BaseRequest) -> web.StreamResponse:
        silent = self._silent(request.path)
        if silent == "before":
            return await self._silence()
        answer = await self._passed_on(request)
        return await self._silence() if silent else answer

    def _silent(self, path: str) -> str:
        if not self.storm or "/v1/" not in path or self.dice.random() >= self.rates.provider_silent:
            return ""
        self.done["provider silent"] += 1
        return self.dice.choice(("before", "after"))

    async def _silence(self) -> web.StreamResponse:
        await asyncio.sleep(SILENCE)
        return web.Response(status=504)

    async def _passed_on(self, request: web.BaseRequest) -> web.StreamResponse:
        body, url = await request.read(), f"{self.target}{request.rel_url}"
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP}
        async with self.http.request(request.method, url, data=body, headers=headers, allow_redirects=False) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP}
            return web.Response(body=await answer.read(), status=answer.status, headers=kept)
