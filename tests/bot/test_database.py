"""The database opens, counts inputs once and agrees with the models."""

from contextlib import suppress

import pytest

from bot.database import pending_model_changes
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
