"""A shop made of sample screens: the real page and script, a socket that answers from a table, faults on demand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from bot.channels.webchat.render import STATIC_DIR, Face, Renderer, Sitting, node_id
from domain.kit.i18n import Translator
from handlers.screen import Screen
from tests.kit.sample_screens import SAMPLES

TOKENS = STATIC_DIR.parents[3] / "admin_web" / "static"
POLICY = "default-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'self'; form-action 'self'"
FACE = Face("demo", "Gathered Goods")


@dataclass
class PaperShop:
    """`answers` maps a press or a text to the screens shown; `heard` is every message in order.

    `is_down` refuses sockets, `is_deaf` hears and answers nothing.
    """

    answers: dict[str, tuple[Screen, ...]] = field(default_factory=dict)
    heard: list[dict[str, Any]] = field(default_factory=list)
    is_down: bool = False
    is_deaf: bool = False
    frame: int = 0
    url: str = ""
    t: Translator = field(default_factory=Translator)
    renderer: Renderer = field(default_factory=Renderer)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.heard if message["t"] == kind]

    async def show(self, screen: Screen, *, move: bool = False) -> None:
        """Send a screen to every page that is open."""
        await self._tell(node_id(screen), self.renderer.node(screen, self.t), move)

    async def hang_up(self) -> None:
        for socket in self.sockets:
            await socket.close()

    async def page(self, request: web.Request) -> web.Response:
        names = request.query.get("show", "home_new").split(",")
        nodes = [self.renderer.node(SAMPLES[name], self.t) for name in names]
        html = self.renderer.page(FACE, Sitting(nodes, self.frame, embedded="embed" in request.query), self.t)
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        if self.is_down:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets = [*(s for s in self.sockets if not s.closed), socket]
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, message.json())
        return socket

    async def _hear(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        self.heard.append(message)
        if self.is_deaf or "cid" not in message:
            return
        if message["t"] == "text":
            await self._tell(f"me-{message['cid']}", self.renderer.bubble(message["cid"], message["text"], self.t))
        said = message.get("data") or message.get("text") or message.get("form") or message.get("payload")
        for screen in self.answers.get(str(said), ()):
            await self.show(screen, move=message["t"] == "text")
        await socket.send_json({"op": "ack", "cid": message["cid"]})

    async def _tell(self, node: str, html: str, move: bool = True) -> None:
        self.frame += 1
        for socket in self.sockets:
            if not socket.closed:
                await socket.send_json({"op": "node", "n": self.frame, "id": node, "html": html, "move": move})

    async def post(self, request: web.Request) -> web.Response:
        self.heard.append({"t": request.match_info["kind"], "posted": True, **dict(await request.post())})
        raise web.HTTPSeeOther("/chat/demo")

    async def launcher(self, request: web.Request) -> web.Response:
        return web.Response(text=self.renderer.launcher(FACE, self.t), content_type="text/javascript")

    async def host(self, request: web.Request) -> web.Response:
        body = '<!doctype html><p>A site</p><script src="/chat/demo/launcher.js" async></script>'
        return web.Response(text=body, content_type="text/html")

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.static("/chat/static", STATIC_DIR),
                web.static("/static", TOKENS),
                web.get("/chat/demo", self.page),
                web.get("/chat/demo/ws", self.socket),
                web.get("/chat/demo/launcher.js", self.launcher),
                web.post("/chat/demo/{kind}", self.post),
                web.get("/host", self.host),
            ]
        )
        return app


@asynccontextmanager
async def paper_shop() -> AsyncIterator[PaperShop]:
    shop = PaperShop()
    async with TestServer(shop.app()) as server:
        shop.url = str(server.make_url("")).rstrip("/")
        yield shop
        shop.is_down = True
        await shop.hang_up()
