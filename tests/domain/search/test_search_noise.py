"""Small words and single letters: they help to choose, and never fill a list by themselves."""

from __future__ import annotations

import pytest

from bot.config import Settings
from domain.kit.actor import Actor
from domain.search.queries import search
from domain.search.rules import TEXT, index, question
from tests.domain.search.shelf import a_shop, put

LONG = "<p>It is a mug for the tea of the day, made in a small town. Size M to L.</p>"
TOLD = "<p>Это кружка для чая, и в ней удобно. Я пью с ней чай на кухне.</p>"
CHINESE = "<p>这是我们的陶瓷杯子，适合喝茶。</p>"


@pytest.fixture
async def by(db: Settings) -> Actor:
    made = await a_shop()
    await put(made, "Clay mug", description=LONG + TOLD + CHINESE)
    await put(made, "Oak board", description=LONG + TOLD + CHINESE)
    return made


@pytest.mark.parametrize("typed", ["a", "the", "for a", "m", "5", "и", "это для", "я", "в", "的", "吗", "is it on?"])
async def test_words_that_say_nothing_find_nothing(by: Actor, typed: str):
    assert (await search(by, typed)).total == 0


@pytest.mark.parametrize(
    ("name", "typed"),
    [("On the road", "on"), ("The And", "the and"), ("Vitamin C", "C"), ("Я и ты", "я"), ("M&M's 的", "的")],
)
async def test_what_is_called_so_is_found(by: Actor, name: str, typed: str):
    made = await put(by, name)
    assert (await search(by, typed)).product_ids == (made,)


async def test_a_brand_that_is_a_small_word_is_found(by: Actor):
    made = await put(by, "Running shoe", brand="On")
    assert (await search(by, "on")).product_ids == (made,)


async def test_a_size_alone_is_no_wish_and_beside_a_word_it_is(by: Actor):
    shirt = await put(by, "Linen shirt", sizes=("S", "M"))
    await put(by, "Silk shirt", sizes=("S",))
    await put(by, "Wool socks", sizes=("M",))
    assert (await search(by, "m")).total == 0
    assert (await search(by, "shirt m")).product_ids == (shirt,)


async def test_an_unknown_word_with_a_letter_finds_nothing(by: Actor):
    await put(by, "Wool socks", sizes=("M",))
    assert (await search(by, "unicorn m")).total == 0
    assert (await search(by, "единорог в м")).total == 0


async def test_a_letter_nobody_has_does_not_hide_the_word(by: Actor):
    shirt = await put(by, "Linen shirt", sizes=("S", "M"))
    assert (await search(by, "shirt x")).product_ids == (shirt,)


async def test_a_figure_chooses_among_what_the_word_finds(by: Actor):
    five = await put(by, "Candle 5 hours")
    await put(by, "Candle 9 hours", sold=50)
    assert (await search(by, "candle 5")).product_ids == (five,)


async def test_the_word_that_tells_comes_before_the_letter(by: Actor):
    shirt = await put(by, "Linen shirt")
    await put(by, "Vitamin C")
    assert (await search(by, "shirt c")).product_ids == (shirt,)


async def test_an_article_number_of_one_letter_is_found(by: Actor):
    made = await put(by, "Hook", sku="A")
    assert (await search(by, "a")).product_ids == (made,)


async def test_a_slip_beside_a_letter_is_still_corrected(by: Actor):
    await put(by, "Aspirin forte")
    made = await put(by, "Vitamin C")
    found = await search(by, "vitamnin c")
    assert (found.corrected, found.product_ids) == ("vitamin c", (made,))


@pytest.mark.parametrize(
    ("name", "typed"), [("绿茶", "茶"), ("紅茶碗", "碗"), ("红色杯", "红色的杯"), ("铁壶", "壶吗")]
)
async def test_a_chinese_character_is_a_word(by: Actor, name: str, typed: str):
    made = await put(by, "Thing", names={"zh_Hans": name})
    assert made in (await search(by, typed)).product_ids


async def test_a_korean_syllable_is_a_word(by: Actor):
    made = await put(by, "Cup", names={"ko": "컵"})
    assert (await search(by, "컵")).product_ids == (made,)


async def test_a_description_is_found_by_its_words_and_not_by_the_small_ones(by: Actor):
    assert (await search(by, "town")).total == 2
    assert (await search(by, "кухне")).total == 2
    assert (await search(by, "杯子")).total == 2


@pytest.mark.parametrize(
    ("typed", "words", "faint"),
    [("a shirt in m", ("shirt",), (("m",),)), ("чай для двоих", ("чай", "двоих"), ()), ("红色的杯", ("红色", "杯"), ()),
     ("iphone 5", ("iphone",), (("5",),))],
)  # fmt: skip
def test_a_question_keeps_what_tells(typed: str, words: tuple[str, ...], faint: tuple[tuple[str, ...], ...]):
    asked = question(typed)
    assert (asked.words, asked.faint, asked.bare) == (words, faint, False)


def test_a_bare_question_is_not_taken_for_an_unfinished_word():
    assert (question("th").tail, question("t").tail, question("the").tail) == ("th", "", "")


def test_small_words_of_a_description_take_no_room():
    assert index([("A mug of the day 的", TEXT)], []).keys() == {"mug", "day"}
