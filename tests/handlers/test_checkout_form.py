"""The one page of S-30 to S-35, as a pure function of what is open."""

from __future__ import annotations

from dataclasses import replace

from handlers.checkout.form import Page, form_screen
from handlers.checkout.reach import Reach
from tests.handlers.goods import T, a_shop
from tests.handlers.sales import courier, fits, quote

SHOP = a_shop()
US = Reach(("US",))


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
