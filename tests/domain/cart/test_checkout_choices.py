"""Address, delivery, payment, coupon and extras, as the cart keeps them."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.cart import actions as cart
from domain.cart.errors import NotOffered, TooLong
from domain.cart.queries import cart as read_cart
from domain.cart.queries import delivery_options, payment_options, pickup_points
from domain.customers.actions import delete_address, save_address
from domain.delivery.actions import remove_method, save_method, save_zone
from domain.delivery.queries import methods
from domain.delivery.views import MethodForm, ZoneForm
from domain.kit.errors import NotFound, Stale
from domain.promotions.errors import CouponNeedsMore, CouponUnknown, CouponUsedUp
from domain.shop.actions import change_settings
from tests.kit.market import HOME, euros

ABROAD = {"line": "Unter den Linden 1", "city": "Berlin", "postcode": "10117", "country": "DE"}


async def test_without_an_address_delivery_is_an_estimate_outside_the_total(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 1)
    view = await read_cart(anna, "basket")
    assert (view.delivery.fee, view.delivery.estimate, view.total) == (euros(300), True, euros(2000))


async def test_the_default_address_decides_the_fee_and_the_day(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await cart.add_at_least(anna, tea, 1)
    view = await read_cart(anna, "basket")
    assert (view.delivery.estimate, view.total) == (False, euros(2300))
    assert (view.delivery.earliest, view.delivery.latest) == (date(2026, 11, 13), date(2026, 11, 16))


async def test_the_cheapest_that_arrives_first_holds_and_pickup_only_when_chosen(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    pickup = await market.pickup("Shop")
    fast = MethodForm("courier", "Express", steps=((None, 300),), transit_min=0, transit_max=0, cutoff=time(23))
    express = await save_method(market.owner, fast)
    await cart.add_at_least(anna, tea, 1)
    options = await delivery_options(anna, "basket")
    assert {(o.name, o.chosen) for o in options} == {("Courier", False), ("Express", True), ("Pickup", False)}
    assert (await cart.choose_method(anna, "basket", pickup, None)).delivery.method_id == pickup
    assert (await cart.choose_method(anna, "basket", express, None)).total == euros(2300)


async def test_one_name_in_two_zones_is_one_choice_by_the_nearest(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    zone = await save_zone(market.owner, ZoneForm("Riga", ("LV",), ("Riga",)))
    await market.courier(100, zone_id=zone)
    await cart.add_at_least(anna, tea, 1)
    assert [(o.name, o.fee) for o in await delivery_options(anna, "basket")] == [("Courier", euros(100))]
    far = await save_address(anna, ABROAD)
    assert (await cart.choose_address(anna, "basket", far.id, None)).delivery.fee == euros(300)


async def test_an_address_nobody_delivers_to_leaves_delivery_open(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.pickup("Shop")
    zone = await save_zone(market.owner, ZoneForm("Latvia", ("LV",)))
    courier = (await methods(market.owner))[0]
    await save_method(market.owner, replace(courier, zone_id=zone))
    far = await save_address(anna, ABROAD)
    await cart.add_at_least(anna, tea, 1)
    view = await cart.choose_address(anna, "basket", far.id, None)
    assert (view.delivery, (await cart.quote(anna, "basket")).missing) == (None, ("delivery", "payment"))


async def test_free_delivery_and_the_way_there(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await remove_method(market.owner, (await methods(market.owner))[0].id)
    await market.courier(300, free_above=5000)
    await cart.add_at_least(anna, tea, 1)
    assert (await read_cart(anna, "basket")).missing_for_free_delivery == euros(3000)
    await cart.add_at_least(anna, tea, 3)
    view = await read_cart(anna, "basket")
    assert (view.missing_for_free_delivery, view.total) == (None, euros(6000))


async def test_pickup_asks_for_a_point_when_there_are_several_and_for_no_address(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    pickup = await market.pickup("Shop", "Stall")
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_method(anna, "basket", pickup, None)
    await cart.choose_payment(anna, "basket", "cash", None)
    assert (await cart.quote(anna, "basket")).missing == ("delivery",)
    points = await pickup_points(anna, "basket", pickup)
    view = await cart.choose_point(anna, "basket", pickup, points[1].id, None)
    assert ((await cart.quote(anna, "basket")).missing, view.delivery.point, view.total) == ((), "Stall", euros(2000))
    with pytest.raises(NotOffered):
        await cart.choose_point(anna, "basket", pickup, 999, None)


async def test_steps_are_asked_in_their_order(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 1)
    assert (await cart.quote(anna, "basket")).missing == ("address", "phone", "payment")


async def test_choosing_an_address_gives_up_a_pickup(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    pickup = await market.pickup("Shop")
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_method(anna, "basket", pickup, None)
    other = await save_address(anna, HOME | {"line": "3 Park Ave"})
    view = await cart.choose_address(anna, "basket", other.id, None)
    assert (view.delivery.kind, (await cart.quote(anna, "basket")).address.id) == ("courier", other.id)


async def test_a_deleted_address_falls_back_to_the_default(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    other = await save_address(anna, HOME | {"line": "3 Park Ave"})
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_address(anna, "basket", other.id, None)
    await delete_address(anna, other.id)
    await cart.choose_payment(anna, "basket", "cash", None)
    assert (await cart.quote(anna, "basket")).address.line == "12 Market St"


async def test_somebody_elses_address_is_not_there(market):
    anna, boris = await market.buyer(), await market.buyer("boris")
    theirs = await save_address(boris, HOME)
    with pytest.raises(NotFound):
        await cart.choose_address(anna, "basket", theirs.id, None)


async def test_paying_as_last_time_or_the_only_way_there_is(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await cart.add_at_least(anna, tea, 1)
    assert ((await read_cart(anna, "basket")).payment, await payment_options(anna, "basket")) == (
        "",
        ("cash", "transfer"),
    )
    await market.order(anna, (tea, 1), payment="transfer")
    await cart.buy_now(anna, tea, 1)
    assert (await read_cart(anna, "direct")).payment == "transfer"
    await change_settings(market.by, payment_methods=["cash"])
    assert (await read_cart(anna, "direct")).payment == "cash"
    with pytest.raises(NotOffered):
        await cart.choose_payment(anna, "direct", "transfer", None)


async def test_fees_for_cash_and_gift_wrap(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await change_settings(market.by, cash_fee=100, gift_wrap_fee=250)
    await cart.add_at_least(anna, tea, 1)
    await cart.choose_payment(anna, "basket", "cash", None)
    view = await cart.set_extra(anna, "basket", "gift_wrap", "1", None)
    assert (view.fees, view.total) == (euros(350), euros(2650))
    assert (await cart.set_extra(anna, "basket", "gift_wrap", "", None)).fees == euros(100)


async def test_extras_have_limits_and_names(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await cart.add_at_least(anna, tea, 1)
    view = await cart.set_extra(anna, "basket", "note", " Ring twice ", None)
    assert view.extras == {"note": "Ring twice"}
    with pytest.raises(TooLong):
        await cart.set_extra(anna, "basket", "card_message", "x" * 201, None)
    for name in ("gift_wrap", "total"):
        with pytest.raises(NotOffered):
            await cart.set_extra(anna, "basket", name, "1", None)


async def test_a_code_is_taken_off_or_says_why_not(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("SAVE10", minimum=3000)
    await cart.add_at_least(anna, tea, 1)
    with pytest.raises(CouponNeedsMore) as refused:
        await cart.apply_coupon(anna, "basket", "save10", None)
    assert refused.value.values["missing"] == euros(1000)
    with pytest.raises(CouponUnknown):
        await cart.apply_coupon(anna, "basket", "NOPE", None)
    await cart.add_at_least(anna, tea, 2)
    for _ in range(2):
        view = await cart.apply_coupon(anna, "basket", " save10 ", None)
    assert (view.coupon, view.discount, view.total) == ("SAVE10", euros(400), euros(3900))
    assert (await cart.drop_coupon(anna, "basket", view.revision)).discount == euros(0)


async def test_a_code_that_ends_while_it_is_in_the_cart_stays_with_its_reason(market):
    tea, anna, boris = await market.item("Tea"), await market.buyer(), await market.buyer("boris")
    await market.coupon("ONCE", usage_limit=1)
    await cart.add_at_least(anna, tea, 1)
    await cart.apply_coupon(anna, "basket", "ONCE", None)
    await market.order(boris, (tea, 1), code="ONCE")
    view = await read_cart(anna, "basket")
    assert (view.coupon, view.discount, view.coupon_problem) == ("ONCE", euros(0), "ONCE has been used up.")
    assert isinstance(view.coupon_refusal, CouponUsedUp)


async def test_a_button_from_an_older_cart_changes_nothing_unless_it_holds_already(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await cart.add_at_least(anna, tea, 1)
    with pytest.raises(Stale):
        await cart.choose_payment(anna, "basket", "cash", 1)
    await cart.choose_payment(anna, "basket", "cash", 2)
    assert (await cart.choose_payment(anna, "basket", "cash", 2)).payment == "cash"
