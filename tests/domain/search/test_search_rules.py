"""How words are read, and what they may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.search.rules import CODE, NAME, SURFACE, TERM_LENGTH, TEXT, code, folded, index, question, terms
from domain.search.spelling import Vocabulary, distance, other_alphabet, other_layout
from domain.search.synonyms import meant


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Café", "cafe"),
        ("ЁЛКА", "елка"),
        ("Чайник", "чайник"),
        ("ＡＢＣ", "abc"),
        ("Straße", "strasse"),
        ("ガラス", "ガラス"),
    ],
)
def test_words_are_folded_without_losing_letters(typed: str, kept: str):
    assert folded(typed) == kept


@pytest.mark.parametrize(
    ("asked", "written"),
    [("shirts", "Linen shirt"), ("чайники", "Чайник заварочный"), ("елка", "Ёлка"), ("mens", "Men's socks"),
     ("t-shirt", "T-shirt"), ("tshirt", "T-shirt"), ("杯子", "陶瓷杯子"), ("杯", "陶瓷杯子")],
)  # fmt: skip
def test_a_question_meets_the_name_it_means(asked: str, written: str):
    known = set(terms(written))
    assert all(known & set(part) for part in question(asked).parts)


def test_small_words_are_left_out_unless_alone():
    assert question("mug for tea").words == ("mug", "tea")
    assert question("for the").words == ("for", "the")


def test_an_unfinished_word_is_known_as_such():
    assert question("linen sh").tail == "sh"
    assert question("linen ").tail == ""


def test_words_weigh_by_their_place_and_the_company_they_keep():
    short = index([("Linen shirt", NAME)], [])
    long = index([("Linen shirt with a pocket and wooden buttons", NAME)], [])
    told = index([("Linen shirt", NAME), ("A shirt of linen, washed", TEXT)], ["LSH-01"])
    assert short["linen"] > short["shirt"] > long["shirt"]
    assert told["shirt"] > short["shirt"] > told["wash"]
    assert (told["~shirt"], told["#lsh01"], "~washed" in told) == (SURFACE, CODE, False)


def test_a_code_is_compared_without_its_dashes():
    assert code("LSH-m 01") == code("lshm01") == "#lshm01"
    assert code("—") == ""


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str):
    assert all(0 < len(term) <= TERM_LENGTH for term in index([(text, NAME)], [text]))
    assert len(question(text).words) <= 12


@pytest.mark.parametrize(("keys", "meant"), [("hbc", "рис"), ("xfq", "чай"), ("еуф", "tea"), ("ыршке", "shirt")])
def test_the_other_keyboard(keys: str, meant: str):
    assert other_layout(keys) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("chashka", "чашка"), ("sharf", "шарф"), ("шарф", "sharf"), ("кап", "kap")]
)
def test_the_other_alphabet(typed: str, meant: str):
    assert other_alphabet(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("shrit", "shirt", 1), ("mug", "mugs", 1), ("kettle", "ketle", 1), ("linen", "woolen", 3)],
)
def test_slips_of_the_finger_are_counted(one: str, other: str, edits: int):
    assert distance(one, other, 2) == edits
    assert distance(other, one, 2) == edits


SHELF = Vocabulary.of({"shirt": 30, "skirt": 10, "short": 2, "kettle": 5, "mug": 4, "mustard": 2, "чайник": 3})


@pytest.mark.parametrize(("typed", "meant"), [("shrit", "shirt"), ("kettel", "kettle"), ("чайнк", "чайник")])
def test_a_misspelt_word_becomes_the_nearest_known_one(typed: str, meant: str):
    assert SHELF.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["mgu", "shirt", "shirts", "2024", "completely"])
def test_short_known_and_foreign_words_are_left_alone(typed: str):
    assert SHELF.nearest(typed) is None


def test_a_beginning_is_finished_with_the_commonest_words():
    assert SHELF.beginning("s", 2) == ["shirt", "skirt"]
    assert SHELF.beginning("mu") == ["mug", "mustard"]


def test_words_alike_are_found_for_hopeless_ones():
    assert "mustard" in SHELF.alike("mustang")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Tee", "t-shirt"), ("blue TEE xl", "blue t-shirt xl"), ("night gown", "pyjamas"), ("night", ""), ("teeth", ""),
     ("红马克杯", "红杯子"), ("t-shirt", ""), ("", "")],
)  # fmt: skip
def test_a_word_of_the_merchants_own_is_read_as_what_it_means(typed: str, said: str):
    assert meant(typed, {"tee": "t-shirt", "night gown": "pyjamas", "马克杯": "杯子"}) == said
