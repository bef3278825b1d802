"""What the first order costs inside Telegram, and how fast a payment sheet is answered when a hundred ask at once.

    .venv/bin/python -m benchmarks.telegram            # SQLite in a temporary folder
    .venv/bin/python -m benchmarks.telegram --url postgres://…

Updates are handed to the receiver as Telegram would give them; calls to Telegram are answered by a stub that costs next
to nothing, so that what is measured is ours. The baseline of the same run is a bare aiogram bot that echoes words, fed
and answered in the same way.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import AnswerPreCheckoutQuery, CreateInvoiceLink, GetMe, SendDocument, SendMessage, SendPhoto
from aiogram.types import Chat, Message, PhotoSize, User

from bot.app import App
from bot.config import Settings
from bot.database import database, migrate
from domain.kit.clock import now
from domain.kit.db import sql
from domain.payments.cards import keep_token
from domain.shop.bots import add_bot
from tests.kit.shop import ShopKit
from tests.kit.store import Store

TOKEN = "4242:token-of-the-benchmark-only-nothing-else"
CUSTOMERS, PAYERS, ECHOES = 40, 100, 400
_numbers = count(1)


class Stub(AiohttpSession):
    """Telegram as fast as can be: every call succeeds at once and is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.answered: dict[str, float] = {}
        self.refused: list[str] = []

    async def make_request(self, bot: Bot, method: Any, timeout: Any = None) -> Any:  # noqa: ARG002
        self.calls[method.__api_method__] += 1
        if isinstance(method, AnswerPreCheckoutQuery):
            self.answered[method.pre_checkout_query_id] = time.perf_counter()
            self.refused += [] if method.ok else [str(method.error_message)]
        return _result(bot, method)


def _result(bot: Bot, method: Any) -> Any:
    if isinstance(method, GetMe):
        return User(id=4242, is_bot=True, first_name="B", username="bench_bot")
    if isinstance(method, CreateInvoiceLink):
        return "https://t.me/$invoice"
    if isinstance(method, SendMessage | SendPhoto | SendDocument):
        photo = (
            [PhotoSize(file_id="f", file_unique_id="u", width=1, height=1)] if isinstance(method, SendPhoto) else None
        )
        chat = Chat(id=int(method.chat_id), type="private")
        return Message(message_id=next(_numbers), date=now(), chat=chat, photo=photo).as_(bot)
    return True


class Customer:
    """Somebody who taps and types; `cost` notes CPU milliseconds and calls of every step."""

    def __init__(self, app: App, stub: Stub, number: int) -> None:
        self.app, self.stub = app, stub
        self.person = {"id": number, "is_bot": False, "first_name": "Anna", "language_code": "en"}
        self.chat = {"id": number, "type": "private", "first_name": "Anna"}

    async def gives(self, update: dict[str, Any]) -> tuple[float, Counter[str]]:
        connection = await self.app.telegram.bots.connection("4242")
        before, cpu = Counter(self.stub.calls), time.process_time()
        last = await self.app.telegram.receiver.take(connection, {"update_id": next(_numbers), **update})
        spent = (time.process_time() - cpu) * 1000
        calls = Counter(self.stub.calls) - before
        calls["rides home" if last else "-"] += 1
        return spent, calls

    async def says(self, **content: Any) -> tuple[float, Counter[str]]:
        entities = (
            [{"type": "bot_command", "offset": 0, "length": 6}] if str(content.get("text")).startswith("/") else []
        )
        more = {"entities": entities} if entities else {}
        message = {"message_id": next(_numbers), "date": 1, "chat": self.chat, "from": self.person, **content, **more}
        return await self.gives({"message": message})

    async def presses(self, prefix: str) -> tuple[float, Counter[str]]:
        chat = (await sql("SELECT canvas FROM chat WHERE external_id = $1", str(self.person["id"])))[0]["canvas"]
        canvas = json.loads(chat) if isinstance(chat, str) else chat
        data = next(press for press in canvas["presses"] if press.startswith(prefix))
        message = {"message_id": canvas["message"], "date": 1, "chat": self.chat}
        query = {"id": str(next(_numbers)), "from": self.person, "chat_instance": "1", "data": data, "message": message}
        return await self.gives({"callback_query": query})

    async def first_order(self, product: int, *, pays: bool) -> dict[str, tuple[float, Counter[str]]]:
        contact = {"phone_number": "+15124720123", "first_name": "Anna", "user_id": self.person["id"]}
        steps = {
            "link (S-08)": await self.says(text=f"/start p{product}"),
            "Buy now (S-30)": await self.presses("b:"),
            "address typed (S-32)": await self.says(text="12 Main St, Austin, TX 78701"),
            "phone shared (S-36)": await self.says(contact=contact),
        }
        if not pays:
            steps["Order (S-39)"] = await self.presses("pl:")
        return steps

    async def opens_sheet(self) -> float:
        """Seconds from a payment sheet's question to our answer."""
        quote = (await sql(
            "SELECT q.id, q.revision, q.total FROM quote q JOIN channel_identity i ON i.customer_id = q.customer_id"
            " WHERE i.external_id = $1 ORDER BY q.id DESC LIMIT 1", str(self.person["id"])
        ))[0]  # fmt: skip
        number = str(next(_numbers))
        query = {
            "id": number, "from": self.person, "currency": "USD", "total_amount": quote["total"],
            "invoice_payload": f"q:{quote['id']}:{quote['revision']}",
        }  # fmt: skip
        started = time.perf_counter()
        await self.gives({"pre_checkout_query": query})
        return self.stub.answered[number] - started


async def echo() -> float:
    """CPU ms of one update of a bot that says what it hears."""
    dispatcher, router, bot = Dispatcher(disable_fsm=True), Router(), Bot(TOKEN, session=Stub())
    dispatcher.include_router(router)

    @router.message()
    async def back(message: Message) -> None:
        await message.answer(message.text or "-")

    person = {"id": 7, "is_bot": False, "first_name": "A"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": person, "text": "hello"}
    started = time.process_time()
    for number in range(ECHOES):
        await dispatcher.feed_raw_update(bot, {"update_id": number, "message": message})
    return (time.process_time() - started) * 1000 / ECHOES


async def measure(settings: Settings) -> None:
    shop = await ShopKit.open()
    store = await Store.open(shop)
    app = App(settings)
    stub = app.telegram.bots.session = Stub()  # type: ignore[assignment]
    await add_bot(shop.by, "telegram", "4242", "bench_bot", TOKEN)
    product = await shop.product("Teapot", stock=100_000)
    await app.telegram.bots.refresh()
    app.limiter.take = lambda *_: None  # type: ignore[method-assign]
    base = await echo()
    runs = [await Customer(app, stub, 1000 + n).first_order(product, pays=False) for n in range(CUSTOMERS)]
    print(f"bare aiogram echo: {base:.2f} ms of CPU an update")
    for step in runs[0]:
        spent = median(run[step][0] for run in runs[3:])
        calls = ", ".join(f"{name}{f' x{n}' if n > 1 else ''}" for name, n in runs[-1][step][1].items() if name != "-")
        print(f"{step:24}{spent:7.2f} ms{spent / base:7.1f} x echo   {calls}")
    await sheets(app, stub, shop, store, product)
    await app.stop()


async def sheets(app: App, stub: Stub, shop: ShopKit, store: Store, product: int) -> None:
    await keep_token(shop.by, "test", "284685063:TEST:token-of-the-bank")
    await store.kit.settings(payment_methods=["telegram"])
    payers = [Customer(app, stub, 5000 + n) for n in range(PAYERS)]
    for payer in payers:
        await payer.first_order(product, pays=True)
    cpu = time.process_time()
    waits = sorted(await asyncio.gather(*(payer.opens_sheet() for payer in payers)))
    each = (time.process_time() - cpu) * 1000 / PAYERS
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99) - 1]
    told = (f"{name} {wait * 1000:.0f} ms" for name, wait in (("p50", p50), ("p99", p99), ("slowest", waits[-1])))
    refused = f"; {len(stub.refused)} refused: {stub.refused[0]}" if stub.refused else ""
    print(f"{PAYERS} payment sheets at once, {each:.1f} ms of CPU each: {', '.join(told)}{refused}")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="database, else SQLite in a temporary folder")
    url = parser.parse_args().url
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database_url=url, secret_key="benchmark", port=0, log_level="ERROR")
        await migrate(settings)
        async with database(settings):
            await measure(settings)


if __name__ == "__main__":
    asyncio.run(main())
