"""Chinese goods are found by those who type without a Chinese keyboard."""

from __future__ import annotations

import pytest

from bot.config import Settings
from domain.kit.actor import Actor
from domain.search.queries import search
from domain.search.sounds import heard, sounds
from tests.domain.search.shelf import a_shop, put


@pytest.fixture
async def by(db: Settings) -> Actor:
    return await a_shop()


@pytest.mark.parametrize("typed", ["maojin", "mao jin", "MaoJin", "mj", "crmj"])
async def test_a_chinese_name_is_found_by_pinyin_and_its_initials(by: Actor, typed: str):
    towel = await put(by, "超柔毛巾")
    await put(by, "龙井绿茶")
    assert (await search(by, typed)).product_ids == (towel,)


async def test_words_as_they_are_written_come_before_how_others_sound(by: Actor):
    await put(by, "超柔毛巾")
    brand = await put(by, "MJ soap")
    assert (await search(by, "mj")).product_ids == (brand,)


async def test_a_slip_of_the_finger_is_mended_before_initials_are_guessed(by: Actor):
    await put(by, "收获壶套")  # sounds s-h-h-t
    shirt = await put(by, "Linen shirt")
    assert (await search(by, "shirrt")).product_ids == (shirt,)


def test_every_short_run_of_characters_sounds():
    assert {"%lvcha", "=lc", "%jinglvcha", "%longjinglvcha", "=ljlc"} <= set(sounds("龙井绿茶"))
    assert list(sounds("Green tea, зелёный чай")) == []


@pytest.mark.parametrize("typed", ["毛巾", "чай", "tea 2", "", "x" * 50, "m"])
def test_only_plain_letters_are_heard(typed: str):
    assert heard(typed) == ""
