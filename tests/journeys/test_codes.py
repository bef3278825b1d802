"""Codes that work, and the one reason why they do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.promotions.actions import pause_coupon
from handlers.cart.buttons import ApplyCoupon
from tests.kit.people import readable

TOMORROW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
YESTERDAY = TOMORROW - timedelta(days=2)


async def test_a_code_applied_twice_takes_off_once(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.types("spring10")
    press = with_basket.button("Apply")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert "🎟 SPRING10 −$3.30" in readable(with_basket.screen)


async def test_a_code_taken_off_twice_is_off(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.taps_on("Coupon")
    await with_basket.fills("coupon", code="SPRING10")
    await with_basket.taps_on("SPRING10")
    press = with_basket.button("Remove SPRING10")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert "SPRING10" not in readable(with_basket.screen)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"active": False}, "We don't know the code SAVE."),
        ({"minimum": 10_000}, "SAVE needs $100.00. Add $76.00."),
        ({"starts_at": TOMORROW}, "SAVE starts working: tomorrow, 9:00"),
        ({"ends_at": YESTERDAY}, "SAVE expired: "),
    ],
    ids=["unknown", "needs more", "not begun", "over"],
)
async def test_a_code_says_the_one_reason_why_it_does_not_work(clock, store, anna, teapot, terms, reason):
    await store.coupon("SAVE", **terms)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Coupon")
    await anna.fills("coupon", code="save")
    field = next(i for i in anna.screen.form.inputs if i.name == "code")
    assert field.error.startswith(reason)
    assert field.value == "save"


async def test_a_code_can_be_used_once_by_each(store, shop, reviewing, teapot):
    await store.coupon("ONCE", per_customer=1)
    await reviewing.taps_on("Coupon")
    await reviewing.types("once")
    assert reviewing.sees("ONCE: −$2.40")
    await reviewing.taps_on("Order · pay")
    await reviewing.opens(f"p{teapot}")
    await reviewing.taps_on("Buy now")
    await reviewing.taps_on("Coupon")
    await reviewing.fills("coupon", code="ONCE")
    assert reviewing.sees("You have already used ONCE.")


async def test_a_code_that_ends_between_the_review_and_paying(store, reviewing, shop):
    coupon = await store.coupon("SPRING10")
    await reviewing.taps_on("Coupon")
    await reviewing.fills("coupon", code="SPRING10")
    await pause_coupon(store.owner, coupon, True)
    await reviewing.taps_on("Order · pay $24.60")
    assert reviewing.sees("We don't know the code SPRING10.")
    await reviewing.taps_on("Order · pay $27.00")
    assert (await store.orders())[0].coupon == ""


async def test_an_old_apply_button_is_refused_beside_the_coupon(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.presses(ApplyCoupon(rev=1, code="SPRING10").pack())
    assert with_basket.screen.id == "S-22"
    assert with_basket.sees("Updated to the latest. Nothing was changed.")
