"""Uses of codes, and what the panel does with them."""

from datetime import timedelta

import pytest

from domain.cart import actions as cart
from domain.cart.queries import cart as read_cart
from domain.catalog.models import Category, Product, ProductCategory
from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.errors import BadInput, NotAllowed, NotFound
from domain.payments.actions import place
from domain.promotions import actions as coupons
from domain.promotions.errors import CouponExpired, CouponNotForThese, CouponUnknown, CouponUsedByYou
from domain.promotions.queries import CouponView, coupon, terms
from domain.promotions.queries import coupons as all_coupons
from tests.kit.market import Market, euros


async def test_a_code_for_two_orders_each_has_two_seats(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("TWICE", per_customer=2)
    for _ in range(2):
        await market.order(anna, (tea, 1), code="TWICE")
    await cart.add_at_least(anna, tea, 1)
    with pytest.raises(CouponUsedByYou):
        await cart.apply_coupon(anna, "basket", "TWICE", None)
    rows = await sql("SELECT seat FROM coupon_use ORDER BY seat")
    assert [row["seat"] for row in rows] == [1, 2]


async def test_uses_from_before_there_was_a_limit_count(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    coupon_id = await market.coupon("OPEN")
    await market.order(anna, (tea, 1), code="OPEN")
    quote = await market.quoted(anna, (tea, 1), code="OPEN")
    await coupons.save_coupon(market.owner, CouponView("OPEN", "percent", 1000, per_customer=1, id=coupon_id))
    fresh = await cart.quote(anna, "basket")
    assert (quote.cart.discount, fresh.cart.discount) == (euros(200), euros(0))
    assert (await place(anna, fresh.id, fresh.revision)).coupon == ""


async def test_a_category_takes_in_what_is_below_it(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup", 500), await market.buyer()
    root = await Category.add(market.by, key="drinks", path="")
    leaf = await Category.add(market.by, key="green", parent_id=root.id, path=f"{root.id}/")
    await Category.filter(id=leaf.id).update(path=f"{root.id}/{leaf.id}/")
    product = await Product.get(key="Tea")
    await ProductCategory.add(market.by, product_id=product.id, category_id=leaf.id)
    await market.coupon("DRINKS", category_ids=(root.id,))
    await cart.add_at_least(anna, cup, 1)
    with pytest.raises(CouponNotForThese):
        await cart.apply_coupon(anna, "basket", "DRINKS", None)
    await cart.add_at_least(anna, tea, 1)
    assert (await cart.apply_coupon(anna, "basket", "DRINKS", None)).discount == euros(200)


async def test_a_code_of_another_shop_is_unknown(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await (await Market.open("other")).coupon("THEIRS")
    await cart.add_at_least(anna, tea, 1)
    for code in ("THEIRS", "??"):
        with pytest.raises(CouponUnknown):
            await cart.apply_coupon(anna, "basket", code, None)


async def test_a_code_ends_at_its_hour(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("TODAY", ends_at=clock.at + timedelta(hours=1))
    await cart.add_at_least(anna, tea, 1)
    await cart.apply_coupon(anna, "basket", "TODAY", None)
    clock.passes(hours=2)
    assert isinstance((await read_cart(anna, "basket")).coupon_refusal, CouponExpired)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"code": "no spaces!"}, "code"), ({"percent_bp": 0}, "percent_bp"), ({"percent_bp": 10_001}, "percent_bp"),
        ({"kind": "fixed", "amount": 0}, "amount"), ({"kind": "gift"}, "kind"), ({"usage_limit": 0}, "usage_limit"),
    ],
)  # fmt: skip
async def test_terms_that_make_no_sense_are_refused(market, terms, field):
    form = CouponView(**{"code": "SAVE10", "kind": "percent", "percent_bp": 1000, **terms})
    with pytest.raises(BadInput) as refused:
        await coupons.save_coupon(market.owner, form)
    assert field in refused.value.fields


async def test_the_panel_makes_changes_pauses_and_removes(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    used, unused = await market.coupon("USED"), await market.coupon("UNUSED")
    await market.order(anna, (tea, 1), code="USED")
    with pytest.raises(coupons.CodeTaken):
        await coupons.save_coupon(market.owner, CouponView("used", "percent", 500))
    await coupons.save_coupon(market.owner, CouponView("LESS", "percent", 500, id=used))
    for coupon_id in (used, unused):
        await coupons.remove_coupon(market.owner, coupon_id)
    assert [(c.code, c.active, c.used) for c in await all_coupons(market.owner)] == [("LESS", False, 1)]
    assert (await terms(anna, "LESS")).active is False


async def test_only_staff_of_the_shop_with_the_permission_change_them(market):
    coupon_id, other = await market.coupon(), await Market.open("other")
    with pytest.raises(NotAllowed):
        await coupons.pause_coupon(Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS})), coupon_id, True)
    for verb in (coupons.pause_coupon(other.owner, coupon_id, True), coupons.remove_coupon(other.owner, coupon_id)):
        with pytest.raises(NotFound):
            await verb
    assert (await coupon(market.owner, coupon_id)).active
