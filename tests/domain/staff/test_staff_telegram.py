"""A person's Telegram: connected by a code that works once, and what it is told of."""

import asyncio

import pytest

from bot.config import Settings
from domain.chats.actions import open_chat
from domain.kit.actor import Actor, Permission, system
from domain.kit.db import sql
from domain.kit.errors import NotAllowed
from domain.shop.actions import create_shop
from domain.staff import actions, telegram
from domain.staff.errors import CodeUsed, NotStaff
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from tests.kit.clock import Clock

ANN = 7_000_000_001


@pytest.fixture
async def shop_id(db: Settings, clock: Clock) -> int:
    return await create_shop("tea", "Tea House", currency="USD", country="US")


async def worker(shop_id: int, name: str, role: Role = Role.OWNER) -> Actor:
    token = await actions.make_setup_token(system(shop_id))
    staff_id = await actions.set_up_owner(token, f"{name}@example.com", name, "three wet umbrellas")
    if role is not Role.OWNER:
        await actions.change_role(system(shop_id), f"{name}@example.com", role.value)
    return Actor(shop_id, "staff", staff_id, PERMISSIONS[role])


@pytest.fixture
async def ann(shop_id: int) -> Actor:
    return await worker(shop_id, "ann")


async def chat_of(shop_id: int, user_id: int) -> int:
    return await open_chat(shop_id, "telegram", str(user_id), "en", None, "42")


async def linked(by: Actor, user_id: int) -> None:
    code = await telegram.make_code(by)
    await telegram.link_telegram(by.shop_id, code, user_id, await chat_of(by.shop_id, user_id), "Ann T")


async def test_a_code_makes_a_telegram_account_act_for_its_person(ann: Actor) -> None:
    await linked(ann, ANN)
    found = await telegram.telegram_actor(ann.shop_id, ANN)
    assert (found.id, found.permissions, found.channel) == (ann.id, ann.permissions, "telegram")


async def test_a_code_works_once_even_for_two_at_once(ann: Actor) -> None:
    code, chat = await telegram.make_code(ann), await chat_of(ann.shop_id, ANN)
    tries = [telegram.link_telegram(ann.shop_id, code, ANN + n, chat, "") for n in range(3)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(e).__name__ for e in ends) == ["CodeUsed", "CodeUsed", "StaffView"]


async def test_a_code_is_too_old_after_ten_minutes_and_a_new_one_replaces_it(ann: Actor, clock: Clock) -> None:
    first, second = await telegram.make_code(ann), await telegram.make_code(ann)
    clock.passes(minutes=10)
    for code in (first, second):
        with pytest.raises(CodeUsed):
            await telegram.link_telegram(ann.shop_id, code, ANN, await chat_of(ann.shop_id, ANN), "")


async def test_a_code_of_one_shop_is_nothing_in_another(ann: Actor) -> None:
    other = await create_shop("cafe", "Cafe", currency="USD", country="US")
    code = await telegram.make_code(ann)
    with pytest.raises(CodeUsed):
        await telegram.link_telegram(other, code, ANN, await chat_of(other, ANN), "")


async def test_only_the_hash_of_a_code_is_stored(ann: Actor) -> None:
    code = await telegram.make_code(ann)
    rows = await sql("SELECT code_hash FROM staff_code")
    assert code not in str(rows)
    assert len(rows) == 1


async def test_an_account_stands_for_one_person_and_a_person_has_one(ann: Actor, shop_id: int) -> None:
    boris = await worker(shop_id, "boris")
    await linked(ann, ANN)
    await linked(boris, ANN)
    assert (await telegram.telegram_actor(shop_id, ANN)).id == boris.id
    assert await telegram.telegram_of(ann) is None


async def test_who_has_left_or_disconnected_is_a_customer_again(ann: Actor, shop_id: int) -> None:
    boris = await worker(shop_id, "boris")
    await linked(ann, ANN)
    await linked(boris, ANN + 1)
    assert await telegram.unlink_telegram(ann)
    await actions.disable(system(shop_id), "boris@example.com")
    for user_id in (ANN, ANN + 1):
        with pytest.raises(NotStaff):
            await telegram.telegram_actor(shop_id, user_id)


async def test_only_who_may_see_orders_is_told_of_them(ann: Actor, shop_id: int) -> None:
    await linked(ann, ANN)
    await linked(await worker(shop_id, "cat", Role.CATALOGUE), ANN + 1)
    await telegram.tell(ann, "orders", on=False)
    heard = await telegram.listeners(system(shop_id))
    assert [(one.by.id, one.orders, one.money, one.group) for one in heard] == [(ann.id, False, True, False)]


async def test_a_group_is_told_once_it_is_chosen_by_who_may_choose(ann: Actor, shop_id: int) -> None:
    chat = await chat_of(shop_id, -500)
    packer = await worker(shop_id, "packer", Role.PACKER)
    with pytest.raises(NotAllowed):
        await telegram.use_group(packer, chat, "Packing")
    assert [await telegram.use_group(ann, chat, "Packing") for _ in range(2)] == [True, False]
    found = await telegram.listener(system(shop_id), chat)
    assert found is not None
    assert found.group
    assert Permission.MOVE_ORDERS in found.by.permissions
    await telegram.leave_group(ann, chat)
    assert await telegram.listener(system(shop_id), chat) is None
