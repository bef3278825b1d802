"""The pages and the socket of web chat."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from admin_web.auth import address_of
from bot.channels.webchat.hub import frame_of
from bot.channels.webchat.receive import Receiver, Sender, whole
from bot.channels.webchat.render import STATIC_DIR, Face, Sitting
from bot.channels.webchat.session import new_session, origin_allowed, session_of
from bot.config import Settings
from bot.incoming import Incoming
from bot.limits import SESSIONS
from domain.chats.queries import nodes_since
from domain.kit.i18n import negotiated
from domain.shop.queries import shop_by_slug
from domain.shop.views import ShopView
from handlers.screen import Screen, parts

CSP = (
    "default-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'self'; form-action 'self'; "
    "object-src 'none'; frame-ancestors {ancestors}"
)
MAX_MESSAGE = 64 * 1024


def wanted_locale(request: web.Request, shop: ShopView) -> str:
    """The browser's language, where the shop speaks it."""
    return negotiated(request.headers.get("Accept-Language", ""), shop.locales, shop.locale)


def face_of(shop: ShopView) -> Face:
    return Face(slug=shop.slug, name=shop.name, brand=shop.settings.accent, test_mode=shop.test_mode)


def _by_default(request: web.Request) -> str:
    return "off" if request.headers.get("Save-Data") == "on" else "on"


class WebChatServer:
    """Routes under /chat/<shop>. Everything also works as plain form posts."""

    def __init__(self, settings: Settings, receiver: Receiver) -> None:
        self.settings = settings
        self.receiver = receiver
        self.channel = receiver.channel
        self.conversation = receiver.conversation

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.static("/chat/static", STATIC_DIR),
            web.get("/chat/{shop}", self.page),
            web.get("/chat/{shop}/", self.page),
            web.get("/chat/{shop}/ws", self.socket),
            web.get("/chat/{shop}/launcher.js", self.launcher),
            web.get("/chat/{shop}/brand.css", self.brand),
            web.post("/chat/{shop}/{kind:press|text|form|start}", self.post),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The chat: history for who comes back, the home screen for who is new."""
        shop = await shop_by_slug(request.match_info["shop"])
        response = web.Response(content_type="text/html", charset="utf-8")
        session = session_of(request, self.settings, shop.slug)
        if not session:
            self.receiver.limiter.take(SESSIONS, address_of(request, self.settings))
            session = new_session(response, self.settings, shop.slug)
        response.text = await self._page(request, shop, session)
        response.headers["Content-Security-Policy"] = CSP.format(
            ancestors=" ".join(("'self'", *shop.settings.embed_origins))
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _page(self, request: web.Request, shop: ShopView, session: str) -> str:
        looking = self._looking(shop, session, wanted_locale(request, shop), request.query.get("start", ""))
        visit = await self.conversation.visit(looking)
        history = await nodes_since(visit.me, visit.chat.id, 0) if visit.chat.id else ()
        nodes, frame = [html for _, _, html in history], max((n for n, _, _ in history), default=0)
        if not any(node == "canvas" for _, node, _ in history):
            nodes.append(await self._first_screen(looking))
        sitting = Sitting(
            nodes=nodes,
            frame=frame,
            embedded="embed" in request.query,
            languages=len(shop.locales) > 1,
            pictures=request.cookies.get("hawker-pictures", _by_default(request)) != "off",
        )
        return self.channel.renderer.page(face_of(shop), sitting, visit.t)

    async def _first_screen(self, looking: Incoming) -> str:
        visit, reply = await self.conversation.handle(looking)
        screen = next((p for p in parts(reply) if isinstance(p, Screen)), None)
        return self.channel.renderer.node(screen, visit.t) if screen else ""

    @staticmethod
    def _looking(shop: ShopView, session: str, locale: str, payload: str = "") -> Incoming:
        return Incoming(shop.id, "web", session, "start", payload[:64], locale=locale, looks=True)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """One WebSocket a page. Only our own pages may open it."""
        shop = await shop_by_slug(request.match_info["shop"])
        session = session_of(request, self.settings, shop.slug)
        if not session or not origin_allowed(request, self.settings):
            raise web.HTTPForbidden(text="Open the chat page first.")
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=MAX_MESSAGE)
        await socket.prepare(request)
        sender = Sender(shop.id, session, address_of(request, self.settings), wanted_locale(request, shop))
        self.channel.hub.join(shop.id, session, socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._frame(socket, sender, message.data)
        finally:
            self.channel.hub.leave(shop.id, session, socket)
        return socket

    async def _frame(self, socket: web.WebSocketResponse, sender: Sender, text: str) -> None:
        message = _parsed(text)
        if message.get("t") == "ping":
            await socket.send_json({"op": "pong"})
        elif message.get("t") == "hello":
            await self._catch_up(socket, sender, whole(message.get("since")))
        elif message:
            await asyncio.shield(self.receiver.take(sender, message))
            await socket.send_json({"op": "ack", "cid": str(message.get("cid", ""))[:64]})

    async def _catch_up(self, socket: web.WebSocketResponse, sender: Sender, since: int) -> None:
        """Send what changed since the frame the page knows."""
        visit = await self.conversation.visit(
            Incoming(sender.shop_id, "web", sender.session, "start", "", locale=sender.locale, looks=True)
        )
        self.channel.hub.knows(sender.shop_id, sender.session, since)
        if not visit.chat.id:
            return
        for n, node, html in await nodes_since(visit.me, visit.chat.id, since):
            await socket.send_json(frame_of(n, node, html))
            self.channel.hub.knows(sender.shop_id, sender.session, n)

    async def post(self, request: web.Request) -> web.StreamResponse:
        """A press, words or a form without JavaScript: carried out, then back to the page."""
        shop = await shop_by_slug(request.match_info["shop"])
        session = session_of(request, self.settings, shop.slug)
        if not session or not origin_allowed(request, self.settings):
            raise web.HTTPForbidden(text="Open the chat page first.")
        sender = Sender(shop.id, session, address_of(request, self.settings), wanted_locale(request, shop))
        fields = {k: str(v) for k, v in (await request.clone(client_max_size=MAX_MESSAGE).post()).items()}
        await self.receiver.take(sender, _posted(request.match_info["kind"], fields))
        raise web.HTTPSeeOther(f"/chat/{shop.slug}")

    async def launcher(self, request: web.Request) -> web.Response:
        shop = await shop_by_slug(request.match_info["shop"])
        visit = await self.conversation.visit(self._looking(shop, "-", wanted_locale(request, shop)))
        script = self.channel.renderer.launcher(face_of(shop), visit.t)
        return web.Response(
            text=script,
            content_type="text/javascript",
            charset="utf-8",
            headers={
                "Cache-Control": "public, max-age=300",
                "Cross-Origin-Resource-Policy": "cross-origin",
                "Vary": "Accept-Language",
            },
        )

    async def brand(self, request: web.Request) -> web.Response:
        shop = await shop_by_slug(request.match_info["shop"])
        return web.Response(text=self.channel.renderer.brand_css(face_of(shop)), content_type="text/css")


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _posted(kind: str, fields: dict[str, str]) -> dict[str, Any]:
    cid = fields.pop("cid", "") or secrets.token_hex(8)
    if kind == "press":
        return {"t": kind, "cid": cid, "data": fields.get("press", ""), "node": fields.get("node", "canvas")}
    if kind == "form":
        rev = fields.pop("rev", "0")
        name = fields.pop("form", "")
        return {"t": kind, "cid": cid, "form": name, "rev": rev, "values": fields}
    return {"t": kind, "cid": cid, **fields}
