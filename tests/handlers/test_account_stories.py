"""What customers see and change of what we know of them."""

from __future__ import annotations

import pytest

from domain.shop.actions import change_facts, set_text
from handlers.account.buttons import DeleteAddress, SetLanguage
from handlers.account.screens import languages_screen, me_screen
from handlers.reply import Relocalise
from tests.handlers.goods import T, a_shop, labels
from tests.handlers.sales import fits, profile
from tests.kit.store import AUSTIN, Store, buys


@pytest.fixture
async def at_home(anna, shop):
    """Anna has one address, called Home."""
    await anna.types("/settings")
    await anna.taps_on("Addresses")
    await anna.taps_on("Add")
    await anna.fills("address", **AUSTIN)
    await anna.taps_on("Rename")
    await anna.fills("label", label="Home")
    return anna


def test_me_shows_only_what_the_shop_offers():
    screen = fits(me_screen(profile(), a_shop(), T))
    assert (screen.title, screen.body) == ("Maria Kalnina", "3 orders · +1 … 123")
    assert [c.label for c in screen.choices] == [
        "📦 Orders",
        "♡ Saved · 3",
        "🏠 Addresses · 2",
        "🔔 Alerts · 2",
        "My name",
    ]
    assert labels(screen) == ["📱 Forget my phone", "🔒 Privacy", "💬 Help"]


def test_a_stranger_is_simply_me():
    screen = fits(me_screen(profile(name="", phone="", orders=0, addresses=0, saved=0, alerts=0), a_shop(), T))
    assert (screen.title, screen.body, labels(screen)) == ("Me", "", ["🔒 Privacy", "💬 Help"])


def test_every_language_stands_in_its_own_words():
    screen = fits(languages_screen(("en", "ru", "zh_Hans"), "ru", T))
    assert [(c.label, c.state) for c in screen.choices] == [
        ("English", ""), ("Русский", "chosen"), ("简体中文", "")
    ]  # fmt: skip


async def test_an_address_is_added_named_and_shown(at_home):
    assert at_home.sees("12 Main St, Austin, 78701")
    await at_home.taps_on("Back")
    assert at_home.sees("[🏠 Home · 12 Main St, Austin  ✓ default 78701]")


async def test_a_wrong_address_keeps_its_words(anna):
    await anna.types("/settings")
    await anna.taps_on("Addresses")
    assert anna.sees("No addresses yet. You can add one while ordering.")
    await anna.taps_on("Add")
    await anna.fills("address", line="12 Main St")
    values = {i.name: (i.value, i.error) for i in anna.screen.form.inputs}
    assert (values["line"], values["city"][1]) == (("12 Main St", ""), "Add the city.")


async def test_an_address_is_added_by_typing(anna):
    await anna.types("/settings")
    await anna.taps_on("Addresses")
    await anna.taps_on("Add")
    await anna.types("9 Elm St, Austin, TX 78702")
    assert anna.sees("9 Elm St, Austin, TX, 78702")


async def test_half_an_address_goes_on_in_the_form(anna):
    await anna.types("/settings")
    await anna.taps_on("Addresses")
    await anna.taps_on("Add")
    await anna.types("9 Elm St")
    assert next(i for i in anna.screen.form.inputs if i.name == "line").value == "9 Elm St"
    await anna.fills("address", city="Austin", postcode="78702")
    assert anna.sees("9 Elm St, Austin, 78702")


async def test_a_changed_address_keeps_a_postcode_of_its_country(at_home):
    await at_home.taps_on("Change")
    await at_home.fills("address", postcode="ABC")
    wrong = {i.name: (i.value, i.error) for i in at_home.screen.form.inputs if i.error}
    assert wrong == {"postcode": ("ABC", "A US ZIP code looks like 10001 or 10001-1234.")}
    assert at_home.screen.title == "Change the address"


async def test_a_wrong_postcode_typed_with_the_address_goes_on_in_the_form(at_home):
    await at_home.taps_on("Change")
    await at_home.types("14 Main St, Austin, TX, 7870")
    values = {i.name: i.value for i in at_home.screen.form.inputs}
    assert (values["line"], values["city"], values["postcode"]) == ("14 Main St", "Austin", "7870")
    await at_home.fills("address", postcode="78702")
    assert at_home.sees("14 Main St, Austin, TX, 78702")


async def test_an_address_is_changed_in_place(at_home, shop):
    await at_home.taps_on("Change")
    await at_home.fills("address", line="14 Main St")
    assert at_home.sees("14 Main St, Austin, 78701")
    assert at_home.screen.title == "Home"
    assert await shop.count("address") == 1


async def test_another_address_becomes_the_default(at_home):
    await at_home.taps_on("Back")
    await at_home.taps_on("Add")
    await at_home.fills("address", line="9 Elm St", city="Austin", postcode="78702")
    await at_home.taps_on("Make default")
    assert at_home.sees("We deliver here from now on.")
    assert not at_home.can_tap("Make default")


async def test_a_deleted_address_comes_back(at_home):
    await at_home.taps_on("Delete")
    assert at_home.sees("No addresses yet.")
    await at_home.taps_on("Undo")
    assert at_home.sees("Home · 12 Main St")


async def test_a_deleted_address_does_not_come_back_later(clock, at_home):
    await at_home.taps_on("Delete")
    press = at_home.button("Undo")
    clock.passes(seconds=61)
    await at_home.presses(press)
    assert at_home.sees("It is too late to undo that.")


async def test_somebody_elses_address_is_out_of_reach(at_home, boris, shop):
    await boris.presses(DeleteAddress(id=1).pack())
    assert boris.sees("That is no longer here.")
    await at_home.taps_on("Back")
    assert at_home.sees("12 Main St")


async def test_a_name_is_typed_or_sent(anna):
    await anna.types("/settings")
    await anna.taps_on("My name")
    await anna.types("Anna Smith")
    assert anna.screen.title == "Anna Smith"
    await anna.taps_on("My name")
    await anna.fills("name", name="Anna")
    assert anna.screen.title == "Anna"


async def test_the_phone_is_forgotten(anna, shop):
    await Store.open(shop)
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await buys(anna)
    await anna.types("/settings")
    assert anna.sees("+1 … 123")
    await anna.taps_on("Forget my phone")
    assert anna.sees("Forgotten. We ask again when it is needed.")
    assert "+1 … 123" not in anna.screen.body


async def test_a_language_is_one_press_and_stays(anna, shop):
    await change_facts(shop.by, locales=["en", "ru"])
    await anna.types("/lang")
    await anna.presses(SetLanguage(code="ru").pack())
    await anna.types("/lang")
    assert [c.state for c in anna.screen.choices] == ["", "chosen"]


async def test_a_language_the_shop_does_not_speak_changes_nothing(anna, shop):
    await anna.presses(SetLanguage(code="xx").pack())
    await anna.types("/lang")
    assert [c.label for c in anna.screen.choices] == ["English"]


async def test_the_page_is_drawn_again_in_the_new_language(anna, shop, app):
    await change_facts(shop.by, locales=["en", "ru"])
    heard = []
    hears = anna.hears
    anna.hears = lambda reply: (heard.append(reply), hears(reply))
    await anna.presses(SetLanguage(code="ru").pack())
    assert isinstance(heard[-1], Relocalise)


async def test_the_privacy_policy_stands_where_it_is_written(anna, shop):
    await anna.types("/privacy")
    assert not anna.can_tap("Privacy policy")
    await set_text(shop.by, "privacy", "en", "We keep what an order needs.")
    await anna.types("/privacy")
    await anna.taps_on("Privacy policy")
    assert anna.sees("We keep what an order needs.")
