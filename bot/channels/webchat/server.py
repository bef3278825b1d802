"""The pages and the socket of web chat."""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from admin_web.auth import address_of
from bot.channels.webchat.hub import CROWDED, LATER, Seats, frame_of
from bot.channels.webchat.receive import Receiver, Sender, whole
from bot.channels.webchat.render import STATIC_DIR, Face, Sitting
from bot.channels.webchat.session import NoSession, give_cookie, new_session, origin_allowed, session_of
from bot.config import Settings
from bot.incoming import Incoming
from bot.limits import SESSIONS, VISITS
from domain.chats.queries import nodes_since
from domain.kit.errors import TooMany
from domain.kit.i18n import negotiated
from domain.kit.network import household
from domain.shop.queries import shop_by_slug
from domain.shop.views import ShopView
from handlers.reply import parts
from handlers.screen import Screen

CSP = (
    "default-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'self'; form-action 'self'; "
    "object-src 'none'; frame-ancestors {ancestors}"
)
MAX_MESSAGE = 64 * 1024
GOODBYE_S = 2.0


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
        self.seats = Seats()

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
        address = self._address(request)
        self.receiver.limiter.take(VISITS, address)
        shop = await shop_by_slug(request.match_info["shop"])
        response = web.Response(content_type="text/html", charset="utf-8")
        session = await session_of(request, self.settings, shop)
        if session is None:
            self.receiver.limiter.take(SESSIONS, address)
            session = new_session()
        if session.due:
            give_cookie(response, self.settings, shop.slug, session)
        response.text = await self._page(request, shop, session.id)
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
            said=self.channel.hub.missed(shop.id, session),
        )
        return self.channel.renderer.page(face_of(shop), sitting, visit.t)

    async def _first_screen(self, looking: Incoming) -> str:
        visit, reply = await self.conversation.handle(looking)
        screen = next((p for p in parts(reply) if isinstance(p, Screen)), None)
        return self.channel.renderer.node(screen, visit.t) if screen else ""

    @staticmethod
    def _looking(shop: ShopView, session: str, locale: str, payload: str = "") -> Incoming:
        return Incoming(shop.id, "web", session, "start", payload[:64], locale=locale, looks=True)

    def _address(self, request: web.Request) -> str:
        """What limits count under."""
        return household(address_of(request, self.settings))

    async def _sender(self, request: web.Request) -> Sender:
        """Who sends. Only our own pages may, and only to a session we gave out. Raises `NoSession`."""
        shop = await shop_by_slug(request.match_info["shop"])
        session = await session_of(request, self.settings, shop) if origin_allowed(request, self.settings) else None
        if session is None:
            raise NoSession()
        return Sender(shop.id, session.id, self._address(request), wanted_locale(request, shop))

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """One WebSocket a page."""
        self.receiver.limiter.take(VISITS, self._address(request))
        sender = await self._sender(request)
        socket = web.WebSocketResponse(timeout=GOODBYE_S, heartbeat=30, max_msg_size=MAX_MESSAGE)
        with self.seats.taken(sender.address):
            await socket.prepare(request)
            await self._listen(socket, sender)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, sender: Sender) -> None:
        hub, chat = self.channel.hub, (sender.shop_id, sender.session)
        if crowded := hub.join(*chat, socket):
            await crowded.close(code=CROWDED, message=b"open in too many windows")
        try:
            # Who has left meanwhile misses the answer, and asks again when they are back: nothing has failed.
            with suppress(ConnectionError):
                async for message in socket:
                    if message.type is WSMsgType.TEXT:
                        await self._frame(socket, sender, message.data)
        finally:
            hub.leave(*chat, socket)

    async def _frame(self, socket: web.WebSocketResponse, sender: Sender, text: str) -> None:
        message = _parsed(text)
        if message.get("t") == "ping":
            await socket.send_json({"op": "pong"})
        elif message.get("t") == "hello":
            await self._hello(socket, sender, whole(message.get("since")))
        elif message:
            await asyncio.shield(self.receiver.take(sender, message))
            await socket.send_json({"op": "ack", "cid": str(message.get("cid", ""))[:64]})

    async def _hello(self, socket: web.WebSocketResponse, sender: Sender, since: int) -> None:
        try:
            self.receiver.limiter.take(VISITS, sender.address)
        except TooMany as refusal:
            await self.receiver.refuse(sender, refusal)
            await socket.close(code=LATER, message=b"later")
        else:
            await self._catch_up(socket, sender, since)

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
        sender = await self._sender(request)
        fields = {k: str(v) for k, v in (await request.clone(client_max_size=MAX_MESSAGE).post()).items()}
        self.channel.hub.note_down(sender.shop_id, sender.session)
        await self.receiver.take(sender, _posted(request.match_info["kind"], fields))
        raise web.HTTPSeeOther(f"/chat/{request.match_info['shop']}")

    async def launcher(self, request: web.Request) -> web.Response:
        self.receiver.limiter.take(VISITS, self._address(request))
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
