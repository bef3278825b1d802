"""THE wiring list: journeys, pages, channels, providers, outbox topics, sweeps. A new thing is one line here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from aiogram import Dispatcher, Router
from aiohttp import web
from aiohttp.typedefs import Handler

import handlers.account.routes
import handlers.browse.routes
import handlers.cart.routes
import handlers.checkout.routes
import handlers.digital.notices
import handlers.digital.routes
import handlers.drafts.notices
import handlers.drafts.routes
import handlers.groups.routes
import handlers.home.routes
import handlers.inline.routes
import handlers.joining.notices
import handlers.joining.routes
import handlers.orders.notices
import handlers.orders.routes
import handlers.papers.notices
import handlers.papers.routes
import handlers.payment.routes
import handlers.posts.routes
import handlers.privacy.routes
import handlers.product.routes
import handlers.returns.notices
import handlers.returns.routes
import handlers.saved.notices
import handlers.saved.routes
import handlers.search.routes
import handlers.sharing.routes
import handlers.staff.routes
import handlers.stale.routes
import handlers.support.routes
import handlers.trouble.routes
import handlers.wallet.notices
import handlers.wallet.routes
from admin_web import front, panel
from admin_web.live import Live
from admin_web.previews import PREVIEW
from bot import payments, quiet, sweeps
from bot import web as pages
from bot.channels.telegram.service import LOOK_S
from bot.channels.telegram.service import Service as Telegram
from bot.channels.webchat.files import Files
from bot.channels.webchat.handouts import Handouts
from bot.channels.webchat.hub import Hub
from bot.channels.webchat.papers import Papers
from bot.channels.webchat.photos import Photos
from bot.channels.webchat.receive import Receiver
from bot.channels.webchat.render import Renderer
from bot.channels.webchat.server import WebChatServer
from bot.channels.webchat.show import WebChat
from bot.config import Settings, inside_url
from bot.conversation import Conversation
from bot.database import database_url, tortoise_config
from bot.erasures import Erasures
from bot.feeds import Feeds
from bot.follow import Follower
from bot.imports import Imports
from bot.jobs import Jobs
from bot.limits import Limiter
from bot.posts import Poster
from bot.preview import Preview
from bot.return_photos import ReturnPhotos
from bot.returns import Returns
from bot.staff_tell import StaffTeller
from bot.tell import Teller
from bot.webhooks import Webhooks
from bot.work.inline import Inline
from bot.work.port import Form
from domain.digital.store import open_folder
from domain.kit.site import stands_at
from domain.kit.vault import unlock
from domain.papers import drawing, port
from domain.payments import providers
from domain.privacy import files as handouts
from handlers.blocked import ToldBlocked
from handlers.cancelling import CancelledEntries
from handlers.errors import Refusals
from integrations.papers import Pdf

# Typed words go down this list: commands and links, fields a chat waits for, then search takes the rest.
JOURNEYS = (
    handlers.staff.routes,
    handlers.posts.routes,
    handlers.groups.routes,
    handlers.home.routes,
    handlers.checkout.routes,
    handlers.cart.routes,
    handlers.payment.routes,
    handlers.account.routes,
    handlers.privacy.routes,
    handlers.wallet.routes,
    handlers.joining.routes,
    handlers.browse.routes,
    handlers.product.routes,
    handlers.saved.routes,
    handlers.sharing.routes,
    handlers.orders.routes,
    handlers.digital.routes,
    handlers.papers.routes,
    handlers.returns.routes,
    handlers.drafts.routes,
    handlers.support.routes,
    handlers.inline.routes,
    handlers.search.routes,
    handlers.trouble.routes,
    handlers.stale.routes,
)
TOPICS = {
    **handlers.orders.notices.TOPICS,
    **handlers.digital.notices.TOPICS,
    **handlers.papers.notices.TOPICS,
    **handlers.joining.notices.TOPICS,
    **handlers.returns.notices.TOPICS,
    **handlers.drafts.notices.TOPICS,
    **handlers.saved.notices.TOPICS,
    **handlers.wallet.notices.TOPICS,
    **payments.TOPICS,
    **quiet.TOPICS,
}
DAY = timedelta(days=1)
DRAIN_S = 20
SWEEPS: dict[str, tuple[timedelta, Callable[[], Awaitable[Any]]]] = {
    "expired orders": (timedelta(seconds=30), sweeps.expire_orders),
    "expired drafts": (timedelta(minutes=5), sweeps.expire_drafts),
    "payments": (timedelta(seconds=20), payments.poll),
    "posts": (timedelta(seconds=30), sweeps.follow_shop),
    "figures": (timedelta(minutes=10), sweeps.count_figures),
    "customers": (timedelta(seconds=30), sweeps.follow_customers),
    **{f"night.{name}": (DAY, sweep) for name, sweep in sweeps.NIGHT.items()},
}


def form_for(settings: Settings) -> Form:
    """How rows of the outbox come to this process."""
    if not settings.by_procrastinate:
        return Inline()
    from bot.work.grown import Grown

    return Grown(tortoise_config(database_url(settings))["connections"]["default"]["credentials"])


def dispatcher() -> Dispatcher:
    """A Dispatcher with every journey. No FSM: the Chat row is the only conversation state."""
    dp = Dispatcher(disable_fsm=True)
    refusals = Refusals()
    dp.message.middleware(refusals)
    dp.callback_query.middleware(refusals)
    dp.message.middleware(CancelledEntries())
    dp.message.middleware(ToldBlocked())
    for journey in JOURNEYS:
        router: Router = journey.router()
        dp.include_router(router)
    return dp


class App:
    """One process: what it is made of, starting, stopping."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.hub = Hub()
        self.webchat = WebChat(Renderer(), self.hub)
        self.limiter = Limiter()
        self.conversation = Conversation(dispatcher(), self.limiter)
        self.receiver = Receiver(self.conversation, self.webchat, self.limiter)
        self.live = Live()
        unlock(settings.secret)
        open_folder(settings.files_dir)
        drawing.open_folder(settings.data_dir / "papers")
        handouts.open_folder(settings.data_dir / "handouts")
        port.draws_with(Pdf())
        stands_at(settings.public_url)
        self.telegram = Telegram(settings, self.conversation, self.limiter, lambda work: self.jobs.supervise(work))
        self.outside = payments.Outside(settings, self.telegram.bots)
        providers.use(*self.outside.providers())
        books = {"books": (timedelta(minutes=1), payments.Books().round)}
        self.teller = Teller({"web": self.webchat, "telegram": self.telegram.channel})
        more = Imports(settings).topics() | ReturnPhotos(self.telegram.bots, settings.media_dir).topics()
        more |= Erasures(settings).topics()
        topics = StaffTeller(self.telegram.channel).topics(TOPICS | Poster(self.telegram.posts).topics() | more)
        self.jobs = Jobs(topics, SWEEPS | books, self.teller, self.live, form_for(settings))
        self.runner: web.AppRunner | None = None
        self.problem = ""
        self.port = settings.port

    def web_app(self) -> web.Application:
        """The aiohttp application: chat, panel, health, metrics, files."""
        app = web.Application(
            middlewares=[pages.request_id, pages.refusals, self._wake],
            client_max_size=8 * 1024 * 1024,
        )
        app.on_response_prepare.append(pages.headers(self.settings))
        app.add_routes(pages.routes(self.settings))
        app.add_routes(front.routes())
        app.add_routes(WebChatServer(self.settings, self.receiver).routes())
        app.add_routes(Files(self.settings, self.limiter).routes())
        app.add_routes(Papers(self.settings, self.limiter).routes())
        app.add_routes(Handouts(self.settings, self.limiter).routes())
        app.add_routes(Feeds(self.settings, self.limiter).routes())
        app.add_routes(Photos(self.settings, self.receiver, self.limiter).routes())
        app.add_routes(self.telegram.routes())
        app.add_routes(Webhooks(self.limiter).routes())
        app.add_routes(Returns(self.settings, self.limiter, self.teller, self.jobs.wake).routes())
        if self.outside.gateway:
            app.add_routes(self.outside.gateway.routes())
        app[PREVIEW] = Preview(self.webchat.renderer, self.base_url)
        panel.setup(app, self.settings, self.live, self.telegram.bots)
        return app

    @web.middleware
    async def _wake(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever a request committed is said at once, not at the next round."""
        try:
            return await handler(request)
        finally:
            if request.method != "GET":
                self.jobs.wake()

    async def start(self, *, pages: bool = True, jobs: bool = True) -> None:
        self.receiver.after = self.telegram.receiver.after = self.jobs.wake
        if pages:
            await self._serve()
        self.problem = await self.telegram.start(listens=jobs or bool(self.settings.telegram_webhook_url))
        self.jobs.repeat(self.telegram.round, "telegram", every=LOOK_S)
        self.jobs.repeat(sweeps.flush_events, "events", every=5)
        if not jobs:
            self.jobs.repeat(Follower(self.hub, self.live).round, "follower")
        self.jobs.start("web" if not jobs else "run" if pages else "worker")

    async def _serve(self) -> None:
        self.runner = web.AppRunner(self.web_app(), access_log=None, shutdown_timeout=DRAIN_S - 2)
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.settings.host, self.settings.port)
        await site.start()
        self.port = self.runner.addresses[0][1]
        self.outside.listens(inside_url(self.settings.host, self.port))
        if self.outside.gateway:
            self.jobs.repeat(self.outside.gateway.post.round, "test gateway")

    @property
    def base_url(self) -> str:
        return self.settings.public_url.rstrip("/") or f"http://{self.settings.host}:{self.port}"

    async def stop(self) -> None:
        """Stop taking inputs, finish the ones under way, then the background: in 20 seconds at most, all in all."""
        until = monotonic() + DRAIN_S
        self.jobs.stopping = True
        await self.hub.close()
        if self.runner:
            await self.runner.cleanup()
        await self.jobs.stop(max(1.0, until - monotonic()))
        await self.telegram.close()
        await sweeps.flush_events()
