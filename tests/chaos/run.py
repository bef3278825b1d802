"""One run: open the shops, let everybody at them, kill, settle, compare."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bot.app import App
from bot.config import Settings
from domain.kit.db import sql
from integrations.testgateway.books import Books
from integrations.testgateway.server import FILE
from tests.chaos.bazaar import Stall, open_stall
from tests.chaos.books import compared
from tests.chaos.customer import PAGES, Customer
from tests.chaos.house import House, Process, command
from tests.chaos.merchant import Merchant
from tests.chaos.on_telegram import OnTelegram
from tests.chaos.on_web import OnWeb
from tests.chaos.plan import Plan, Rates
from tests.chaos.report import Report, logged
from tests.chaos.settling import settled
from tests.chaos.weather import Weather
from tests.chaos.wire import Wire
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram_stage import free_port

STEPS = (6, 18)
COUNTED = 2.0


class Chaos:
    """The open database is the run's own; `settings` say where it is. Logs and the gateway's books go to `folder`."""

    def __init__(self, plan: Plan, settings: Settings, folder: Path) -> None:
        self.plan, self.settings, self.folder = plan, settings, folder
        self.sqlite = settings.database_url.startswith("sqlite")
        self.site = f"http://127.0.0.1:{free_port()}"
        self.books = Books(folder / "gateway" / FILE)
        self.weather = Weather(dice=plan.dice("weather"), rates=Rates())
        self.wire = Wire(plan.dice("wire"), Rates())
        self.stalls: list[Stall] = []
        self.customers: list[Customer] = []
        self.over = asyncio.Event()
        self.report = Report(plan.seed, "SQLite" if self.sqlite else "PostgreSQL")

    async def run(self) -> Report:
        async with AsyncExitStack() as stack:
            self.fake = await FakeTelegram.start()
            stack.push_async_callback(self.fake.stop)
            self.fake.faults, self.fake.waits, self.fake.pace = self.weather, 8.0, 0.2
            self.env = self._env(await self.wire.open())
            stack.push_async_callback(self.wire.close)
            app = App(self.settings)  # what merchants do in this process needs its ways to pay
            stack.push_async_callback(app.stop)
            await self._furnish(stack)
            self.house = self._house()
            stack.push_async_callback(self.house.close)
            await self.house.open()
            await self._storm()
            await self._aftermath()
        return self.report

    async def _furnish(self, stack: AsyncExitStack) -> None:
        numbers = range(1, self.plan.shops + 1)
        self.stalls = [await open_stall(self.fake, n, self.plan.dice("stall", n)) for n in numbers]
        self.customers = [await self._customer(stack, number) for number in range(self.plan.customers)]

    async def _customer(self, stack: AsyncExitStack, number: int) -> Customer:
        """Half of them in Telegram; every second of the others without JavaScript. Each has an address of their own."""
        dice = self.plan.dice("customer", number)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        browser = aiohttp.ClientSession(
            headers={"X-Forwarded-For": address, "Accept-Language": "en"},
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=20),
        )
        http = await stack.enter_async_context(browser)
        about: dict[str, Any] = {
            "stall": dice.choice(self.stalls),
            "number": number,
            "dice": dice,
            "site": self.site,
        }
        if number % 2 == 0:
            return OnTelegram(**about, http=http, wire=self.wire, fake=self.fake)
        return OnWeb(**about, http=http, wire=self.wire, script=number % 4 == 1)

    # ------------------------------------------------------------------------------------------------------ processes

    def _env(self, wire: str) -> dict[str, str]:
        env = {
            "HAWKER_DATA_DIR": str(self.settings.data_dir),
            "HAWKER_DATABASE_URL": self.settings.database_url,
            "HAWKER_SECRET_KEY": self.settings.secret_key,
            "HAWKER_PORT": self.site.rpartition(":")[2],
            "HAWKER_TELEGRAM_API": self.fake.url,
            "HAWKER_TEST_GATEWAY_URL": wire,
            "HAWKER_TRUSTED_PROXIES": "127.0.0.1",
            "HAWKER_LOG_JSON": "true",
            "PYTHONUNBUFFERED": "1",
        }
        return env if self.sqlite else env | {"HAWKER_TELEGRAM_WEBHOOK_URL": self.site}

    def _house(self) -> House:
        """SQLite: one process, which polls. PostgreSQL: pages and webhooks in one, background work in another."""
        log, ready, port = self.folder / "logs", f"{self.site}/readyz", free_port()
        log.mkdir(exist_ok=True)
        self.wire.target = f"http://127.0.0.1:{port}"
        elsewhere = self.env | {"HAWKER_DATA_DIR": str(self.folder / "gateway"), "HAWKER_TEST_GATEWAY_URL": PAGES}
        alive = f"{self.wire.target}/static/tokens.css"
        gateway = Process(
            "gateway",
            ("test-gateway", "--port", str(port)),
            elsewhere,
            log / "gateway.log",
            alive,
        )
        if self.sqlite:
            return House(gateway, [Process("run", ("run",), self.env, log / "run.log", ready)])
        web = Process("web", ("web",), self.env, log / "web.log", ready)
        return House(gateway, [web, Process("worker", ("worker",), self.env, log / "worker.log", says="At work by")])

    # ---------------------------------------------------------------------------------------------------------- storm

    async def _storm(self) -> None:
        """Everything at once, until time or writes are up; whoever is in the middle of a visit ends it."""
        begun, dice = time.monotonic(), self.plan.dice("visits")
        self.weather.storm = self.wire.storm = True
        merchants = [Merchant(stall, self.plan.dice("merchant", stall.slug)) for stall in self.stalls]
        free = asyncio.Queue[Customer]()
        for customer in self.customers:
            free.put_nowait(customer)
        async with asyncio.TaskGroup() as everybody:
            others = [everybody.create_task(merchant.works()) for merchant in merchants]
            others.append(everybody.create_task(self._kills(self.plan.dice("kills"))))
            everybody.create_task(self._watches(begun + self.plan.minutes * 60))
            visits = [everybody.create_task(self._visits(free, dice)) for _ in range(self.plan.at_once)]
            await asyncio.wait(visits)
            for task in others:
                task.cancel()
        self.weather.storm = self.wire.storm = False
        self.report.seconds = time.monotonic() - begun
        for merchant in merchants:
            self.report.refused += merchant.refused
            self.report.counts["merchants' acts"] += merchant.did.total()

    async def _visits(self, free: asyncio.Queue[Customer], dice: Random) -> None:
        while not self.over.is_set():
            customer = await free.get()
            await customer.shops(dice.randint(*STEPS), self.over)
            free.put_nowait(customer)

    async def _watches(self, end: float) -> None:
        while not self.over.is_set():
            await asyncio.sleep(COUNTED)
            if time.monotonic() >= end or await writes() >= self.plan.writes:
                self.over.set()

    async def _kills(self, dice: Random) -> None:
        while self.plan.kills_every:
            await asyncio.sleep(self.plan.kills_every * dice.uniform(0.6, 1.4))
            victim = dice.choice(self.house.own)
            await victim.kill()
            await victim.start()

    # ------------------------------------------------------------------------------------------------------ afterwards

    async def _aftermath(self) -> None:
        """One more kill of everything, a calm day, then everybody's books beside each other."""
        for process in self.house.own:
            await process.kill()
        for process in self.house.own:
            await process.start()
        begun = time.monotonic()
        left = await settled(self.fake, self.books, self.plan.settle)
        self.report.settled_after = time.monotonic() - begun
        self.report.faults += [f"still to be done after {self.plan.settle:.0f} s: {left}"] if left else []
        for process in self.house.own:
            await process.at_work()
        ends = await self.house.close()
        self.report.faults += [f"a process ended with {end} when it was asked to stop" for end in ends if end]
        await self._examine()

    async def _examine(self) -> None:
        report = self.report
        found = await compared(self.fake, self.books)
        status, said = await command(self.env, "doctor")
        report.doctor = said if status else said.strip().splitlines()[-1]
        report.faults += found.faults + (["the doctor is not content"] if status else [])
        report.waits, report.duplicates = found.waits, found.duplicates
        report.duplicates_allowed = self.house.kills + self.weather.done["sends lost"]
        if report.duplicates > report.duplicates_allowed:
            report.faults.append(f"{report.duplicates} messages were said twice")
        await self._count(found.charges)

    async def _count(self, charges: int) -> None:
        report = self.report
        report.weather = self.weather.done + self.wire.done
        report.kills = Counter({process.role: process.kills for process in self.house.own})
        report.restarts = [start.answered for start in self.house.starts if start.answered]
        report.logged = logged([process.log for process in self.house.own])
        report.counts.update(customers=len(self.customers), charges=charges, writes=await writes())
        report.counts["Telegram calls"] = len(self.fake.calls)
        for table in ("orders", "refund"):
            for row in await sql(f"SELECT status, COUNT(*) AS n FROM {table} GROUP BY status"):
                report.counts[f"{table} {row['status']}"] = row["n"]
        for customer in self.customers:
            report.trouble += customer.trouble
            report.counts += Counter({f"step {name}": n for name, n in customer.steps.items()})


async def writes() -> int:
    """Inputs and jobs whose effects are committed."""
    return int((await sql("SELECT COUNT(*) AS n FROM handled"))[0]["n"])
