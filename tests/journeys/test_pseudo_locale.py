"""Somebody who reads from right to left, in words a third longer than English, presses everything there is to press."""

from __future__ import annotations

from functools import cache

import pytest
from babel import Locale

from bot.dev.pseudo import LOCALE
from domain.delivery.actions import save_method
from domain.delivery.views import MethodForm
from domain.kit.i18n import Translator, countries
from domain.shop.actions import change_facts
from handlers.channel import TELEGRAM, WEBCHAT
from handlers.fit import overflow
from tests.kit import stage
from tests.kit.database import empty
from tests.kit.pseudo import spoken, texts_of, untranslated
from tests.kit.shop import ShopKit
from tests.kit.wandering import wander

ADDRESS = {"line": "Морская 12", "city": "Сиракузы", "postcode": "13202"}  # data is Cyrillic: Latin letters are ours
PHONE = "512 472 0123"


async def stocked_shop():
    shop = await ShopKit.open("chai", "Чайная")
    await change_facts(shop.by, locales=["en", LOCALE])
    await shop.settings(payment_methods=["cash"])
    await shop.product("Чайник", sizes=("М", "Л"), option="Размер", category=("Посуда",))
    await shop.product("Чашка", category=("Посуда",))
    await shop.product("Поднос", category=("Посуда",), stock=0)
    await save_method(shop.by, MethodForm("courier", "Курьер", steps=((None, 500),)))
    return shop


@pytest.fixture(scope="module")
async def anna(tmp_path_factory):
    """What they have seen when they have ordered a cup and pressed one button of every kind on every screen."""
    folder = tmp_path_factory.mktemp("far")
    with pytest.MonkeyPatch.context() as patch, spoken(folder / "words"):
        patch.setattr(stage, "must_fit", lambda reply: None)  # WhatsApp's short titles are written to measure
        async with empty("sqlite", folder) as settings:
            shop = await stocked_shop()
            anna = stage.enter(stage.staged(settings), shop.id, "анна", locale=LOCALE)
            await order(anna, await shop.variant("Чашка"))
            await wander(anna)
            yield anna


async def order(person, variant_id):
    await person.opens()
    await person.types("посуда")
    await person.types("чего нет")
    await person.presses(f"b:{variant_id}:")
    await person.fills("checkout", **ADDRESS, phone=PHONE, name="Анна")
    await person.presses(next(a.press.pack() for a in person.screen.actions if a.role == "primary"))


@cache
def named_by_cldr():
    """Countries, months, days and languages: English in the pseudo-locale, which CLDR does not know."""
    english = Locale("en", "US")
    names = [Translator().country(code) for code in countries()] + ["English", LOCALE.title(), "US", "AM", "PM"]
    for calendar in (english.months, english.days):
        names += [name for width in ("abbreviated", "wide") for name in calendar["format"][width].values()]
    return {word for name in names for word in untranslated(name)}


def plain_words(text):
    return [word for word in untranslated(text) if word not in named_by_cldr()]


def test_they_get_everywhere(anna):
    seen = {screen.id for screen in anna.history}
    assert {"S-01", "S-03", "S-06", "S-07", "S-08", "S-20", "S-30", "S-36", "S-39", "S-40", "S-41", "S-60"} <= seen


@pytest.mark.parametrize("can", [TELEGRAM, WEBCHAT], ids=lambda can: can.name)
def test_everything_fits(anna, can):
    assert {line for screen in anna.history for line in overflow(screen, can)} == set()


def test_every_word_on_every_screen_is_translated(anna):
    said = {(screen.id, text) for screen in anna.history for text in texts_of(screen)}
    assert [(where, text) for where, text in sorted(said) if plain_words(text)] == []


def test_every_word_said_in_passing_is_translated(anna):
    assert anna.words
    assert [text for text in anna.words if plain_words(text)] == []
