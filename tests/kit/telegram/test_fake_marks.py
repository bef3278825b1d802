"""HTML marks as Telegram reads them."""

from __future__ import annotations

import pytest

from tests.kit.telegram.marks import fragment, marked, read_text

CASES = [
    ("<b>a</b> &lt;b&gt; &amp; &nbsp;", "a <b> & &nbsp;", [("bold", "a")]),
    ("😀<i>b</i>", "😀b", [("italic", "b")]),
    ("<b>x <i>y</i></b>", "x y", [("bold", "x y"), ("italic", "y")]),
    ('<a href="https://example.com/?a=1&amp;b=2">shop</a>', "shop", [("text_link", "shop")]),
    ('<a href="nowhere">shop</a>', "shop", []),
    ("<s>9</s> <u>8</u> <code>7</code>", "9 8 7", [("strikethrough", "9"), ("underline", "8"), ("code", "7")]),
    ("<b></b>x", "x", []),
    ("  <b> x </b>  ", "x", [("bold", "x")]),
    ("<blockquote expandable>long</blockquote>", "long", [("expandable_blockquote", "long")]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", "x")]),
    ("<B>x</>", "x", [("bold", "x")]),
]


@pytest.mark.parametrize(("source", "text", "marks"), CASES, ids=[case[0] for case in CASES])
def test_marks_are_taken_out_of_the_text(source: str, text: str, marks: list[tuple[str, str]]) -> None:
    shown, found = read_text(source, "HTML", None)
    assert (shown, [(m["type"], fragment(shown, m)) for m in found]) == (text, marks)


def test_without_a_mode_the_text_stays() -> None:
    assert read_text("<b>", None, None) == ("<b>", [])


def test_a_persons_words_mark_commands_mentions_and_links() -> None:
    found = [(m["type"], m["offset"], m["length"]) for m in marked("😀 /start@tea_bot a/b @anna https://example.com/x")]
    assert found == [("bot_command", 3, 14), ("mention", 22, 5), ("url", 28, 21)]
