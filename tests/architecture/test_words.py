"""Rules of the words: every locale complete, one voice, few signs, and room for languages longer than English."""

import re
import unicodedata
from datetime import timedelta
from functools import cache

import pytest

from bot.dev.faults import placeholders
from bot.dev.messages import ROOT, drift
from bot.dev.pseudo import LOCALE, pseudo
from bot.dev.words import collect
from domain.kit.i18n import Translator, available_locales
from domain.kit.money import Money
from domain.shop.errors import SlugTaken
from handlers.channel import CAPABILITIES, TELEGRAM, WEBCHAT
from handlers.fit import composed, overflow
from tests.kit.pseudo import spoken, stretched
from tests.kit.sample_screens import SAMPLES

EMOJI = frozenset(
    "🏠 🛒 🔎 ⚡ 🔥 📦 ♡ 💬 ⚙ 🎟 🎁 ✦ 👛 📍 📱 🚚 🏬 🏢 💳 💵 🏦 🔗 ⭐ 🔔 📉 ↩ 🔁 🖼 ℹ ↗ 🧾 📄 📷 🌐 ✉ 🔒 📞 💛 ✅ 👍"
    " 👎 😞 😐 🙂 👀 👌".split()
)
MARKS = frozenset("− ＋ × ✕ ○ ♥ ✓ ⇅ ↑ ↓ →".split())  # typography inside a label, not signposts
NEVER = re.compile(r"\bplease\b|\boops\b|\binvalid\b|!|！", re.IGNORECASE)
TYPED = "help words"  # lists of what customers type, not what we say
LONGEST_SENTENCE = 20
BUTTON_NAMED = re.compile(r"\b[Tt]ap [^\w\s]|ℹ More")  # "Tap ↩ to undo" names a button by its sign


@cache
def words():
    return collect(ROOT)


@cache
def texts():
    """(context, text, place) of everything said, plurals included."""
    said = ((word.context, text, word.place) for word in words() for text in (word.one, word.many) if text)
    return sorted(set(said), key=str)


def offences(is_wrong):
    return [f"{place}: {text!r}" for context, text, place in texts() if context != TYPED and is_wrong(context, text)]


def signs(text):
    return [c for c in text if c in EMOJI or (ord(c) > 127 and unicodedata.category(c) in ("So", "Sm"))]


def sentences(text):
    return re.split(r"(?<=[.?…])\s+|\n+", text)


# ---------------------------------------------------------------------------------------------------------- catalogues


def test_every_catalogue_says_every_word_with_equal_placeholders():
    assert drift(ROOT) == []


def test_nobody_is_served_in_the_pseudo_locale():
    assert available_locales()[0] == "en"
    assert LOCALE not in available_locales()


# --------------------------------------------------------------------------------------------------------------- voice


def test_the_voice_is_calm_and_blames_nobody():
    assert offences(lambda _, text: NEVER.search(text)) == []


def test_a_sentence_has_twenty_words_at_most():
    def is_long(_, text):
        return any(len(s.split()) > LONGEST_SENTENCE for s in sentences(text))

    assert offences(is_long) == []


def test_signs_are_from_the_one_set():
    assert offences(lambda _, text: set(signs(text)) - EMOJI - MARKS) == []


def test_a_sign_stands_alone_and_at_the_start_of_its_line():
    def is_crowded(_, text):
        found = [[at for at, c in enumerate(line) if c in EMOJI] for line in BUTTON_NAMED.sub("", text).splitlines()]
        return any(places not in ([], [0]) for places in found)

    assert offences(is_crowded) == []


def test_a_refusal_carries_no_sign():
    assert offences(lambda context, text: context is None and signs(text)) == []


# ------------------------------------------------------------------------------------------------- the pseudo-locale


@pytest.fixture
def t(tmp_path):
    with spoken(tmp_path):
        yield Translator(LOCALE)


def test_every_word_is_said_in_the_pseudo_locale(t):
    plain = [
        text
        for word in words()
        for n, text in ((1, word.one), (2, word.many))
        if text and said(t, word, n) != pseudo(text).format(**filled(text, n, counted=bool(word.many)))
    ]
    assert plain == []


def said(t, word, n):
    values = filled(word.one, n) | filled(word.many or "", n)
    if word.many:
        return t.plural(word.context, word.one, word.many, **values | {"n": n})
    return t(word.context, word.one, **values) if word.context else t.sentence(word.one, **values)


def filled(text, n, *, counted=False):
    """A number for every placeholder; the one that counts is isolated, as every formatted number is."""
    values = dict.fromkeys(placeholders(text), n)
    return values | {"n": f"\u2068{n}\u2069"} if counted else values


def test_the_pseudo_locale_is_longer_and_keeps_placeholders():
    for _, text, _ in texts():
        assert placeholders(pseudo(text)) == placeholders(text)
        assert len(pseudo(text)) > len(text)


def test_it_reads_from_right_to_left(t):
    assert t.rtl
    assert t.back_glyph == "›"


def test_money_is_kept_left_to_right_in_it(t):
    assert t.money(Money(123_450, "USD")) == "\u2068$1,234.50\u2069"


def test_it_counts(t):
    one, many = (t.plural("S-20", "Your cart · {n} item", "Your cart · {n} items", n) for n in (1, 2))
    assert (one[0], many[0]) == ("[", "[")
    assert one != many


def test_its_dates_are_words_and_numbers(t, clock):
    assert t.day(clock.at.date()) == pseudo("today")
    assert t.moment(clock.at + timedelta(days=4)).startswith("Mon, Nov 16, 9:00")


def test_a_refusal_is_said_in_it(t):
    said = t.refusal(SlugTaken(slug="tea"))
    assert said.startswith("[")
    assert "\u2068tea\u2069" in said


# --------------------------------------------------------------------------------------------------------------- room


@pytest.mark.parametrize("can", CAPABILITIES.values(), ids=lambda can: can.name)
def test_every_sample_screen_fits_in_english(can):
    assert [line for screen in SAMPLES.values() for line in overflow(screen, can)] == []


@pytest.mark.parametrize("can", [TELEGRAM, WEBCHAT], ids=lambda can: can.name)
def test_every_sample_screen_fits_a_third_longer(can):
    """WhatsApp's titles of 20 and 24 are written to measure in every language: stretched English proves nothing."""
    longer = [stretched(screen) for screen in SAMPLES.values()]
    assert len(composed(longer[0])) > 1.3 * len(composed(next(iter(SAMPLES.values()))))
    assert [line for screen in longer for line in overflow(screen, can)] == []
