"""The database opens, counts inputs once and agrees with the models."""

import pytest

from bot.database import pending_model_changes
from domain.kit.db import handling, inside_transaction, transaction
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
