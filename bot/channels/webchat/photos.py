"""Sending pictures of a return: a small page of its own, which needs no script."""

from __future__ import annotations

import secrets

from aiohttp import web

from admin_web.auth import address_of
from bot.channels.webchat.receive import Receiver, Sender
from bot.channels.webchat.server import face_of, wanted_locale
from bot.channels.webchat.session import NoSession, origin_allowed, session_of
from bot.config import Settings
from bot.conversation import Visit
from bot.incoming import Incoming
from bot.limits import MESSAGES, VISITS, Limiter
from domain.kit.errors import NotFound, ShopError
from domain.kit.network import household
from domain.media.actions import store
from domain.media.store import MediaStore
from domain.returns.actions import add_photo
from domain.returns.errors import ReturnGone
from domain.returns.queries import order_return
from domain.returns.states import MOST_PHOTOS
from domain.returns.views import ReturnView
from domain.shop.queries import shop_by_slug
from handlers.returns.buttons import OpenReturn

LARGEST = 40 * 1024 * 1024


class Photos:
    """Routes under /chat/<shop>/photos/<return>: the customer's own, while it has not been sent."""

    def __init__(self, settings: Settings, receiver: Receiver, limiter: Limiter) -> None:
        self.settings = settings
        self.receiver = receiver
        self.limiter = limiter
        self.files = MediaStore(settings.media_dir)

    def routes(self) -> list[web.AbstractRouteDef]:
        path = "/chat/{shop}/photos/{id:[0-9]{1,18}}"
        return [web.get(path, self.page), web.post(path, self.add)]

    async def page(self, request: web.Request) -> web.StreamResponse:
        visit, _, view = await self._mine(request)
        return await self._shown(request, visit, view)

    async def add(self, request: web.Request) -> web.StreamResponse:
        """Keep the pictures that came, then show the return in the chat as it is now."""
        if not origin_allowed(request, self.settings):
            raise NoSession()
        visit, sender, view = await self._mine(request)
        self.limiter.take(MESSAGES, sender.session)
        data = await request.clone(client_max_size=LARGEST).post()
        try:
            for field in data.getall("photos", []):
                if isinstance(field, web.FileField) and field.filename:
                    with field.file as sent:
                        media = await store(visit.me, sent.read(), self.files)
                    view = await add_photo(visit.me, view.id, media_id=media.id)
        except ShopError as refusal:
            return await self._shown(request, visit, view, visit.t.refusal(refusal))
        press = OpenReturn(order=view.order_id, step="sum").pack()
        await self.receiver.take(sender, {"t": "press", "cid": secrets.token_hex(8), "data": press, "node": "canvas"})
        raise web.HTTPSeeOther(f"/chat/{request.match_info['shop']}")

    async def _mine(self, request: web.Request) -> tuple[Visit, Sender, ReturnView]:
        """Who asks, and their return. Raises `NoSession`, `ReturnGone`."""
        address = household(address_of(request, self.settings))
        self.limiter.take(VISITS, address)
        shop = await shop_by_slug(request.match_info["shop"])
        session = await session_of(request, self.settings, shop)
        if session is None:
            raise NoSession()
        sender = Sender(shop.id, session.id, address, wanted_locale(request, shop))
        looks = Incoming(shop.id, "web", session.id, "start", "", locale=sender.locale, looks=True)
        visit = await self.receiver.conversation.visit(looks)
        if visit.me.kind != "customer":
            raise ReturnGone()
        view = await order_return(visit.me, int(request.match_info["id"]))
        if view.status != "draft":
            raise NotFound()
        return visit, sender, view

    async def _shown(
        self, request: web.Request, visit: Visit, view: ReturnView, problem: str = ""
    ) -> web.StreamResponse:
        shop = await shop_by_slug(request.match_info["shop"])
        text = self.receiver.channel.renderer.photos(face_of(shop), view, MOST_PHOTOS, problem, visit.t)
        policy = "default-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'self'"
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        status = 422 if problem else 200
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=headers)
