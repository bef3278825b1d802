"""The machine is lost. A backup of some minutes ago comes back, and whoever paid since has paid."""

from __future__ import annotations

import uuid
from contextlib import asynccontextmanager

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bot.backup.making import make_backup
from bot.backup.restoring import GAP, NUMBERS_GAP, restore
from bot.database import database
from bot.payments import Books
from domain.doctor.examine import violations
from domain.kit.cache import forget_all
from domain.kit.db import sql
from domain.payments.strays import strays
from tests.kit import postgres
from tests.kit.database import empty
from tests.kit.gateway import CODE, Bank, listening, orders_online
from tests.kit.shop import ShopKit
from tests.kit.stage import enter, staged
from tests.kit.store import Store


@asynccontextmanager
async def another_database(settings):
    """Somewhere else to put the database; the gateway's own books are not lost with ours."""
    if settings.database_url.startswith("sqlite://"):
        yield settings.model_copy(update={"database_url": f"sqlite://{settings.data_dir}/second.sqlite3"})
        return
    name = f"second_{uuid.uuid4().hex[:12]}"
    try:
        yield settings.model_copy(update={"database_url": await postgres.create_database(name)})
    finally:
        await postgres.drop_database(name)


async def lost(settings, file):
    """The shop until it is lost: Anna has ordered, then comes the backup, then she pays, and Boris orders and pays."""
    shop = await ShopKit.open()
    store = await Store.open(shop)
    await shop.settings(payment_methods=[CODE])
    app = staged(settings)
    teapot = await shop.product("Teapot", price="24.00", stock=5)
    async with listening(app):
        bank = Bank(app, store)
        anna, boris = (enter(app, shop.id, name) for name in ("anna", "boris"))
        await orders_online(anna, teapot)
        await app.jobs.run_outbox()
        await make_backup(settings, file, with_key=False)
        for person in (anna, boris):
            if person is boris:
                await orders_online(boris, teapot)
            await bank.approves(person)
            await bank.tells()
        assert [order.status for order in await store.orders()] == ["placed", "placed"]
        return bank.charges(), await highest()


async def highest():
    (row,) = await sql("SELECT MAX(id) AS payment, MAX(order_id) AS placed FROM payment")
    return row["payment"], row["placed"]


@pytest.fixture(params=["sqlite", "postgres"])
async def after(request, tmp_path):
    """(the store, its app, what the gateway holds, the highest ids given) some time after the restore."""
    file = tmp_path / "shop.tar"
    async with empty(request.param, tmp_path) as settings:
        charges, ids = await lost(settings, file)
    async with another_database(settings) as second:
        await restore(second, file)
        EXECUTOR_CACHE.clear()
        forget_all()
        async with database(second):
            (row,) = await sql("SELECT id, currency FROM shop")
            shop = ShopKit(row["id"], row["currency"])
            app = staged(second)
            async with listening(app):
                yield Store(shop), app, charges, ids


async def test_a_payment_made_after_the_backup_is_found(after):
    store, _, charges, _ = after
    assert [order.status for order in await store.orders()] == ["awaiting_payment"]
    await Books().round()
    (order,) = await store.orders()
    assert (order.status, order.payment_status) == ("placed", "paid")
    assert [payment.reference for payment in order.payments] == [charges[0]["id"]]
    assert await violations() == []


async def test_money_for_an_order_nobody_remembers_waits_for_a_person(after):
    store, _, charges, _ = after
    await Books().round()
    assert [stray.reference for stray in await strays(store.owner)] == [charges[1]["id"]]


async def test_nothing_is_said_again_but_what_is_new(after):
    store, app, _, _ = after
    anna = enter(app, store.id, "anna")
    await app.jobs.run_outbox()
    assert anna.history == []
    await Books().round()
    await app.jobs.run_outbox()
    assert any("has arrived" in screen.body for screen in anna.history)


async def test_no_number_and_no_id_is_given_twice(after):
    store, app, _, (payment, placed) = after
    await Books().round()
    cleo = enter(app, store.id, "cleo")
    await orders_online(cleo, (await sql("SELECT MIN(id) AS id FROM product"))[0]["id"])
    order = (await store.orders())[-1]
    assert order.number > 1001 + NUMBERS_GAP
    assert (await highest())[0] > payment + GAP - 2
    assert (await highest())[1] > placed + GAP - 2
    assert order.payments[0].status == "pending"
