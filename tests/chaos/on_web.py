"""Customers in web chat: over the socket as the page's script does, or by plain posts as a browser without script."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

import aiohttp

from tests.chaos.customer import FORM, Customer, Way

_cids = count(1)
_ARTICLE = re.compile(r'<article id="node-([^"]+)".*?</article>', re.DOTALL)
_FRAME = re.compile(r'data-frame="(\d+)"')
_PRESS = re.compile(r'name="press" value="([^"]+)"')
_PAGE = re.compile(r'href="([^"]*/test-gateway/pay/[^"]*)"')
_FORM = re.compile(r'<form class="ask".*?</form>', re.DOTALL)
_INPUT = re.compile(r'<(?:input|textarea|select)[^>]* name="([^"]+)"(?:[^>]*? value="([^"]*)")?')
_RADIO = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]*)"')
ACK_S, TRIES, PAUSE_S, NEWEST = 6.0, 8, 1.0, 4


@dataclass(kw_only=True)
class OnWeb(Customer):
    script: bool = True
    nodes: dict[str, str] = field(default_factory=dict)
    frame: int = 0
    socket: aiohttp.ClientWebSocketResponse | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def base(self) -> str:
        return f"{self.site}/chat/{self.stall.slug}"

    async def arrives(self, payload: str) -> None:
        await self.looks()
        await self.sends({"t": "start", "payload": payload})

    async def looks(self) -> None:
        """Load the page."""
        async with self.http.get(self.base) as answer:
            page = await answer.text()
            answer.raise_for_status()
        self.nodes = {found[1]: found[0] for found in _ARTICLE.finditer(page)}
        found = _FRAME.search(page)
        self.frame = int(found[1]) if found else 0

    def ways(self) -> list[Way]:
        found: list[Way] = []
        for html in list(self.nodes.values())[-NEWEST:]:
            found += [Way("press", unescape(data)) for data in _PRESS.findall(html)]
            found += [Way("page", unescape(url)) for url in _PAGE.findall(html)]
        return found

    async def press(self, data: str) -> None:
        await self.sends({"t": "press", "data": data, "node": "canvas"})

    async def answers(self) -> bool:
        form = next(
            (found[0] for html in self.nodes.values() if (found := _FORM.search(html))),
            None,
        )
        if form is None:
            return False
        values = {name: unescape(value) for name, value in _INPUT.findall(form)}
        name, rev = values.pop("form", ""), values.pop("rev", "0")
        radios = _RADIO.findall(form)
        values |= {one: self.dice.choice([v for n, v in radios if n == one]) for one in sorted({n for n, _ in radios})}
        known = FORM | {"coupon": self.code(), "code": self.code(), "quantity": "2"}
        values |= {one: known[one] for one in values if one in known and not values[one]}
        await self.sends({"t": "form", "form": name, "rev": int(rev or 0), "values": values})
        return True

    async def sends(self, message: dict[str, Any]) -> None:
        """Until it is acknowledged, under the same number."""
        message["cid"] = f"c{self.number}-{next(_cids)}"
        for _ in range(TRIES):
            with suppress(aiohttp.ClientError, TimeoutError, OSError):
                async with self.turn:
                    if await (self._by_socket(message) if self.script else self._by_post(message)):
                        return
            self.steps["sent again"] += 1
            await asyncio.sleep(PAUSE_S)
        raise TimeoutError("the shop does not answer")

    async def _by_post(self, message: dict[str, Any]) -> bool:
        fields = {key: value for key, value in message.items() if key not in ("t", "values")}
        fields |= message.get("values", {})
        url, headers = f"{self.base}/{message['t']}", {"Origin": self.site}
        async with self.http.post(url, data=fields, headers=headers, allow_redirects=False) as answer:
            if answer.status >= 500:
                return False
        await self.looks()
        return True

    async def _by_socket(self, message: dict[str, Any]) -> bool:
        if self.socket is None or self.socket.closed:
            self.socket = await self.http.ws_connect(f"{self.base}/ws", headers={"Origin": self.site})
            await self.socket.send_json({"t": "hello", "since": self.frame})
        await self.socket.send_json(message)
        try:
            return await asyncio.wait_for(self._reads(self.socket, message["cid"]), ACK_S)
        except TimeoutError:
            await self.leaves()
            return False

    async def _reads(self, socket: aiohttp.ClientWebSocketResponse, cid: str) -> bool:
        """Frames until the acknowledgement; False when the line is cut."""
        async for given in socket:
            if given.type is not aiohttp.WSMsgType.TEXT:
                return False
            told = given.json()
            self._shows(told)
            if told["op"] == "ack" and told["cid"] == cid:
                return True
        return False

    def _shows(self, told: dict[str, Any]) -> None:
        if told["op"] == "node":
            self.nodes.pop(told["id"], None)
            self.nodes[told["id"]] = told["html"]
            self.frame = max(self.frame, told["n"])
        elif told["op"] == "gone":
            self.nodes.pop(told["id"], None)

    async def leaves(self) -> None:
        if self.socket is not None:
            with suppress(aiohttp.ClientError, TimeoutError, OSError):
                await self.socket.close()
        self.socket = None

    async def shops(self, steps: int, over: asyncio.Event) -> None:
        await super().shops(steps, over)
        await self.leaves()
