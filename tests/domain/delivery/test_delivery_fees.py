import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.rules import PriceRule, fee

BY_WEIGHT = PriceRule("weight", ((1_000, 300), (5_000, 600), (20_000, 1500)), free_above_minor=5_000)
BY_VALUE = PriceRule("value", ((2_000, 500), (None, 200)))


def test_a_flat_price_is_the_same_for_everything():
    rule = PriceRule("flat", ((None, 300),))
    assert {fee(rule, weight, goods) for weight in (0, 99_999) for goods in (0, 10**9)} == {300}


@pytest.mark.parametrize(("grams", "price"), [(0, 300), (1_000, 300), (1_001, 600), (20_000, 1500), (20_001, None)])
def test_a_weight_step_includes_its_end_and_past_the_last_it_is_not_offered(grams, price):
    assert fee(BY_WEIGHT, grams, 100) == price


@pytest.mark.parametrize(("goods", "price"), [(0, 500), (2_000, 500), (2_001, 200), (10**12, 200)])
def test_a_value_step_without_an_end_takes_the_rest(goods, price):
    assert fee(BY_VALUE, 0, goods) == price


@pytest.mark.parametrize(("goods", "price"), [(4_999, 600), (5_000, 0), (5_001, 0)])
def test_delivery_is_free_from_the_threshold_on(goods, price):
    assert fee(BY_WEIGHT, 2_000, goods) == price


def test_a_parcel_too_heavy_is_not_offered_even_when_it_would_be_free():
    assert fee(BY_WEIGHT, 20_001, 1_000_000) is None


def test_a_rule_without_steps_offers_nothing():
    assert fee(PriceRule("flat", ()), 0, 0) is None
    assert fee(PriceRule("weight", ()), 0, 0) is None


steps = st.dictionaries(st.one_of(st.none(), st.integers(0, 10**6)), st.integers(0, 10**6), min_size=1)


@given(steps, st.integers(0, 2 * 10**6))
def test_the_order_in_which_steps_were_written_does_not_matter(table, grams):
    forwards, backwards = (PriceRule("weight", tuple(items)) for items in (table.items(), reversed(table.items())))
    assert fee(forwards, grams, 0) == fee(backwards, grams, 0)
