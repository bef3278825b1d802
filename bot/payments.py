"""Payments with the outside: who takes the money, what the outbox asks of them, what is looked after by the clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram.methods import TelegramMethod

from bot.channels.telegram.bots import Bots
from bot.channels.telegram.failures import Refused, Revoked, SendError
from bot.config import Settings
from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.errors import NotFound
from domain.payments import actions
from domain.payments.accounts import Account, accounts, keys_of
from domain.payments.port import PaymentProvider, ProviderError
from domain.payments.providers import online, online_codes
from domain.shop.bots import bots
from domain.shop.native import BY_STARS, TELEGRAM
from domain.shop.queries import shop_of
from handlers.notices import Notice, Topic
from integrations.payments.addresses import Addresses
from integrations.payments.cash import Cash
from integrations.payments.stripe import Stripe
from integrations.payments.telegram import Cards, Stars
from integrations.payments.testgateway import Gateway
from integrations.payments.testgateway.client import Client
from integrations.payments.transfer import Transfer
from integrations.testgateway.server import TestGateway, master_key

EVERY, AFTER_SILENCE = timedelta(hours=1), timedelta(minutes=1)
log = structlog.get_logger()


class Outside:
    """The ways to pay of one process, and the addresses they need once it listens.

    The test gateway lives here too unless the settings name one of its own; either way it is spoken to by HTTP.
    """

    def __init__(self, settings: Settings, bots: Bots) -> None:
        self.settings = settings
        self.bots = bots
        self.addresses = Addresses(site=settings.public_url.rstrip("/"), inside=settings.inside_url)
        self.people = Addresses(site=settings.base_url)
        elsewhere = settings.test_gateway_url.rstrip("/")
        self.client = Client(elsewhere or settings.inside_url)
        self.gateway = None if elsewhere else TestGateway(settings.data_dir, settings.secret, self.addresses.site)
        if elsewhere:
            self.addresses.site = settings.base_url

    def providers(self) -> tuple[PaymentProvider, ...]:
        """Every way to pay. A new provider is one line here."""
        return (
            Cash(),
            Transfer(),
            Gateway(self.client, master_key(self.settings.secret), self.addresses),
            Cards(),
            Stars(ForShops(self.bots)),
            Stripe("test", self.people, self.settings.stripe_api),
            Stripe("live", self.people, self.settings.stripe_api),
        )

    def listens(self, address: str) -> None:
        """This process is reached here; the port may have been left to the system."""
        self.addresses.inside = address
        if self.gateway is not None:
            self.client.base = address
            self.gateway.post.ours = address


class ForShops:
    """A shop's bot as whoever keeps its Stars: what Telegram refuses will be refused again, all else may be tried."""

    def __init__(self, bots: Bots) -> None:
        self.bots = bots

    async def call(self, shop_id: int, method: TelegramMethod[Any]) -> Any:
        """Raises `ProviderError`."""
        try:
            return await self.bots.call(shop_id, method)
        except NotFound:
            raise ProviderError("the shop has no bot in Telegram", permanent=False) from None
        except SendError as error:
            refused = isinstance(error, Refused) and not isinstance(error, Revoked)
            raise ProviderError(str(error), permanent=refused) from None


async def send_refund(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Not answered: the row is tried again, by the same key."""
    await actions.send_refund(by, int(payload["refund_id"]))
    return ()


async def close_payment(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    await actions.close_payment(by, int(payload["payment_id"]))
    return ()


TOPICS: dict[str, Topic] = {"refund.send": send_refund, "payment.close": close_payment}


async def poll() -> None:
    """Payments that have been waiting for a while."""
    for problem in await actions.poll_payments():
        log.info("payment not answered for", why=str(problem))


async def open_stars() -> None:
    """Every shop with a bot has a book of Stars there."""
    provider, known = online(BY_STARS), {account.shop_id for account in await accounts((BY_STARS,))}
    for shop_id in {bot.shop_id for bot in await bots(TELEGRAM)} - known:
        by = system(shop_id)
        with suppress(ProviderError):
            if provider is not None:
                await keys_of(by, provider, await shop_of(by))


class Books:
    """Compares the providers' books with ours: at start-up and every hour, sooner when nobody answered."""

    def __init__(self) -> None:
        self._next: dict[tuple[int, str], datetime] = {}

    async def round(self) -> None:
        await open_stars()
        for account in await accounts(online_codes()):
            if self._next.get((account.shop_id, account.provider), now()) <= now():
                await self._look(account)
        for problem in await actions.push_refunds():
            log.warning("refund not answered for", why=str(problem))

    async def _look(self, account: Account) -> None:
        wait = EVERY
        try:
            await actions.look_over(account)
        except ProviderError as error:
            wait = AFTER_SILENCE
            log.info("books not compared", shop=account.shop_id, provider=account.provider, why=str(error))
        self._next[(account.shop_id, account.provider)] = now() + wait
