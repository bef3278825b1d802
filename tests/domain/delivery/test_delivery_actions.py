"""Delivery and tax, as the panel changes them."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.cart import actions as cart
from domain.cart.queries import cart as read_cart
from domain.delivery import actions as delivery
from domain.delivery.queries import methods, points, rules_at, zones
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.actor import Actor, Permission
from domain.kit.errors import BadInput, NotAllowed, NotFound
from domain.shop.queries import shop_of
from domain.tax.actions import RateExists, remove_rate, save_rate
from domain.tax.queries import RateView, rates
from tests.kit.market import Market, euros


async def test_what_is_saved_is_what_the_panel_reads(market):
    zone = ZoneForm("Riga", ("LV",), ("Riga",), ("LV-10*",), 56.9, 24.1, 5.0)
    zone = replace(zone, id=await delivery.save_zone(market.owner, zone))
    form = MethodForm(
        "courier", "Express", "weight", ((1000, 500), (None, 900)), 5000, zone.id, 1, 0, 1, 2, time(12, 30), (0, 2),
        (date(2026, 12, 24),), False, "standard", 3,
    )  # fmt: skip
    form = replace(form, id=await delivery.save_method(market.owner, form))
    point = PointForm("Shop", "1 Main St", "9–18", 56.9, 24.1)
    point = replace(point, id=await delivery.save_point(market.owner, point))
    assert (form in await methods(market.owner), await zones(market.owner)) == (True, (zone,))
    assert await points(market.owner) == (point,)


async def test_a_change_holds_for_the_very_next_look(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await cart.add_at_least(anna, tea, 1)
    (courier,) = await methods(market.owner)
    for fee in (450, 0):
        await delivery.save_method(market.owner, replace(courier, steps=((None, fee),)))
        assert (await read_cart(anna, "basket")).delivery.fee == euros(fee)


async def test_rules_are_kept_by_the_shops_version(market, statements):
    version = (await shop_of(market.by)).version
    await rules_at(market.by, version)
    with statements() as seen:
        await rules_at(market.by, version)
    assert seen == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"kind": "drone"}, "kind"), ({"price_kind": "mood"}, "price_kind"),
        ({"steps": ()}, "steps"), ({"steps": ((None, -1),)}, "steps"), ({"transit_max": 0}, "transit_max"),
        ({"weekdays": (7,)}, "weekdays"), ({"zone_id": 999}, "zone_id"),
    ],
)  # fmt: skip
async def test_a_method_that_makes_no_sense_is_refused(market, changes, field):
    form = replace(MethodForm("courier", "Courier", steps=((None, 300),)), **changes)
    with pytest.raises(BadInput) as refused:
        await delivery.save_method(market.owner, form)
    assert (field in refused.value.fields, await market.count("delivery_method")) == (True, 1)


async def test_a_zone_in_use_stays_and_a_choice_that_is_removed_is_made_again(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    zone = await delivery.save_zone(market.owner, ZoneForm("Latvia", ("LV",)))
    method = await market.courier(100, zone_id=zone)
    with pytest.raises(delivery.ZoneInUse):
        await delivery.remove_zone(market.owner, zone)
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_method(anna, "basket", method, None)
    await delivery.remove_method(market.owner, method)
    await delivery.remove_zone(market.owner, zone)
    assert (await read_cart(anna, "basket")).delivery.fee == euros(300)


async def test_a_point_that_was_chosen_can_be_removed(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    pickup = await market.pickup("Shop", "Stall")
    shop, stall = await points(market.owner)
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_point(anna, "basket", pickup, stall.id, None)
    await delivery.remove_point(market.owner, stall.id)
    assert (await read_cart(anna, "basket")).delivery.point == shop.name


async def test_rates_are_one_per_place_and_class(market):
    rate = RateView(2100, "lv", name="PVN")
    rate_id = await save_rate(market.owner, rate)
    with pytest.raises(RateExists):
        await save_rate(market.owner, rate)
    with pytest.raises(BadInput):
        await save_rate(market.owner, RateView(10_001))
    await save_rate(market.owner, RateView(500, "LV", name="PVN", id=rate_id))
    assert [(r.country, r.rate_bp) for r in await rates(market.owner)] == [("LV", 500)]
    await remove_rate(market.owner, rate_id)
    assert await rates(market.owner) == ()


async def test_only_staff_of_the_shop_with_the_permission_change_them(market):
    (courier,), other = await methods(market.owner), await Market.open("other")
    packer = Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS}))
    for verb in (delivery.save_method(packer, courier), delivery.remove_method(packer, courier.id)):
        with pytest.raises(NotAllowed):
            await verb
    for verb in (delivery.save_method(other.owner, courier), delivery.remove_method(other.owner, courier.id)):
        with pytest.raises(NotFound):
            await verb
    assert await methods(market.owner) == (courier,)
