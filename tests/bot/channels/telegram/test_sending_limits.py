"""Telegram's limits: per chat, per group, overall, the lanes and the silence after a 429."""

from __future__ import annotations

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText

from bot.channels.telegram.limits import Limits
from bot.channels.telegram.sender import Busy, Lane
from tests.bot.channels.telegram.sender_kit import World, flood


@pytest.fixture
def world() -> World:
    return World()


def most_within(times: list[float], seconds: float) -> int:
    """The most calls in any window of so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


async def test_answers_come_in_a_burst_and_then_one_a_second(world: World) -> None:
    for _ in range(23):
        await world.send()
    assert world.times[19] < 1
    assert world.times[20:] == [1, 2, 3]


async def test_news_come_in_a_short_burst_and_then_one_a_second(world: World) -> None:
    for _ in range(7):
        await world.send(lane=Lane.NEWS)
    assert world.times[3] < 0.2
    assert [round(at) for at in world.times[4:]] == [1, 2, 3]


async def test_a_flood_of_news_leaves_answers_their_burst(world: World) -> None:
    for _ in range(6):
        await world.send(lane=Lane.NEWS)
    before = world.at
    for _ in range(5):
        await world.send()
    assert world.at - before < 0.2


async def test_edits_count_less_than_messages(world: World) -> None:
    for n in range(15):
        await world.sender.call(world.bot, EditMessageText(chat_id=7, message_id=1, text=str(n)))
    assert world.times[-1] < 1


async def test_a_group_hears_at_most_twenty_a_minute(world: World) -> None:
    for _ in range(60):
        await world.send(-100)
        world.at += 0.1
    assert most_within(world.times, 60) <= 20


async def test_all_chats_together_hear_at_most_thirty_a_second(world: World) -> None:
    for chat in range(1, 200):
        await world.send(chat)
    assert most_within(world.times, 1) <= 30
    assert world.times[-1] < 9


async def test_answers_to_presses_are_never_held_back(world: World) -> None:
    for _ in range(100):
        await world.sender.call(world.bot, AnswerCallbackQuery(callback_query_id="1"))
    assert world.times[-1] == 0


async def test_each_bot_has_its_own_allowance() -> None:
    one, other = World(), World()
    for _ in range(5):
        await one.send()
    await other.send()
    assert other.times == [0]


async def test_nothing_is_sent_into_a_chat_during_its_silence(world: World) -> None:
    world.says(flood(3))
    await world.send()
    await world.send(lane=Lane.NEWS)
    assert world.times[0] == 0
    assert min(world.times[1:]) >= 3


async def test_the_silence_of_one_chat_does_not_hold_others_back(world: World) -> None:
    world.says(flood(25))
    with pytest.raises(Busy):
        await world.send(1, lane=Lane.NEWS)
    await world.send(2, lane=Lane.NEWS)
    assert world.times == [0, 0]


async def test_a_silence_for_a_second_chat_is_one_for_its_lane(world: World) -> None:
    world.says(flood(25), flood(25))
    for chat in (1, 2):
        with pytest.raises(Busy):
            await world.send(chat, lane=Lane.NEWS)
    with pytest.raises(Busy) as busy:
        await world.send(3, lane=Lane.NEWS)
    assert busy.value.seconds == 25
    await world.send(3)
    assert world.times == [0, 0, 0]


async def test_the_silence_of_bulk_holds_all_of_bulk_and_nothing_else(world: World) -> None:
    world.says(flood(600))
    await world.send(1, lane=Lane.BULK)
    assert world.times == [0, 600]
    world.says(flood(600))
    world.at += 10
    world.sender.limits._lanes.clear()
    with pytest.raises(Busy):
        await world.send(2)
    before = world.at
    await world.send(3)
    assert world.at == before


async def test_bulk_leaves_room_for_answers_and_news(world: World) -> None:
    for chat in range(1, 100):
        await world.send(chat, lane=Lane.BULK)
    before = world.at
    await world.send(500)
    await world.send(501, lane=Lane.NEWS)
    assert world.at == before


async def test_news_stand_back_for_answers_only_so_long(world: World) -> None:
    limits = world.sender.limits
    for chat in range(1, 400):
        await world.send(chat)
    limits._bots[42].level = -50
    await world.send(999, lane=Lane.NEWS)
    assert world.at - 1000 < 399 / 25 + 10


async def test_an_answer_that_would_come_far_too_late_is_given_up(world: World) -> None:
    world.says(flood(35))
    with pytest.raises(Busy) as busy:
        await world.send()
    assert busy.value.seconds == 35
    assert world.times == [0]


async def test_who_is_silenced_again_and_again_is_told_so(world: World) -> None:
    world.says(*[flood(1)] * 5)
    with pytest.raises(Busy):
        await world.send()
    assert world.times == [0, 1, 2, 3, 4]


async def test_chats_that_are_quiet_are_forgotten() -> None:
    world = World()
    world.sender.limits = limits = Limits(lambda: world.at, world.sleep, keep=10)
    for chat in range(1, 50):
        await world.send(chat)
    assert len(limits._chats) == 10
