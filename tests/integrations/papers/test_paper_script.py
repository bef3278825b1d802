"""Words from right to left, as they are drawn from the left."""

import pytest

from integrations.papers.script import drawn, plain, runs_right, shaped


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("سلام", "\ufeb3\ufefc\ufee1"),  # seen begins, lam and alef are one sign, meem stands alone
        ("بيت", "\ufe91\ufef4\ufe96"),
        ("دار", "\ufea9\ufe8d\ufead"),  # none of them joins what follows
        ("لا", "\ufefb"),
        ("tea", "tea"),
    ],
)
def test_letters_take_the_forms_their_neighbours_ask_for(text, forms):
    assert shaped(text) == forms


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("שלום", "םולש"),
        ("שלום 12,50 עולם", "םלוע 12,50 םולש"),
        ("שלום Tea House עולם", "םלוע Tea House םולש"),
        ("(שלום)", "(םולש)"),
        ("שלום (Tea) 7", "7 (Tea) םולש"),
        ("Tea", "Tea"),
    ],
)
def test_a_line_from_the_right_is_turned_but_for_what_runs_from_the_left(text, seen):
    assert drawn(text, rightward=True) == seen


def test_hebrew_in_an_english_line_turns_alone():
    assert drawn("Tea שלום עולם 3", rightward=False) == "Tea 3 םלוע םולש"


def test_signs_that_steer_leave_no_trace():
    assert plain("\u2068Tea\u2069\u200f") == "Tea"
    assert not runs_right("Tea 7")
    assert runs_right("Tea ש")
