"""A shop connected to the fake Stripe, and what people and accidents do there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from stripe import HTTPClient

from bot.app import App
from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments.accounts import accounts
from domain.payments.actions import look_over
from domain.payments.keyed import connect_by_keys
from domain.payments.providers import online
from integrations.payments.signatures import signed
from integrations.payments.stripe import HEADER, Stripe
from integrations.payments.stripe.amounts import money
from tests.kit.gateway import by_id, page_of
from tests.kit.people import Person
from tests.kit.store import AUSTIN, PHONE, Store
from tests.kit.stripe.books import Books, Thing, at
from tests.kit.stripe.server import FakeStripe

CODE, LIVE = "stripe-test", "stripe"
KEY, LIVE_KEY = "sk_test_51HawkerTestTestTest", "rk_live_51HawkerLiveLiveLive"
SECRET, NEXT_SECRET = "whsec_firstsecret0001", "whsec_secondsecret0002"


@asynccontextmanager
async def serving(application: web.Application) -> AsyncIterator[str]:
    """The address of an application on a free port of this machine."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class Till:
    """Whoever sits at Stripe. Its books are compared with the shop's at the end of every story."""

    def __init__(self, app: App, store: Store, fake: FakeStripe, base: str) -> None:
        self.app = app
        self.store = store
        self.fake = fake
        self.base = base
        self.books = fake.accounts[KEY]
        self.live = fake.accounts[LIVE_KEY]
        self.site = ""
        self.told = 0
        self.secrets = [SECRET]

    @classmethod
    @asynccontextmanager
    async def open(cls, app: App, store: Store) -> AsyncIterator[Till]:
        fake = FakeStripe()
        fake.add(KEY, Books())
        fake.add(LIVE_KEY, Books("live"))
        async with serving(fake.app()) as base, serving(app.web_app()) as site:
            till = cls(app, store, fake, base)
            till.site = site
            till.points_at(base)
            app.outside.people.site = site
            yield till

    def points_at(self, base: str) -> None:
        """Stripe is there for the shop from now on."""
        for code in (CODE, LIVE):
            provider = online(code)
            assert isinstance(provider, Stripe)
            provider.base = base

    async def connects(self, code: str = CODE, key: str = KEY, *secrets: str) -> None:
        await connect_by_keys(self.store.owner, code, key, secrets or (SECRET,))

    # -------------------------------------------------------------------------------------------- the customer's side

    def session_of(self, person: Person) -> str:
        """The page of Checkout on the person's screen."""
        return page_of(person).partition("/c/pay/")[2].partition("#")[0]

    def pays(self, person: Person, decline: str = "") -> Thing:
        return self.books.pay(self.session_of(person), decline=decline)

    async def comes_back(self, token: str) -> str:
        """The customer returns from Stripe's page; where they are led."""
        async with aiohttp.ClientSession() as http:
            address = f"{self.site}/chat/tea/paid/{token}"
            async with http.get(address, allow_redirects=False) as answer:
                return answer.headers.get("Location", "")

    # ------------------------------------------------------------------------------------------------------- webhooks

    async def tells(self) -> list[int]:
        """Events the shop has not been sent yet go out, in their order; then the shop says what it has to say."""
        events, self.told = self.books.events[self.told :], len(self.books.events)
        answers = [await self.delivers(event) for event in events]
        await self.app.jobs.run_outbox()
        return answers

    def forgets(self) -> None:
        """The webhooks that were due are lost."""
        self.told = len(self.books.events)

    async def delivers(
        self,
        event: Any,
        *,
        code: str = CODE,
        since: int = 0,
        secrets: list[str] | None = None,
        header: str | None = None,
    ) -> int:
        """One webhook to the shop, signed as it should be unless said otherwise; returns the HTTP status."""
        raw = event if isinstance(event, bytes) else json.dumps(event).encode()
        said = signed(raw, self.secrets if secrets is None else secrets, at() + since) if header is None else header
        address = f"{self.site}/hooks/{code}/tea"
        async with aiohttp.ClientSession() as http, http.post(address, data=raw, headers={HEADER: said}) as answer:
            await answer.read()
            return answer.status

    def event(self, kind: str) -> Thing:
        """The newest event of this kind."""
        return next(event for event in reversed(self.books.events) if event["type"] == kind)

    # ---------------------------------------------------------------------------------------------------------- books

    async def looks_over(self) -> None:
        for account in await accounts((CODE, LIVE)):
            await look_over(account)
        await self.app.jobs.run_outbox()

    async def books_agree(self) -> None:
        """Every charge of ours at Stripe is one of the shop's, and every refund that did not come back."""
        mine = await sql(
            "SELECT provider_ref AS id, amount, currency FROM payment WHERE status = 'captured' AND provider = $1", CODE
        )
        paid = [one for one in self.books.intents.values() if one["status"] == "succeeded" and one["metadata"]]
        assert ours(mine) == by_id([{"id": one["id"], "amount": minor(one)} for one in paid])
        back = await sql(
            "SELECT r.provider_ref AS id, r.amount, r.currency FROM refund r JOIN payment p ON p.id = r.payment_id"
            " WHERE r.status = 'done' AND r.problem = '' AND p.provider = $1",
            CODE,
        )
        gone = [one for one in self.books.refunds.values() if one["status"] == "succeeded"]
        assert ours(back) == by_id([{"id": one["id"], "amount": minor(one)} for one in gone])


def ours(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return by_id([{"id": row["id"], "amount": row["amount"]} for row in rows])


def minor(thing: Thing) -> int:
    amount: Money = money(thing["amount"], thing["currency"])
    return amount.minor


async def orders_by_card(person: Person, product: int, code: str = CODE) -> None:
    """From the product to S-37, to be paid on Stripe's page."""
    await person.opens(f"p{product}")
    await person.taps_on("Buy now")
    await person.fills("checkout", **AUSTIN, phone=PHONE, payment=code)
    await person.taps_on("Pay $")


def in_a_hurry(monkeypatch: Any) -> None:
    """The library waits half a second before it asks again; here it need not."""
    monkeypatch.setattr(HTTPClient, "INITIAL_DELAY", 0.01)
