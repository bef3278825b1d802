"""The cards that hand things over, and the part of a cart that is bought apart."""

from datetime import UTC, datetime
from pathlib import Path

from bot.channels.webchat.render import Renderer
from domain.digital.views import FileView, HandedLine
from domain.kit.i18n import Translator
from handlers.channel import CAPABILITIES
from handlers.digital.buttons import SendAgain
from handlers.digital.screens import handed_actions, parcel_card, parcels
from handlers.fit import overflow

T = Translator()
WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BOOKLET = FileView("booklet.pdf", 300_000, Path("/srv/files/1/ab/abcd"), WHEN)


def line(number=7, *keys, file=None, title="Gift code"):
    return HandedLine(number, 1, title, "", max(1, len(keys)), keys, file, WHEN, 5)


def cards(*lines):
    found = [parcel_card(parcel, 1042, T) for parcel in parcels(lines, lambda n: f"/chat/tea/file/{n}")]
    problems = [problem for card in found for can in CAPABILITIES.values() for problem in overflow(card, can)]
    assert problems == []
    return found


def test_a_key_is_said_and_copied():
    (card,) = cards(line(7, "AAAA-1111"))
    assert (card.key, card.lines) == ("digital:1042", ("Gift code: AAAA-1111",))
    assert [(a.label, a.copy) for a in card.actions] == [("Copy key", "AAAA-1111")]


def test_many_keys_fill_several_messages_and_none_is_lost():
    keys = [f"KEY-{n:02}" + "x" * 90 for n in range(25)]
    found = cards(line(7, *keys))
    assert [card.key for card in found][:2] == ["digital:1042", "digital:1042:1"]
    assert [words.split(": ")[1] for card in found for words in card.lines] == keys


def test_a_key_too_long_to_be_copied_by_a_button_is_said_in_words():
    (card,) = cards(line(7, "x" * 300))
    assert "x" * 300 in card.lines[0]
    assert card.actions == ()


def test_a_file_is_a_document_with_a_link_of_its_own():
    (card,) = cards(line(7, file=BOOKLET))
    assert (card.document.name, card.document.path, card.document.url) == (
        "booklet.pdf", "/srv/files/1/ab/abcd", "/chat/tea/file/7",
    )  # fmt: skip
    html = Renderer().node(card, T)
    assert 'href="/chat/tea/file/7" download="booklet.pdf"' in html


def test_a_file_that_was_taken_away_says_so():
    (card,) = cards(line(7, title="Booklet"))
    assert card.lines == ("Booklet: the shop has taken the file away.",)
    assert [action.label for action in card.actions] == ["💬 Help with this order"]


def test_the_orders_card_gives_what_its_buyer_has():
    one = list(handed_actions((line(7, "AAAA"),), T))
    assert [(a.copy, a.press) for a in one] == [("AAAA", None), ("", SendAgain(line=7))]
    both = list(handed_actions((line(7, "A", "B"), line(8, file=BOOKLET, title="Booklet")), T))
    assert [a.label for a in both] == ["🔒 Show the key · Gift code", "📄 Get file · Booklet"]
