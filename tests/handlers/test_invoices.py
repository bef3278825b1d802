"""What a payment sheet says of a quote, an order, or a cart."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.kit.money import EXPONENTS, Money, total
from domain.payments.payloads import Payload, read_payload
from domain.shop.native import CURRENCIES, most_tip, tips_for
from domain.shop.views import ShopSettings
from handlers.checkout.review import Shown, review_screen
from handlers.payment.invoice import express_invoice, order_invoice, quote_invoice
from tests.handlers.goods import T, a_shop, usd
from tests.handlers.sales import cart, courier, line, order, quote

SHOP = a_shop()

LIST = Path(__file__).parents[3] / "shared/data/telegram/currencies/currencies.json"
GONE = {"HRK"}


def test_payloads_are_read_back_and_nothing_else_is():
    for payload in (Payload("quote", 1, 2), Payload("order", 10**17, 3), Payload("cart", 5, 6)):
        assert read_payload(str(payload)) == payload
        assert len(str(payload).encode()) <= 128
    for text in ("", "q:1", "q:1:2:3", "q:-1:2", "q:1:2\n", "x:1:2", "q:" + "9" * 19 + ":1"):
        assert read_payload(text) is None


@pytest.mark.skipif(not LIST.exists(), reason="needs Telegram's list of currencies, which is not on this machine")
def test_telegrams_currencies_are_counted_as_we_count_them():
    told = {code: facts["exp"] for code, facts in json.loads(LIST.read_text()).items()}
    assert set(told) - GONE == CURRENCIES
    assert {code: EXPONENTS[code] for code in CURRENCIES} == {code: told[code] for code in CURRENCIES}


def test_tips_grow_and_stay_below_the_most():
    shop = replace(SHOP, settings=ShopSettings(tips=(15, 5, 10)))
    assert tips_for(shop, 4720, "USD") == (236, 472, 708)
    assert most_tip(shop, 4720, "USD") == 1416
    assert (tips_for(shop, 1, "USD"), most_tip(shop, 1, "USD")) == ((), 0)
    assert tips_for(shop, 150, "XTR") == ()
    assert tips_for(SHOP, 4720, "USD") == ()


def due(invoice) -> Money:
    return total((amount for _, amount in invoice.prices), invoice.prices[0][1].currency)


def review_quote(**more):
    held = cart(line(), line(2, "Socks", "5.00", 1, options=""), delivery=courier(), total=usd("50.70"))
    held = replace(held, coupon="SPRING10", discount=usd("5.30"))
    return quote(held=held, total=usd("50.70"), payment="telegram", delivery=courier(), **more)


def test_the_parts_of_a_quote_add_up_to_what_is_paid():
    invoice = quote_invoice(review_quote(), SHOP, T)
    assert [amount.minor for _, amount in invoice.prices] == [4800, 500, 300, -530]
    assert (due(invoice), invoice.provider, invoice.form) == (usd("50.70"), "telegram", False)
    assert read_payload(invoice.payload) == Payload("quote", 3, 2)
    assert (invoice.tips, invoice.tip_most) == ((), None)


def test_what_does_not_add_up_is_said_in_one_sum():
    invoice = quote_invoice(replace(review_quote(), total=usd("49.99")), SHOP, T)
    assert invoice.prices == (("Total", usd("49.99")),)


def test_words_keep_to_the_sheets_limits():
    shop = replace(SHOP, name="The very long name of a shop that sells everything")
    lines = tuple(line(n, f"Thing with a rather long name number {n}", "1.00", 1) for n in range(1, 41))
    held = cart(*lines, total=usd("40.00"))
    invoice = quote_invoice(quote(held=held, total=usd("40.00"), delivery=None), shop, T)
    assert (len(invoice.title) <= 32, 1 <= len(invoice.description) <= 255) == (True, True)
    assert len(invoice.prices) == 9
    assert invoice.prices[-1][0] == "and 32 more"
    assert due(invoice) == usd("40.00")


def test_stars_have_one_price():
    star, none = Money(150, "XTR"), Money(0, "XTR")
    item = line(unit_price=star, total=star)
    held = replace(cart(), lines=(item,), total=star, discount=none, fees=none, tax_on_top=none)
    invoice = quote_invoice(replace(quote(held=held, payment="stars", total=star), delivery=None), SHOP, T)
    assert (invoice.prices, invoice.provider) == ((("Total", star),), "stars")


def test_an_order_that_waits_is_paid_by_its_own_invoice():
    waiting = order(status="awaiting_payment")
    invoice = order_invoice(waiting, SHOP, T)
    assert (due(invoice), read_payload(invoice.payload)) == (
        waiting.due, Payload("order", waiting.id, waiting.revision)
    )  # fmt: skip


def test_a_sheet_that_asks_for_the_address_has_no_delivery_in_it():
    held = cart(line(), total=usd("48.00"))
    invoice = express_invoice(quote(held=held, payment="telegram"), SHOP, T)
    assert (due(invoice), invoice.form) == (usd("48.00"), True)
    assert read_payload(invoice.payload) == Payload("cart", held.id, held.revision)


def test_the_reviews_button_opens_the_sheet():
    shown = Shown(review_quote(), "b", SHOP)
    button = next(action for action in review_screen(shown, T).actions if action.role == "primary")
    assert (button.label, button.press, button.pay) == ("Pay $50.70", None, quote_invoice(shown.quote, SHOP, T))
