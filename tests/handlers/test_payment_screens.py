"""S-37 and S-38 of payments taken outside, in every messenger's limits."""

from dataclasses import replace

import pytest

from domain.kit.i18n import Translator
from domain.shop.views import ShopSettings, ShopView
from handlers.payment.flow import latest, payment_of
from handlers.payment.words import payment_name
from tests.handlers.sales import PLACED_AT, fits, order, payment

CODE = "test-gateway"
T = Translator("en")
SHOP = ShopView(
    id=1, slug="tea", name="Tea House", pitch="", currency="USD", country="US", timezone="UTC", locale="en",
    locales=("en",), phone="", email="", seller="", prices_include_tax=False, test_mode=True, is_demo=False, version=1,
    settings=ShopSettings(payment_methods=(CODE, "cash")),
)  # fmt: skip


def asked(status="pending", **more):
    return replace(payment(status, CODE), **({"url": "/test-gateway/pay/x"} | more))


def waits(*payments):
    return order("awaiting_payment", payment_method=CODE, payments=payments, expires_at=PLACED_AT)


def shown(*payments, shop=SHOP, **how):
    return fits(payment_of(waits(*payments), shop, T, **how))


def labels(screen):
    return [action.label for action in screen.actions]


def test_the_page_is_the_one_primary_action():
    screen = shown(asked())
    (main,) = [action for action in screen.actions if action.role == "primary"]
    assert (screen.id, main.url) == ("S-37", "/test-gateway/pay/x")


def test_without_a_page_it_can_be_asked_for_again():
    assert labels(shown(asked(url="")))[:2] == ["Try again", "I've paid, check now"]
    assert "does not answer right now" in shown(asked(url="")).body


def test_who_says_it_is_paid_sees_it_checked():
    assert shown(asked(), checking=True).title == "Checking your payment…"


def test_where_there_is_no_other_way_none_is_offered():
    alone = replace(SHOP, settings=ShopSettings(payment_methods=(CODE,)))
    assert "Other method" not in labels(shown(asked(), shop=alone))


@pytest.mark.parametrize(
    ("reason", "words"),
    [("insufficient_funds", "not enough money on the card"), ("card_expired", "the card has expired"),
     ("limit_reached", "the card's limit is reached"), ("suspected_fraud", "not sure it was you"),
     ("card_declined", "The bank declined the payment."), ("never heard of", "The bank declined the payment."),
     ("unavailable", "could not be opened"), ("closed", "was closed")],
)  # fmt: skip
def test_a_failure_says_why_and_that_it_cost_nothing(reason, words):
    screen = shown(asked("failed", reason=reason))
    assert (screen.id, labels(screen)[:2]) == ("S-38", ["Try again", "Other method"])
    assert words in screen.body
    assert "You were not charged." in screen.body


def test_a_new_try_is_what_counts():
    old, new = asked("failed", reason="card_declined"), replace(asked(), id=2)
    assert latest(waits(old, new)) == new
    assert shown(old, new).id == "S-37"


def test_out_of_test_mode_only_the_ways_out_are_left():
    screen = shown(asked(), shop=replace(SHOP, test_mode=False))
    assert labels(screen) == ["Other method", "Cancel order", "💬 Help"]


def test_it_is_said_that_no_real_money_moves():
    for screen in (shown(asked()), shown(asked(), checking=True), shown(asked("failed"))):
        assert "Test mode: no real money moves." in screen.lines
    assert payment_name(CODE, T) == "🔗 Pay by link · Test gateway"
