"""S-30 to S-35 one question at a time, as pure functions."""

from __future__ import annotations

from domain.cart.views import PointView
from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import PickupPoints, Review, UseMethod, UsePoint
from handlers.checkout.screens import (
    address_book,
    ask_address,
    ask_part,
    ask_phone,
    check_address,
    delivery_screen,
    no_zone,
    payment_screen,
    points_screen,
    refused_screen,
)
from handlers.product.buttons import TellWhenBack
from tests.handlers.goods import T, a_shop, action, choice, labels, primary
from tests.handlers.sales import HOME, cart, courier, fits, gone, pickup


def test_saved_addresses_show_which_one_holds():
    screen = fits(address_book((HOME,), 4, "b", 7, PickupPoints(kind="b", method=2), T))
    assert (choice(screen, "Home").state, labels(screen)) == ("chosen", ["＋ New address", "🏬 Pick up instead"])


def test_an_address_is_asked_for_in_one_message():
    screen = fits(ask_address("b", None, OpenCart(), T, "We see no address there."))
    assert (screen.awaits, screen.alert) == ("address.b", "We see no address there.")


def test_what_was_typed_waits_with_the_question():
    screen = fits(ask_part("city", "d", "12 Main St\n4", T))
    assert (screen.title, screen.body, screen.awaits) == ("Which city?", "12 Main St, 4", "part.d.12 Main St\n4")


def test_a_doubtful_address_is_read_back():
    screen = fits(check_address(HOME, "b", 7, T))
    assert screen.title == "12 Main St 4, Austin, TX, 78701. Right?"
    assert action(screen, "Yes").press.address == 4


def test_nobody_goes_there_but_it_can_be_picked_up():
    screen = fits(no_zone("Boston", "b", UseMethod(rev=7, kind="b", method=2), OpenCart(), T))
    assert screen.title == "We don't deliver to Boston yet."
    assert labels(screen)[:2] == ["🏬 Pick up instead", "Another address"]


def test_a_wrong_number_stays_in_its_field():
    screen = fits(ask_phone("b", "", Review(), T, error="That number looks short.", typed="12"))
    assert (screen.form.inputs[0].value, screen.form.inputs[0].error) == ("12", "That number looks short.")


def test_ways_of_delivery_say_price_and_day():
    screen = fits(delivery_screen((courier(), pickup()), "b", 7, 1, T))
    assert (choice(screen, "Courier").price, choice(screen, "Courier").state) == ("$3.00", "chosen")
    assert (choice(screen, "Main street 1").price, choice(screen, "Pickup").press) == (
        "free", UseMethod(rev=7, kind="b", method=2)
    )  # fmt: skip


def test_several_points_are_asked_for_first():
    screen = delivery_screen((pickup(point="", point_id=0),), "b", 7, 3, T)
    assert screen.choices[0].press == PickupPoints(kind="b", method=2)


def test_an_estimate_says_from():
    assert delivery_screen((courier(estimate=True),), "b", 7, 0, T).choices[0].price == "from $3.00"


def test_points_say_how_far_they_are():
    near = PointView(5, "Main street", "Main street 1", "10–18", 1.0, 1.0, 0.4)
    screen = fits(points_screen((near,), 5, PickupPoints(kind="b", method=2), 7, Review(), T))
    assert screen.choices[0].description == "Main street 1 · 10–18 · <1 km"
    assert screen.choices[0].press == UsePoint(rev=7, kind="b", method=2, point=5)


def test_ways_to_pay_say_what_they_add():
    screen = fits(payment_screen(("cash", "transfer"), "cash", "b", 7, a_shop(cash_fee=100), T))
    assert (screen.choices[0].price, screen.choices[0].state) == ("+$1.00", "chosen")
    assert screen.choices[1].label == "🏦 Bank transfer"


def test_buy_now_of_what_sold_out_leads_on():
    sold = cart(gone=(gone(),), lines=())
    screen = fits(refused_screen(sold, "Your cart is empty.", T))
    assert screen.title == "Not available now: Canvas cap (sold out)"
    assert action(screen, "Tell me when it's back").press == TellWhenBack(variant=90, on=1)


def test_a_closed_shop_offers_to_tell_when_it_opens():
    screen = fits(refused_screen(cart(), "We are not taking orders right now.", T, closed=True))
    assert (screen.id, primary(screen)) == ("S-71", ["🔔 Tell me when you open"])


def test_anything_else_in_the_way_says_its_sentence():
    screen = fits(refused_screen(cart(), "Add $6.00 more to order.", T))
    assert (screen.title, primary(screen)) == ("Add $6.00 more to order.", ["Browse"])
