"""Customers and what they keep with us."""

import asyncio

import pytest

from domain.customers import actions as people
from domain.customers import desk
from domain.customers.addresses import parse_address
from domain.customers.errors import TooManyAddresses, UndoOver
from domain.customers.phones import PhoneRefused
from domain.customers.queries import address, addresses, profile
from domain.kit.errors import BadInput, NotAllowed, NotFound
from domain.shop.actions import change_settings
from tests.kit.market import HOME, Market


async def test_the_same_person_is_met_once_also_at_once(market):
    ids = await asyncio.gather(*(people.meet(market.id, "web", "77", "en", "Anna") for _ in range(6)))
    assert (len(set(ids)), await market.count("customer"), await market.count("channel_identity")) == (1, 1, 1)
    assert await people.meet(market.id, "telegram", "77", "en", "Anna") != ids[0]


async def test_the_first_address_is_the_default_and_none_is_kept_twice(market):
    anna = await market.stranger()
    home = await people.save_address(anna, HOME)
    again = await people.save_address(anna, HOME | {"line": "12  market st", "lat": 56.95, "lon": 24.1})
    work = await people.save_address(anna, HOME | {"line": "3 Park Ave", "unit": "5"})
    assert (home.is_default, again.id, again.lat, work.is_default) == (True, home.id, 56.95, False)
    assert [a.short for a in await addresses(anna)] == ["12 market st", "3 Park Ave 5"]


async def test_a_typed_address_is_kept_with_how_sure_we_are(market):
    anna = await market.stranger()
    sure = await people.save_address(anna, parse_address("Brivibas iela 12-4, Riga, LV-1010", "LV"))
    assert (sure.city, sure.country, sure.verified) == ("Riga", "LV", True)
    unsure = await people.save_address(anna, parse_address("near the old mill", "LV"), verified=False)
    assert unsure.verified is False


async def test_a_pin_without_words_is_an_address(market):
    anna = await market.stranger()
    pin = await people.save_address(anna, {"lat": 56.95, "lon": 24.1})
    assert (pin.line, pin.country, pin.lat) == ("56.95000, 24.10000", "LV", 56.95)
    with pytest.raises(BadInput):
        await people.save_address(anna, {"city": "Riga"})


async def test_no_address_is_kept_with_a_postcode_of_nowhere(anna):
    with pytest.raises(BadInput) as refused:
        await people.save_address(anna, HOME | {"postcode": "ABC"})
    assert set(refused.value.fields) == {"postcode"}


async def test_ten_addresses_are_enough(market):
    await change_settings(market.by, addresses_max=2)
    anna = await market.stranger()
    for n in range(2):
        await people.save_address(anna, HOME | {"line": f"{n} Market St"})
    with pytest.raises(TooManyAddresses):
        await people.save_address(anna, HOME)
    assert len(await addresses(anna)) == 2


async def test_addresses_are_renamed_chosen_changed(market):
    anna = await market.stranger()
    home, work = [await people.save_address(anna, HOME | {"line": line}) for line in ("1 A St", "2 B St")]
    await people.make_default(anna, work.id)
    await people.rename_address(anna, work.id, "  The office on the corner of the street ")
    await people.save_address(anna, HOME | {"line": "3 C St"}, address_id=home.id)
    found = await addresses(anna)
    assert [(a.line, a.label, a.is_default) for a in found] == [
        ("2 B St", "The office on the co", True), ("3 C St", "", False),
    ]  # fmt: skip


async def test_a_deleted_address_comes_back_within_a_minute(market, clock):
    anna = await market.stranger()
    home, work = [await people.save_address(anna, HOME | {"line": line}) for line in ("1 A St", "2 B St")]
    await people.delete_address(anna, home.id)
    assert [(a.id, a.is_default) for a in await addresses(anna)] == [(work.id, True)]
    for _ in range(2):
        await people.undo_delete(anna, home.id)
    assert len(await addresses(anna)) == 2
    await people.delete_address(anna, home.id)
    clock.passes(seconds=61)
    with pytest.raises(UndoOver):
        await people.undo_delete(anna, home.id)


async def test_other_peoples_addresses_are_not_there(market):
    anna, boris = await market.buyer(), await market.stranger("boris")
    theirs = (await addresses(anna))[0].id
    other = await (await Market.open("other")).stranger("anna")
    for person in (boris, other):
        for verb in (address, people.delete_address, people.make_default, people.undo_delete):
            with pytest.raises(NotFound):
                await verb(person, theirs)


async def test_phones_are_kept_in_one_form(market):
    anna = await market.stranger()
    assert await people.set_phone(anna, "20 123 456") == "+37120123456"
    assert await people.set_phone(anna, "37129999999", vouched=True) == "+37129999999"
    with pytest.raises(PhoneRefused):
        await people.set_phone(anna, "12")
    assert (await profile(anna)).phone == "+37129999999"
    await people.forget_phone(anna)
    assert (await profile(anna)).phone == ""


async def test_a_profile_counts_what_is_kept(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await people.set_name(anna, "  Anna   Ozola ")
    await people.set_locale(anna, "ru")
    await market.order(anna, (tea, 1))
    me = await profile(anna)
    assert (me.name, me.locale, me.orders, me.addresses, me.saved, me.alerts) == ("Anna Ozola", "ru", 1, 1, 0, 0)


async def test_staff_see_profiles_of_their_shop_and_customers_only_their_own(market):
    anna, boris = await market.stranger(), await market.stranger("boris")
    assert (await profile(market.owner, anna.id)).id == anna.id
    assert (await profile(boris, anna.id)).id == boris.id
    with pytest.raises(NotFound):
        await profile((await Market.open("other")).owner, anna.id)
    with pytest.raises(NotAllowed):
        await desk.block(anna, boris.id, True)
