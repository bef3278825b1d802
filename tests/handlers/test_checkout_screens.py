"""S-30 to S-36 as pure functions of a quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.cart.views import PointView
from domain.delivery.rules import PriceRule, Timing, Zone
from domain.delivery.views import DeliveryRules, Method
from domain.tax.rules import TaxRate
from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import AddBasket, PickupPoints, Place, Review, UseMethod, UsePoint
from handlers.checkout.fields import address_problems, filled
from handlers.checkout.form import Page, form_screen
from handlers.checkout.reach import Reach, reach_of
from handlers.checkout.reading import joined, understand
from handlers.checkout.review import Shown, review_screen
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
from handlers.product.buttons import OpenProduct, TellWhenBack
from tests.handlers.goods import T, a_shop, action, choice, labels, primary, usd
from tests.handlers.sales import HOME, cart, courier, fits, gone, line, pickup, quote, tax

SHOP = a_shop()
US = Reach(("US",))


def review(kind: str = "b", shop=SHOP, **more):
    return fits(review_screen(Shown(quote(**more), kind, shop, terms=True, payments=2), T))


def test_everything_to_be_paid_stands_on_the_review():
    held = cart(line(), line(2, "Socks", "5.00", 1, options=""), delivery=courier(), total=usd("50.70"))
    held = replace(held, coupon="SPRING10", discount=usd("5.30"))
    facts = [(f.label, f.value) for f in review(held=held, total=usd("50.70")).facts]
    assert facts == [
        ("2 × Linen shirt, M, blue", "$48.00"), ("1 × Socks", "$5.00"), ("Delivery, Courier", "$3.00"),
        ("🎟 SPRING10", "−$5.30"), ("Total", "$50.70"),
    ]  # fmt: skip


def test_where_when_and_how_it_is_paid_stand_below(clock):
    assert list(review().lines) == [
        "🏠 12 Main St 4, Austin, TX, 78701",
        "📱 +1 … 123",
        "🚚 today",
        "💵 Pay on delivery",
    ]


@pytest.mark.parametrize(
    ("payment", "words"),
    [
        ("cash", "Order · pay $48.00 on delivery"),
        ("transfer", "Order · pay $48.00 by transfer"),
        ("link", "Pay $48.00"),
    ],
)
def test_the_committing_button_says_what_it_commits_to(payment, words):
    screen = review(payment=payment)
    assert primary(screen) == [words]
    assert action(screen, words).press == Place(rev=2, kind="b", quote=3)


def test_cash_at_a_pickup_point_is_paid_there():
    screen = review(delivery=pickup(), address=None)
    assert primary(screen) == ["Order · pay $48.00 at pickup"]
    assert screen.lines[0].startswith("🏬 Main street 1")


def test_a_free_order_has_nothing_to_pay():
    assert primary(review(total=usd("0.00"))) == ["Place the order · nothing to pay"]


def test_a_rise_is_named_and_accepted():
    risen = line(title="Socks", options="", price="5.00", changed_from=usd("4.50"))
    screen = review(changes=(risen,))
    assert screen.notice == "Socks went from $4.50 to $5.00."
    assert primary(screen) == ["Accept and pay $48.00 on delivery"]


def test_included_tax_is_told_and_tax_on_top_is_counted():
    inside = review(shop=replace(SHOP, prices_include_tax=True), taxes=(tax("8.19"),))
    assert ("Tax included", "$8.19") in [(f.label, f.value) for f in inside.facts]
    on_top = review(held=cart(delivery=courier(), tax_on_top=usd("4.00")), taxes=(tax("4.00"),))
    assert [f.label for f in on_top.facts if "ax" in f.label] == ["Tax"]


def test_fees_go_by_their_names():
    held = cart(delivery=courier(), fees=usd("3.00"), extras={"gift_wrap": "1"})
    facts = {f.label: f.value for f in review(held=held, shop=a_shop(gift_wrap_fee=200, cash_fee=100)).facts}
    assert (facts["Gift wrap"], facts["Cash on delivery"]) == ("$2.00", "$1.00")


def test_only_eight_lines_are_listed():
    held = cart(*(line(n, f"Thing {n}", "1.00", 1) for n in range(1, 51)), delivery=courier())
    facts = [(f.label, f.value) for f in review(held=held).facts]
    assert facts[8] == ("and 42 more", "$42.00")


def test_what_sold_out_is_told_and_the_rest_is_safe():
    held = cart(gone=(gone(),), delivery=courier())
    assert review(held=held).notice == "Canvas cap sold out. The rest of your cart is safe."


def test_buy_now_goes_back_to_its_product_and_can_take_the_basket_along():
    screen = review("d", basket_units=3)
    assert screen.nav.back == OpenProduct(id=1, chosen="v10")
    assert action(screen, "Add my cart · 3").press == AddBasket(rev=7)
    assert not any("Edit cart" in label for label in labels(screen))


def test_a_basket_goes_back_to_the_cart():
    assert review().nav.back == OpenCart()


def test_one_way_to_pay_needs_no_button():
    screen = review_screen(Shown(quote(), "b", SHOP), T)
    assert not any("Payment" in label or label == "Terms" for label in labels(screen))


def page(**more) -> Page:
    plain = Page(
        quote(missing=("address", "phone")), "d", SHOP, US, (courier(), courier("9.00", method_id=3, name="Express"))
    )
    return replace(plain, **more)


def names(screen) -> list[str]:
    return [i.name for i in screen.form.inputs if i.kind != "hidden"]


def test_the_page_asks_only_for_what_is_open():
    assert names(fits(form_screen(page(), T))) == [
        "name", "line", "unit", "city", "postcode", "phone", "method"
    ]  # fmt: skip
    phone_only = form_screen(page(quote=quote(missing=("phone",))), T)
    assert (names(phone_only), phone_only.awaits) == (["phone"], "phone.d")


def test_payment_is_asked_on_the_same_page():
    screen = form_screen(page(quote=quote(missing=("payment",)), payments=("cash", "transfer")), T)
    assert [value for value, _ in screen.form.inputs[-1].options] == ["cash", "transfer"]
    assert screen.title == "How will you pay?"


def test_the_page_is_also_answered_by_typing():
    assert form_screen(page(), T).awaits == "address.d"


def test_the_phone_says_why_it_is_asked():
    phone = next(i for i in form_screen(page(), T).form.inputs if i.name == "phone")
    assert phone.hint == "So the courier can reach you. We don't use it for ads."


def test_what_is_wrong_stands_at_its_field():
    screen = form_screen(page(values={"line": "12 Main St"}, errors={"city": "Add the city.", "": "Too far."}), T)
    wrong = {i.name: (i.value, i.error) for i in screen.form.inputs}
    assert (wrong["line"], wrong["city"], screen.alert) == (("12 Main St", ""), ("", "Add the city."), "Too far.")


def test_a_kept_address_is_replaced_by_its_correction():
    hidden = {
        i.name: i.value for i in form_screen(page(address_id=4, address=True), T).form.inputs if i.kind == "hidden"
    }
    assert hidden == {"kind": "d", "address": "4"}


def method(kind: str = "courier", zone: Zone | None = None) -> Method:
    return Method(1, kind, "M", PriceRule("flat", ((None, 300),)), Timing(), zone, True, "standard")


def test_the_shops_own_country_stands_first():
    rules = DeliveryRules((method(zone=Zone(1, countries=("CA", "US", "MX"))),))
    assert reach_of(rules, (), "US").countries == ("US", "CA", "MX")


def test_a_zone_without_limits_is_the_whole_world():
    assert len(reach_of(DeliveryRules((method(),)), (), "LV").countries) > 200


def test_a_radius_is_at_home():
    assert reach_of(DeliveryRules((method(zone=Zone(1, lat=1.0, lon=1.0, radius_km=5)),)), (), "LV").countries == (
        "LV",
    )


def test_regions_matter_where_a_tax_names_one():
    rules = DeliveryRules((method(zone=Zone(1, countries=("US",))),))
    assert reach_of(rules, (TaxRate("US", "TX", "", 825),), "US").regional == {"US"}
    assert reach_of(rules, (TaxRate("US", "", "", 825),), "US").regional == frozenset()


def test_a_shop_that_only_lets_pick_up_stays_at_home():
    assert reach_of(DeliveryRules((method("pickup"),)), (), "LV").countries == ("LV",)


def test_an_address_needs_street_city_and_postcode():
    assert set(address_problems(US, {"line": " "}, T)) == {"line", "city", "postcode"}
    assert set(address_problems(Reach(("HK",)), {"line": "1 Queen Rd", "city": "Central"}, T)) == set()


def test_a_filled_address_is_tidied():
    assert filled({"line": " 12  Main St ", "city": "Austin"}, US) == {
        "line": "12 Main St", "unit": "", "city": "Austin", "region": "", "postcode": "", "country": "US"
    }  # fmt: skip


def test_an_address_is_understood_over_several_messages():
    first = understand("12 Main St", US)
    assert first.ask == "city"
    assert understand(joined(first.so_far, "Austin"), US).place.city == "Austin"


def test_a_region_is_asked_for_where_it_matters():
    regional = Reach(("US",), frozenset({"US"}))
    first = understand("12 Main St, Austin, 78701", regional)
    assert first.ask == "region"
    assert understand(joined(first.so_far, "TX"), regional).place.region == "TX"


def test_words_without_an_address_are_none():
    assert not understand("wool hat", US).is_address


def test_a_point_is_an_address_of_its_own():
    assert understand("30.2672, -97.7431", US).place["lat"] == 30.2672


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
