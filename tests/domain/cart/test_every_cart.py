"""The money of carts nobody thought of: lines, codes, delivery, fees, taxes, every currency, refunds by parts.

`python -m benchmarks.carts` does the same a million times.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kit.money import EXPONENTS, STARS
from domain.promotions.errors import CouponRefused
from tests.kit.carts import Cart, check, draw


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_every_unit_of_money_is_accounted_for(dice):
    try:
        check(draw(dice), dice)
    except CouponRefused:
        return


@pytest.mark.parametrize("currency", sorted(EXPONENTS))
def test_in_every_currency(currency):
    dice = Random(currency)
    for _ in range(20):
        cart = draw(dice)
        if cart.coupon is None or currency != STARS:
            check(Cart(currency, cart.lines, None, cart.delivery, cart.fees, cart.tax), dice)


def test_the_dice_draw_every_kind_of_cart():
    dice = Random(1)
    carts = [draw(dice) for _ in range(2_000)]
    assert {EXPONENTS[cart.currency] for cart in carts} == {0, 2, 3}
    assert {cart.tax.inclusive for cart in carts if cart.tax.rates} == {True, False}
    assert {cart.coupon.kind for cart in carts if cart.coupon} == {"percent", "fixed"}
    assert STARS in {cart.currency for cart in carts}
