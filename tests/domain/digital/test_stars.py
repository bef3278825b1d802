"""What digital goods cost, and how they are paid, depends on the messenger they are bought in."""

import pytest

from domain.cart import actions as cart
from domain.cart.errors import NotSoldHere, TwoPayments
from domain.cart.queries import cart as read_cart
from domain.cart.queries import payment_options
from domain.catalog.actions import VariantEdit, edit_variant
from domain.catalog.models import Variant
from domain.catalog.queries import home_shelf, product_of_variant
from domain.digital.actions import add_keys
from domain.kit.errors import BadInput
from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money
from domain.orders.queries import items_of
from domain.payments import actions as payments
from domain.promotions.errors import CouponTakesMoney
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.market import euros


def stars(count):
    return Money(count, STARS)


@pytest.fixture
async def code(market, digital):
    """A gift code for 10.00 or 150 Stars, with plenty of keys."""
    variant = await digital("Gift code", stars=150)
    await add_keys(market.owner, variant, "\n".join(f"KEY-{n}" for n in range(9)))
    return variant


@pytest.fixture
async def anna(market):
    return await market.stranger()


async def test_in_telegram_digital_goods_are_quoted_in_stars_alone(market, code, anna, in_telegram):
    await save_rate(market.owner, RateView(2100, country="LV", name="VAT"))
    me = in_telegram(anna)
    await cart.add_at_least(me, code, 2)
    quote = await cart.quote(me, "basket")
    assert (quote.total, quote.payment, quote.missing, quote.taxes) == (stars(300), "stars", (), ())
    assert (quote.delivery, quote.address, quote.phone) == (None, None, "")
    assert await payment_options(me, "basket") == ("stars",)


async def test_on_the_web_they_are_paid_in_money_and_not_at_a_door(market, code, anna):
    await cart.add_at_least(anna, code, 1)
    assert await payment_options(anna, "basket") == ("transfer",)
    quote = await cart.quote(anna, "basket")
    assert (quote.total, quote.payment, quote.missing) == (euros(1000), "transfer", ())


async def test_a_percentage_comes_off_stars_half_up_and_an_amount_of_money_does_not(market, code, anna, in_telegram):
    me = in_telegram(anna)
    await market.coupon("FIFTH", percent_bp=1700)
    await market.coupon("FIVER", kind="fixed", percent_bp=0, amount=500)
    await cart.add_at_least(me, code, 1)
    with pytest.raises(CouponTakesMoney):
        await cart.apply_coupon(me, "basket", "FIVER", None)
    await cart.apply_coupon(me, "basket", "FIFTH", None)
    assert (await cart.quote(me, "basket")).total == stars(150 - 26)


async def test_a_coupons_minimum_is_counted_in_money_everywhere(market, code, anna, in_telegram):
    me = in_telegram(anna)
    await market.coupon("BIG", minimum=1000)
    await cart.add_at_least(me, code, 1)
    assert (await cart.apply_coupon(me, "basket", "BIG", None)).discount == stars(15)


async def test_without_a_price_in_stars_it_is_not_sold_there(market, digital, anna, in_telegram):
    variant, me = await digital("Song"), in_telegram(anna)
    await add_keys(market.owner, variant, "AAAA")
    for add in (cart.add_at_least, cart.buy_now):
        with pytest.raises(NotSoldHere):
            await add(me, variant, 1)
    await cart.add_at_least(anna, variant, 1)
    assert [line.reason for line in (await read_cart(me, "basket")).gone] == ["not_here"]
    assert not (await product_of_variant(me, variant, locale="en")).sold_here


async def test_a_mixed_cart_is_bought_in_two_parts(market, code, in_telegram):
    me = in_telegram(await market.buyer())
    mug = await market.item("Mug")
    for variant in (code, mug):
        await cart.add_at_least(me, variant, 1)
    with pytest.raises(TwoPayments):
        await cart.quote(me, "basket")
    await cart.choose_part(me, "basket", "digital", None)
    quote = await cart.quote(me, "basket")
    assert (quote.total, quote.cart.apart_total) == (stars(150), euros(2000))
    order = await payments.place(me, quote.id, quote.revision)
    assert (order.currency, order.payment_method, order.status, order.digital) == (
        STARS,
        "stars",
        "awaiting_payment",
        True,
    )
    await cart.choose_payment(me, "basket", "cash", None)
    rest = await cart.quote(me, "basket")
    assert ([line.title for line in rest.cart.lines], rest.total) == (["Mug"], euros(2300))


async def test_the_other_part_can_come_first(market, code, in_telegram):
    me = in_telegram(await market.buyer())
    for variant in (code, await market.item("Mug")):
        await cart.add_at_least(me, variant, 1)
    await cart.choose_part(me, "basket", "rest", None)
    await cart.choose_payment(me, "basket", "cash", None)
    quote = await cart.quote(me, "basket")
    await payments.place(me, quote.id, quote.revision)
    assert [line.title for line in (await read_cart(me, "basket")).lines] == ["Gift code"]


async def test_what_is_not_chosen_yet_is_counted_in_units(market, code, in_telegram):
    me = in_telegram(await market.buyer())
    for variant in (code, await market.item("Mug")):
        await cart.add_at_least(me, variant, 1)
    shown = await read_cart(me, "basket")
    assert (shown.units, shown.split, shown.goods, shown.apart_total) == (2, True, euros(2000), stars(150))


async def test_a_price_in_stars_changes_no_memory_of_the_price_in_money(market, code, anna, in_telegram):
    me = in_telegram(anna)
    await cart.add_at_least(me, code, 1)
    await cart.show(me, "basket")
    assert [line.changed_from for line in (await read_cart(anna, "basket")).lines] == [None]


async def test_stars_captured_make_the_order_firm(market, code, anna, in_telegram):
    me = in_telegram(anna)
    await cart.add_at_least(me, code, 1)
    quote = await cart.quote(me, "basket")
    order = await payments.place(me, quote.id, quote.revision)
    paid = await payments.capture(market.by, order.id, "stars", stars(150), "charge-1")
    assert (paid.status, paid.paid, paid.due) == ("placed", stars(150), stars(0))
    assert [item.unit_minor for item in await items_of(me, order.id)] == [None]


async def test_lists_and_products_say_what_is_paid_where_they_are_read(market, code, anna, in_telegram):
    for reader, price in ((anna, euros(1000)), (in_telegram(anna), stars(150))):
        assert [tile.price for tile in await home_shelf(reader, 3, locale="en")] == [price]
        assert (await product_of_variant(reader, code, locale="en")).variants[0].price == price


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
def test_stars_are_written_alike_everywhere(locale):
    assert Translator(locale).money(stars(150)) == "⭐ 150"


async def test_a_price_in_stars_is_a_whole_number_within_telegrams_limits(market, code):
    revision = (await Variant.get(id=code)).revision
    with pytest.raises(BadInput):
        await edit_variant(market.owner, code, revision, VariantEdit(stars=100_001))
    revision = await edit_variant(market.owner, code, revision, VariantEdit(stars=0))
    assert (await Variant.get(id=code)).stars is None
