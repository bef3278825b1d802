"""Every way through the checkout's questions, and every answer that has to be asked for again."""

from __future__ import annotations

import pytest

from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.store import AUSTIN, PHONE, buys


@pytest.fixture
async def teapot(shop, store):
    return await shop.product("Teapot", price="24.00", stock=9)


@pytest.fixture
async def at_the_form(anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    assert anna.screen.form.name == "checkout"
    return anna


def fields(person) -> dict[str, str]:
    return {i.name: i.error for i in person.screen.form.inputs if i.kind != "hidden"}


async def test_the_form_asks_for_what_is_missing_with_names_a_browser_knows(at_the_form):
    tokens = {i.name: i.autocomplete for i in at_the_form.screen.form.inputs}
    assert tokens["line"] == "address-line1"
    assert (tokens["city"], tokens["postcode"], tokens["phone"]) == ("address-level2", "postal-code", "tel")
    assert "country" not in tokens or tokens["country"] == "country"


async def test_nothing_typed_is_lost_when_something_is_wrong(at_the_form):
    anna = at_the_form
    await anna.fills("checkout", line="12 Main St", city="", postcode="78701", phone="12")
    values = {i.name: i.value for i in anna.screen.form.inputs}
    assert (values["line"], values["postcode"], values["phone"]) == ("12 Main St", "78701", "12")
    errors = fields(anna)
    assert errors["city"] == "Add the city."
    assert errors["phone"].startswith("That number looks short. Example:") or "no phone number" in errors["phone"]
    assert errors["line"] == ""
    await anna.fills("checkout", city="Austin", phone=PHONE)
    assert anna.screen.id == "S-36"


async def test_an_address_can_be_typed_instead(at_the_form, store):
    anna = at_the_form
    await anna.types("12 Main St, Austin, TX 78701")
    assert list(fields(anna)) == ["phone"]
    await anna.types("my number is 512 472 0123")
    assert anna.screen.id == "S-36"
    assert anna.sees("🏠 12 Main St, Austin, TX, 78701")
    assert anna.sees("📱 +1 … 123")
    await anna.taps_on("Order · pay")
    assert (await store.orders())[0].address.startswith("12 Main St, Austin")


async def test_only_the_missing_parts_are_asked_for(at_the_form):
    anna = at_the_form
    await anna.types("12 Main St")
    assert anna.sees("Which city?")
    await anna.types("Austin")
    await anna.types(PHONE)
    assert anna.sees("🏠 12 Main St, Austin")


async def test_a_doubtful_address_is_shown_once_before_it_is_used(at_the_form, store):
    anna = at_the_form
    await anna.types("Elm 7, by the mill, old yard, Springfield")
    assert anna.sees("7 Elm, by the mill, old yard, Springfield. Right?")
    await anna.taps_on("Yes")
    await anna.types(PHONE)
    await anna.taps_on("Order · pay")
    assert (await store.orders())[0].address.startswith("7 Elm, by the mill, old yard, Springfield")


async def test_a_doubtful_address_can_be_written_again(at_the_form):
    anna = at_the_form
    await anna.types("Elm 7, by the mill, old yard, Springfield")
    await anna.taps_on("Edit the address")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    assert anna.sees("🏠 12 Main St, Austin, 78701")


async def test_a_typed_postcode_that_cannot_be_one_is_asked_for_again(at_the_form, store):
    anna = at_the_form
    await anna.types("12 Main St, Austin, TX, 7870")
    assert anna.sees("Which postcode?")
    await anna.types("ABC")
    assert anna.sees("A US ZIP code looks like 10001 or 10001-1234.")
    await anna.types("78701")
    await anna.taps_on("Yes")
    await anna.types(PHONE)
    assert anna.sees("🏠 12 Main St, Austin, TX, 78701")


async def test_a_postcode_of_the_form_says_how_it_looks(at_the_form):
    anna = at_the_form
    await anna.fills("checkout", **AUSTIN | {"postcode": "ABC"}, phone=PHONE)
    wrong = {i.name: (i.value, i.error) for i in anna.screen.form.inputs if i.error}
    assert wrong == {"postcode": ("ABC", "A US ZIP code looks like 10001 or 10001-1234.")}
    await anna.fills("checkout", postcode="787011234")
    assert anna.sees("🏠 12 Main St, Austin, 78701-1234")


async def test_a_map_link_is_an_address(at_the_form):
    anna = at_the_form
    await anna.types("https://www.google.com/maps/place/X/@30.2672,-97.7431,17z")
    await anna.types(PHONE)
    assert anna.sees("🏠 30.26720, -97.74310")


async def test_a_shortened_map_link_is_asked_for_in_words(at_the_form):
    anna = at_the_form
    await anna.types("https://maps.app.goo.gl/abcdEFGH12345")
    assert anna.sees("That link hides its place.")
    assert anna.screen.form.name == "checkout"


async def test_words_that_are_no_address_are_searched_for(at_the_form, shop):
    await shop.product("Wool hat")
    await at_the_form.types("wool hat")
    assert at_the_form.sees("Wool hat")
    assert at_the_form.screen.id == "S-08"


async def test_commands_leave_the_form(at_the_form):
    await at_the_form.types("/cart")
    assert at_the_form.screen.id == "S-20"


async def test_outside_every_zone_the_form_says_so_and_keeps_the_words(shop, store, anna, teapot):
    await store.only_courier(postcodes=("787*",), countries=("US",))
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", line="1 Far Rd", city="Boston", postcode="02110", phone=PHONE)
    assert anna.sees("We don't deliver to Boston yet.")
    assert {i.value for i in anna.screen.form.inputs} >= {"1 Far Rd", "Boston", "02110"}
    await anna.fills("checkout", **AUSTIN)
    assert anna.sees("🏠 12 Main St, Austin, 78701")
    await anna.taps_on("Order · pay")
    assert len(await store.orders()) == 1


async def test_picking_up_needs_no_address(shop, store, anna, teapot):
    await store.pickup("Main street")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.taps_on("Pick up instead")
    assert anna.sees("🏬 Main street")
    await anna.taps_on("Order · pay $24.00 at pickup")
    (order,) = await store.orders()
    assert (order.delivery_kind, order.address, order.point) == ("pickup", "", "Main street")


async def test_several_points_are_chosen_from_six_at_a_time(shop, store, anna, teapot):
    await store.pickup(*(f"Point {n}" for n in range(1, 9)))
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.taps_on("Pick up instead")
    assert len(anna.screen.choices) == 6
    await anna.taps_on("Next")
    await anna.taps_on("Point 8")
    assert anna.sees("🏬 Point 8")


async def test_pickup_can_be_given_up_for_an_address(shop, store, anna, teapot):
    await store.pickup("Main street")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.taps_on("Pick up instead")
    await anna.taps_on("Delivery")
    await anna.taps_on("Courier")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    assert anna.sees("Total $27.00")


async def test_several_couriers_are_chosen_on_the_form(shop, store, anna, teapot):
    express = await store.courier(fee=900, name="Express")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    method = next(i for i in anna.screen.form.inputs if i.name == "method")
    assert [words.split(" · ")[0] for _, words in method.options] == ["Courier", "Express"]
    await anna.fills("checkout", **AUSTIN, phone=PHONE, method=str(express))
    assert anna.sees("Delivery, Express $9.00")
    await anna.taps_on("Delivery")
    await anna.taps_on("Courier")
    assert anna.sees("Total $27.00")


async def test_two_ways_to_pay_are_chosen_on_the_form(shop, store, anna, teapot):
    await store.transfers("cash")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, payment="cash")
    assert anna.sees("💵 Pay on delivery")
    await anna.taps_on("Payment")
    await anna.taps_on("Bank transfer")
    assert anna.can_tap("Order · pay $27.00 by transfer")


async def test_the_country_is_asked_where_there_are_several(shop, store, anna, teapot):
    await store.only_courier(countries=("US", "CA"))
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    country = next(i for i in anna.screen.form.inputs if i.name == "country")
    assert country.options == (("US", "United States"), ("CA", "Canada"))


async def test_the_state_is_asked_where_tax_depends_on_it(shop, store, anna, teapot):
    await store.only_courier(countries=("US",))
    await save_rate(store.owner, RateView(825, "US", "TX", name="Sales tax"))
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    assert fields(anna)["region"] == "Add the state or region."
    await anna.fills("checkout", region="TX")
    assert anna.sees("Tax $2.23")


async def test_a_state_written_out_is_taxed_too(shop, store, anna, teapot):
    await save_rate(store.owner, RateView(825, "US", "TX", name="Sales tax"))
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.types("12 Main St, Austin, Texas 78701")
    await anna.types(PHONE)
    assert anna.sees("🏠 12 Main St, Austin, TX, 78701")
    assert anna.sees("Tax $2.23")


async def test_a_saved_address_is_picked_from_the_book(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("🏠 Address")
    await anna.taps_on("New address")
    await anna.fills("checkout", line="9 Elm St", city="Austin", postcode="78702")
    assert anna.sees("🏠 9 Elm St, Austin, 78702")
    await anna.taps_on("🏠 Address")
    await anna.taps_on("12 Main St")
    assert anna.sees("🏠 12 Main St, Austin, 78701")


async def test_the_phone_is_changed_from_the_review(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Phone")
    await anna.fills("phone", phone="12")
    assert anna.screen.id == "S-32"
    assert next(i for i in anna.screen.form.inputs if i.name == "phone").value == "12"
    await anna.fills("phone", phone="512 472 0999")
    assert anna.sees("+1 … 999")


async def test_a_link_coupon_applies_itself_when_it_holds(shop, store, anna, teapot):
    await store.coupon("SPRING10", minimum=3000)
    await shop.product("Enamel mug", price="9.00")
    await anna.opens(f"p{teapot}-xSPRING10")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    assert not anna.sees("SPRING10 −")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("＋")
    await anna.taps_on("Cart")
    assert anna.sees("🎟 SPRING10 −$4.80")
    await anna.taps_on("Checkout")
    await anna.taps_on("Order · pay")
    assert (await store.orders())[0].coupon == "SPRING10"


async def test_a_coupon_taken_off_stays_off(shop, store, anna, teapot):
    await store.coupon("SPRING10")
    await anna.opens(f"p{teapot}-xSPRING10")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("SPRING10")
    await anna.taps_on("Remove SPRING10")
    assert not anna.sees("−$2.40")
    await anna.taps_on("Checkout")
    await buys(anna)
    assert (await store.orders())[0].coupon == ""
