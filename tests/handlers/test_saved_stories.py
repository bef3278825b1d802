"""What is kept at hand, and what one asked to be told."""

from __future__ import annotations

import pytest

from domain.catalog.actions import set_price, unpublish
from domain.catalog.models import ProductText
from domain.kit.money import Money
from domain.shop.actions import change_facts
from domain.stock.actions import adjust
from handlers.account.buttons import Me
from handlers.product.buttons import OpenProduct, Save, TellWhenBack, TellWhenCheaper
from handlers.saved.buttons import OpenAlerts, OpenSaved, StopAlert


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


async def reprice(shop, name: str, was: str, to: str) -> None:
    await set_price(shop.owner, await shop.variant(name), usd(was), usd(to))


@pytest.fixture
async def mug(shop):
    return await shop.product("Enamel mug", price="9.00")


async def test_nothing_saved_leads_to_the_goods(shop, anna, mug):
    await anna.types("/saved")
    assert anna.sees("Nothing saved yet. Tap ♡ on any product.")
    await anna.taps_on("Browse")
    assert anna.screen.id == "S-01"


async def test_saved_things_tell_what_has_changed(shop, anna, mug):
    cap = await shop.product("Canvas cap", price="18.00", stock=0)
    old = await shop.product("Old cap")
    for product in (mug, cap, old):
        await anna.presses(Save(id=product, on=1).pack())
    await reprice(shop, "Enamel mug", "9.00", "8.00")
    await adjust(shop.owner, await shop.variant("Canvas cap"), 1, "delivery")
    await unpublish(shop.owner, old)
    await anna.presses(OpenSaved().pack())
    news = {c.label: c.badge or c.description for c in anna.screen.choices}
    assert news == {"Enamel mug": "−$1.00", "Canvas cap": "back in stock", "Old cap": "no longer sold"}
    await anna.taps_on("Old cap")
    assert anna.sees("Old cap is no longer sold.")


async def test_everything_in_stock_goes_into_the_cart_at_once(shop, anna, mug):
    shirt = await shop.product("Linen shirt", sizes=("S", "M"))
    cap = await shop.product("Canvas cap", stock=0)
    for product in (mug, shirt, cap):
        await anna.presses(Save(id=product, on=1).pack())
    await anna.presses(OpenSaved().pack())
    await anna.taps_on("Add all in stock to cart")
    assert anna.sees("Added. Cart: 1 · $9.00")
    assert anna.sees("1 needs a choice first.")
    assert anna.screen.nav.cart == 1


async def test_a_saved_product_leads_back_to_its_page(shop, anna, mug):
    for n in range(7):
        await anna.presses(Save(id=await shop.product(f"Thing {n}"), on=1).pack())
    await anna.presses(OpenSaved().pack())
    await anna.taps_on("Next ›")
    await anna.taps_on("Thing 0")
    await anna.taps_on("Back")
    assert anna.can_tap("‹ Prev")
    await anna.taps_on("Back")
    assert anna.last["data"] == Me().pack()


async def test_more_than_the_limit_is_refused_with_words(shop, anna, mug):
    await shop.settings(saved_max=1)
    await anna.presses(Save(id=mug, on=1).pack())
    await anna.presses(Save(id=await shop.product("Teapot"), on=1).pack())
    assert anna.sees("1 saved products is the most. Remove one first.")


async def test_alerts_are_listed_and_stopped_one_by_one(shop, anna, mug):
    await shop.product("Canvas cap", stock=0)
    await anna.presses(TellWhenBack(variant=await shop.variant("Canvas cap"), on=1).pack())
    await anna.presses(TellWhenCheaper(id=mug, on=1).pack())
    await anna.presses(OpenAlerts().pack())
    assert anna.sees("2 alerts")
    await anna.taps_on("✕ Canvas cap")
    assert anna.sees("1 alert")
    await anna.taps_on("Stop all")
    assert anna.sees("No alerts.")


async def test_stopping_somebody_elses_alert_stops_nothing(shop, anna, boris, mug):
    await anna.presses(TellWhenCheaper(id=mug, on=1).pack())
    await boris.presses(StopAlert(id=1).pack())
    await boris.presses(StopAlert(id=0).pack())
    assert await shop.count("alert") == 1


async def test_a_lower_price_is_told_once_with_both_prices(shop, anna, app, mug):
    await anna.presses(TellWhenCheaper(id=mug, on=1).pack())
    await reprice(shop, "Enamel mug", "9.00", "7.50")
    await app.jobs.run_outbox()
    await reprice(shop, "Enamel mug", "7.50", "7.00")
    await app.jobs.run_outbox()
    (card,) = anna.cards.values()
    assert card.body == "Enamel mug: $9.00 → $7.50."


async def test_a_price_that_rose_again_before_it_was_told_is_not_told(shop, anna, app, mug):
    await anna.presses(TellWhenCheaper(id=mug, on=1).pack())
    await reprice(shop, "Enamel mug", "9.00", "7.50")
    await reprice(shop, "Enamel mug", "7.50", "9.50")
    await app.jobs.run_outbox()
    assert not anna.cards


async def test_the_first_to_ask_are_the_first_to_hear(shop, person, app, clock):
    await shop.product("Canvas cap", stock=0)
    variant = await shop.variant("Canvas cap")
    waiting = [person(f"customer {n}") for n in range(5)]
    for one in waiting:
        await one.presses(TellWhenBack(variant=variant, on=1).pack())
    await adjust(shop.owner, variant, 1, "delivery")
    await app.jobs.run_outbox()
    assert [bool(one.cards) for one in waiting] == [True, True, False, False, False]
    clock.passes(minutes=11)
    await app.jobs.run_outbox()
    assert [bool(one.cards) for one in waiting] == [True, True, True, True, False]


async def test_nobody_is_told_when_it_is_gone_again(shop, anna, app):
    await shop.product("Canvas cap", stock=0)
    variant = await shop.variant("Canvas cap")
    await anna.presses(TellWhenBack(variant=variant, on=1).pack())
    await adjust(shop.owner, variant, 1, "delivery")
    await adjust(shop.owner, variant, -1, "broken")
    await app.jobs.run_outbox()
    assert not anna.cards
    await adjust(shop.owner, variant, 1, "delivery")
    await app.jobs.run_outbox()
    assert anna.cards


async def test_an_alert_ends_after_ninety_days(shop, anna, app, clock):
    await shop.product("Canvas cap", stock=0)
    variant = await shop.variant("Canvas cap")
    await anna.presses(TellWhenBack(variant=variant, on=1).pack())
    clock.passes(days=91)
    await adjust(shop.owner, variant, 1, "delivery")
    await app.jobs.run_outbox()
    assert not anna.cards


async def test_asking_twice_is_asking_once(shop, anna):
    cap = await shop.product("Canvas cap", stock=0)
    for _ in range(2):
        await anna.presses(TellWhenBack(variant=await shop.variant("Canvas cap"), on=1).pack())
    assert await shop.count("alert") == 1
    await anna.presses(OpenProduct(id=cap).pack())
    await anna.taps_on("We'll tell you")
    assert await shop.count("alert") == 0


async def test_everybody_is_told_in_their_own_language(shop, person, app):

    await change_facts(shop.owner, locales=["en", "de"])
    hat = await shop.product("Hat", stock=0)
    await ProductText.add(shop.by, product_id=hat, locale="de", name="Hut")
    heidi = person("heidi", locale="de")
    await heidi.presses(TellWhenBack(variant=1, on=1).pack())
    await adjust(shop.owner, 1, 3, "delivery")
    await app.jobs.run_outbox()
    (card,) = heidi.cards.values()
    assert "Hut" in card.body
