"""The customer comes back from a payment page: the chat says how it stands, then shows itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from aiohttp import web

from admin_web.auth import address_of
from bot.channels.webchat.session import session_of
from bot.config import Settings
from bot.limits import Limit, Limiter
from bot.tell import Teller
from bot.web import plain_page
from domain.kit.actor import system
from domain.kit.network import household
from domain.orders.queries import order_by_token
from domain.payments.actions import check
from domain.payments.port import ProviderError
from domain.shop.queries import shop_by_slug
from handlers.orders.notices import canvas_of

RETURNS = Limit("payment_returns", 30, 60)


class Returns:
    """`after` is called once something may have been committed."""

    def __init__(self, settings: Settings, limiter: Limiter, teller: Teller, after: Callable[[], None]) -> None:
        self.settings = settings
        self.limiter = limiter
        self.teller = teller
        self.after = after

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/chat/{shop}/paid/{token}", self.back)]

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Asked at once, because the webhook may be slower than the customer; whoever comes first places the order."""
        shop = await shop_by_slug(request.match_info["shop"])
        self.limiter.take(RETURNS, household(address_of(request, self.settings)))
        by = system(shop.id)
        order = await order_by_token(by, request.match_info["token"])
        with suppress(ProviderError):
            order = await check(by, order.id)
        self.after()
        await self.teller.tell(by, replace(await canvas_of(order, by), over=()))
        if order.channel != "web":
            t = shop.speaking(order.locale)
            return plain_page(t, t("page", "Your chat goes on where you ordered. You can close this page."), 200)
        known = await session_of(request, self.settings, shop)
        raise web.HTTPSeeOther(f"/chat/{shop.slug}" if known else f"/chat/{shop.slug}?start=o{order.token}")
