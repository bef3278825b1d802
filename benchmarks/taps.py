"""CPU milliseconds and SQL statements per tap, for the main screens of the demo shop.

    .venv/bin/python -m benchmarks.taps            # SQLite in a temporary folder
    .venv/bin/python -m benchmarks.taps --url postgres://…

The figures are process time (user + system) of the whole tap: receiver, Dispatcher, handler, rendering, stored node.
The baseline of the same run is an empty aiogram dispatch of the same Update: the ratio is what to compare.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from aiogram import Dispatcher, Router
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.sqlite.client import SqliteClient

from bot.app import App
from bot.channels.webchat.receive import Sender
from bot.commands.demo import make_demo_shop
from bot.config import Settings
from bot.database import database, migrate
from bot.incoming import Incoming
from bot.sqlite_backend import ImmediateClient, ImmediateWrapper
from domain.shop.queries import shops
from handlers.reply import parts
from handlers.screen import Screen
from tests.kit.people import buttons

ROUNDS = 30
statements = 0


def count_statements() -> None:
    """Count what reaches a driver, whichever method it goes by."""
    for client in (SqliteClient, AsyncpgDBClient, TransactionWrapper):
        for name in ("execute_insert", "execute_query", "execute_query_dict", "execute_many"):
            if name in vars(client):
                setattr(client, name, _counted(vars(client)[name]))
    for batch in (ImmediateClient, ImmediateWrapper):
        batch.execute_together = _counted(batch.execute_together, each=True)  # type: ignore[method-assign]


def _counted(method: Callable[..., Any], *, each: bool = False) -> Callable[..., Any]:
    async def counted(self: Any, *arguments: Any, **more: Any) -> Any:
        global statements
        statements += len(arguments[0]) if each else 1
        return await method(self, *arguments, **more)

    return counted


class Walker:
    """One customer who presses by label and notes what each press cost."""

    def __init__(self, app: App, shop_id: int) -> None:
        self.app, self.shop_id = app, shop_id
        self.screen: Screen | None = None
        self.cost: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self.number = 0
        show = app.webchat.show

        async def note(place: Any, reply: Any, **how: Any) -> None:
            await show(place, reply, **how)
            shown = [p for p in parts(reply) if isinstance(p, Screen) and p.kind != "card"]
            self.screen = shown[0] if shown else self.screen

        app.webchat.show = note  # type: ignore[method-assign]

    async def send(self, name: str, session: str, message: dict[str, Any]) -> None:
        self.number += 1
        sender = Sender(self.shop_id, session, "127.0.0.1", "en")
        before, cpu = statements, time.process_time()
        await self.app.receiver.take(sender, {"cid": f"c{self.number}", **message})
        self.cost[name].append(((time.process_time() - cpu) * 1000, statements - before))

    async def press(self, name: str, session: str, label: str) -> None:
        if self.screen is None:
            raise RuntimeError("nothing to press yet")
        data = next(press for text, press in buttons(self.screen) if label in text)
        await self.send(name, session, {"t": "press", "data": data, "node": "canvas"})

    async def fill(self, name: str, session: str, values: dict[str, str]) -> None:
        """Submit the form on the screen, what is filled in already included."""
        if self.screen is None or self.screen.form is None:
            raise RuntimeError("no form to fill in")
        form = self.screen.form
        filled = {field.name: field.value for field in form.inputs} | values
        await self.send(name, session, {"t": "form", "form": form.name, "rev": form.rev, "values": filled})


ADDRESS = {"line": "12 Harbor Street", "unit": "", "city": "Syracuse", "region": "NY", "postcode": "13202"}


async def journey(walker: Walker, session: str) -> None:
    """A first order: home, category, list, product, cart, form, review, placed, search, orders."""
    walker.app.limiter._levels.clear()
    await walker.send("S-01 home", session, {"t": "start", "payload": ""})
    await walker.send("S-06 search", session, {"t": "text", "text": "teapot"})
    await walker.send("S-03 list", session, {"t": "press", "data": "l:all:1:pop", "node": "canvas"})
    await walker.send("S-02 categories", session, {"t": "press", "data": "c:0:1", "node": "canvas"})
    await walker.send("S-08 product", session, {"t": "press", "data": f"p:{PRODUCT['id']}::0:0:", "node": "canvas"})
    await walker.send(
        "S-08 add to cart", session, {"t": "press", "data": f"a:{PRODUCT['variant']}:1:", "node": "canvas"}
    )
    await walker.send("S-20 cart", session, {"t": "press", "data": "k:1", "node": "canvas"})
    await walker.press("S-30 checkout form", session, "Checkout")
    await walker.fill("S-36 review", session, FORM)
    await walker.press("S-39 place order", session, "Order ·")
    await walker.send("S-40 orders", session, {"t": "press", "data": "os:0:1", "node": "canvas"})


PRODUCT: dict[str, int] = {}
FORM = {**ADDRESS, "country": "US", "phone": "+1 315 555 0134", "name": "Anna"}


async def baseline(app: App, shop_id: int) -> float:
    """CPU ms of one empty dispatch of the same kind of Update."""
    dispatcher, router = Dispatcher(disable_fsm=True), Router()
    dispatcher.include_router(router)

    @router.callback_query()
    async def nothing(_query: Any) -> None:
        return None

    press = Incoming(shop_id, "web", "baseline", "press", "h")
    started = time.process_time()
    for _ in range(300):
        await dispatcher.feed_update(app.conversation.bot, press.as_update(app.conversation.bot))
    return (time.process_time() - started) * 1000 / 300


async def stock_up(shop_id: int) -> None:
    """Choose a product without options and give it enough stock for the run."""
    from domain.kit.db import sql

    rows = await sql(
        "SELECT v.product_id, v.id FROM variant v JOIN product p ON p.id = v.product_id WHERE p.shop_id = $1"
        " AND p.status = 'active' AND v.policy = 'untracked' AND v.active = $2 LIMIT 1",
        shop_id,
        True,
    )
    if not rows:
        raise RuntimeError("the demo shop has no untracked product to buy in a loop")
    PRODUCT.update(id=rows[0]["product_id"], variant=rows[0]["id"])


async def main(url: str) -> None:
    count_statements()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database_url=url, secret_key="bench", port=0)
        await migrate(settings)
        async with database(settings):
            await make_demo_shop(settings)
            shop = (await shops())[0]
            await stock_up(shop.id)
            app = App(settings)
            walker = Walker(app, shop.id)
            for round_ in range(ROUNDS):
                await journey(walker, f"bench-{round_}-{'x' * 40}")
            report(walker, await baseline(app, shop.id), url)


def report(walker: Walker, base: float, url: str) -> None:
    kind = "PostgreSQL" if url else "SQLite"
    print(f"{kind}, {ROUNDS} first orders; baseline: an empty aiogram dispatch, {base:.2f} ms of CPU")
    print(f"{'tap':22}{'CPU ms':>8}{'× baseline':>12}{'SQL':>6}")
    for name, costs in walker.cost.items():
        warm = costs[3:]
        cpu = median(c for c, _ in warm)
        print(f"{name:22}{cpu:8.1f}{cpu / base:12.1f}{median(n for _, n in warm):6.0f}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="", help="database URL; SQLite in a temporary folder when left out")
    asyncio.run(main(arguments.parse_args().url))
