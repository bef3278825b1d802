"""The test gateway beside a shop that listens, and what people and accidents do there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.app import App
from domain.kit.db import sql
from domain.orders.views import OrderView
from domain.payments.accounts import accounts, stored_keys
from domain.payments.actions import look_over
from integrations.payments.signatures import signed
from integrations.payments.testgateway import HEADER
from integrations.testgateway.books import Row, clock
from integrations.testgateway.server import TestGateway
from tests.kit.people import Person
from tests.kit.store import AUSTIN, PHONE, Store

CODE = "test-gateway"


@asynccontextmanager
async def listening(app: App) -> AsyncIterator[App]:
    """The shop and its gateway on a free port; webhooks and background work are run by hand."""
    runner = web.AppRunner(app.web_app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    app.outside.listens(f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield app
    finally:
        await runner.cleanup()


class Bank:
    """Whoever sits at the gateway. Its books are compared with the shop's at the end of every story."""

    def __init__(self, app: App, store: Store) -> None:
        self.app = app
        self.store = store

    @property
    def gateway(self) -> TestGateway:
        assert self.app.outside.gateway
        return self.app.outside.gateway

    @property
    def base(self) -> str:
        return self.app.outside.client.base

    @property
    def slug(self) -> str:
        return str(self.gateway.books.all("SELECT slug FROM account")[0]["slug"])

    def switch(self, **switches: Any) -> None:
        """The moods of the gateway from now on."""
        books = self.gateway.books
        books.open_account("tea", "Tea House")
        books.set_switches("tea", books.switches("tea").changed(switches))

    def charges(self) -> list[Row]:
        return self.gateway.books.all("SELECT * FROM charge ORDER BY at, id")

    def events(self) -> list[Row]:
        return self.gateway.books.all("SELECT * FROM event ORDER BY n")

    def payments(self) -> list[Row]:
        return self.gateway.books.all("SELECT * FROM payment ORDER BY at, id")

    async def visits(self, url: str, **form: str) -> tuple[int, str, str]:
        """A page of the house, without following: (status, where it leads, text). With a form it is posted."""
        async with aiohttp.ClientSession() as http:
            method = "POST" if form else "GET"
            async with http.request(method, self.base + url, data=form or None, allow_redirects=False) as answer:
                return answer.status, answer.headers.get("Location", ""), await answer.text()

    async def approves(self, person: Person, **switches: str) -> str:
        """The customer pays on the page; returns where they are sent back to."""
        return (await self.visits(page_of(person), do="approve", **switches))[1]

    async def declines(self, person: Person, **switches: str) -> str:
        return (await self.visits(page_of(person), do="decline", **switches))[1]

    async def tells(self) -> None:
        """Webhooks that are due go out, and the shop says what it has to say."""
        await self.gateway.post.round()
        await self.app.jobs.run_outbox()

    async def delivers(self, raw: bytes, *, at: int | None = None, secret: str = "", header: str | None = None) -> int:
        """A webhook to the shop, signed as it should be unless said otherwise; returns the HTTP status."""
        keys = await stored_keys(self.store.kit.by, CODE)
        secrets = [secret] if secret else list(keys.hooks) if keys else []
        said = signed(raw, secrets, int(clock()) if at is None else at) if header is None else header
        address = f"{self.base}/hooks/{CODE}/tea"
        async with aiohttp.ClientSession() as http, http.post(address, data=raw, headers={HEADER: said}) as answer:
            await answer.read()
            return answer.status

    async def books_agree(self) -> None:
        """Every charge and refund of the gateway is one of the shop's, and the other way round."""
        mine = await sql(
            "SELECT provider_ref AS id, amount FROM payment WHERE provider = $1 AND status = 'captured'", CODE
        )
        theirs = [{"id": row["id"], "amount": row["amount"]} for row in self.charges()]
        assert by_id(mine) == by_id(theirs)
        back = await sql(
            "SELECT r.provider_ref AS id, r.amount FROM refund r JOIN payment p ON p.id = r.payment_id"
            " WHERE p.provider = $1 AND r.status = 'done'",
            CODE,
        )
        assert by_id(back) == by_id(self.gateway.books.all("SELECT id, amount FROM refund"))


def by_id(rows: list[Row]) -> list[tuple[str, int]]:
    return sorted((row["id"], row["amount"]) for row in rows)


def page_of(person: Person) -> str:
    """The address of the payment page on the person's screen."""
    assert person.screen
    return next(action.url for action in person.screen.actions if action.url)


async def orders_online(person: Person, product: int) -> None:
    """From the product to S-37, to be paid by link."""
    await person.opens(f"p{product}")
    await person.taps_on("Buy now")
    await person.fills("checkout", **AUSTIN, phone=PHONE, payment=CODE)
    await person.taps_on("Pay $")


async def order_of(store: Store) -> OrderView:
    """The shop's newest order."""
    return (await store.orders())[-1]


def body_of(bank: Bank, which: int = -1) -> bytes:
    """The body of an event of the gateway, the newest unless told."""
    body: str = bank.events()[which]["body"]
    return body.encode()


async def looks_over() -> None:
    """The shop reads the gateway's own list."""
    for account in await accounts((CODE,)):
        await look_over(account)
