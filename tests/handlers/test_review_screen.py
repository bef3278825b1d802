"""S-36 as a pure function of a quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import AddBasket, Place
from handlers.checkout.review import Shown, review_screen
from handlers.product.buttons import OpenProduct
from tests.handlers.goods import T, a_shop, action, labels, primary, usd
from tests.handlers.sales import cart, courier, fits, gone, line, pickup, quote, tax

SHOP = a_shop()


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
