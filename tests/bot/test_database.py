"""The database opens, counts inputs once and agrees with the models."""

import asyncio
import sqlite3
from contextlib import closing, suppress

import pytest
from tortoise.backends.asyncpg.client import TransactionWrapper

from bot.database import pending_model_changes
from bot.sqlite_backend import ImmediateWrapper
from domain.kit.db import attempt, handling, inside_transaction, transaction
from domain.kit.errors import AlreadyDone
from domain.shop.models import Shop


async def test_models_and_migrations_agree():
    assert await pending_model_changes() == []


async def test_an_input_delivered_twice_takes_effect_once(db):
    async def deliver():
        with handling("web:1:a"):
            async with transaction():
                await Shop.create(slug="tea", name="Tea")

    await deliver()
    with pytest.raises(AlreadyDone):
        await deliver()
    assert await Shop.all().count() == 1


async def test_a_rolled_back_input_may_come_again(db):
    async def deliver(fail):
        with handling("web:1:b"):
            async with transaction():
                await Shop.create(slug="tea", name="Tea")
                if fail:
                    raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        await deliver(fail=True)
    await deliver(fail=False)
    assert await Shop.all().count() == 1


async def test_a_nested_transaction_is_still_one(db):
    async with transaction():
        assert inside_transaction()
        async with transaction():
            await Shop.create(slug="tea", name="Tea")
    assert not inside_transaction()
    assert await Shop.all().count() == 1


async def open_and_refuse():
    async with transaction():
        await Shop.create(slug="milk", name="Milk")
        raise AlreadyDone("refused")


async def test_what_a_refused_attempt_wrote_is_undone_and_the_rest_stands(db):
    async with transaction():
        await Shop.create(slug="tea", name="Tea")
        with pytest.raises(AlreadyDone):
            async with attempt():
                await open_and_refuse()
    assert await Shop.all().values_list("slug", flat=True) == ["tea"]


async def go_on_after_a_refusal():
    async with transaction():
        with suppress(AlreadyDone):
            await open_and_refuse()


async def test_no_part_of_a_transaction_is_refused_in_silence(db):
    with pytest.raises(RuntimeError, match="attempt"):
        await go_on_after_a_refusal()
    assert await Shop.all().count() == 0


async def test_who_gives_up_waiting_for_the_lock_leaves_nothing_open(sqlite):
    path = sqlite.database_url.removeprefix("sqlite://").partition("?")[0]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), transaction():
                await Shop.create(slug="never", name="Never")
        other.rollback()
    async with transaction():
        await Shop.create(slug="tea", name="Tea")
    assert await Shop.all().values_list("slug", flat=True) == ["tea"]


async def given_up(_client):
    raise TimeoutError


async def begins():
    async with transaction():
        await Shop.create(slug="tea", name="Tea")


async def test_transactions_given_up_before_they_begin_keep_no_connection(db, monkeypatch):
    with monkeypatch.context() as patched:
        for wrapper in (TransactionWrapper, ImmediateWrapper):
            patched.setattr(wrapper, "begin", given_up)
        for _ in range(12):
            with pytest.raises(TimeoutError):
                await asyncio.create_task(begins())
    await asyncio.wait_for(begins(), 5)
    assert await Shop.all().count() == 1


async def test_who_gives_up_in_the_line_lets_nobody_into_the_transaction_before_it(sqlite):
    entered, may_end = asyncio.Event(), asyncio.Event()

    async def first():
        async with transaction():
            await Shop.create(slug="tea", name="Tea")
            entered.set()
            await may_end.wait()
            raise AlreadyDone("undone")

    running = asyncio.create_task(first())
    await entered.wait()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(begins(), 0.05)
    third = asyncio.create_task(begins())
    await asyncio.sleep(0.05)
    may_end.set()
    with pytest.raises(AlreadyDone):
        await running
    await third
    assert await Shop.all().count() == 1
