"""Demo rows: known as such, and gone when the merchant starts."""

from __future__ import annotations

from typing import Any

import pytest

from domain.cart.models import Cart, CartLine, Quote
from domain.catalog.models import Category, Product, Variant
from domain.catalog.queries import ListQuery, listing
from domain.customers.models import Customer
from domain.delivery.actions import save_method, save_zone
from domain.delivery.models import DeliveryMethod, DeliveryZone
from domain.delivery.views import MethodForm, ZoneForm
from domain.imports.actions import upsert_product
from domain.imports.demo import Figures, mark_demo, remove_demo, start_empty
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.errors import NotAllowed
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.promotions.actions import save_coupon
from domain.promotions.models import Coupon
from domain.promotions.queries import CouponView
from domain.shop.actions import set_text
from domain.shop.models import ShopText
from tests.kit.goods import goods
from tests.kit.shop import ShopKit


@pytest.fixture
async def demo(shop: ShopKit) -> ShopKit:
    """A shop with two demo products, a demo zone and coupon, and one product of the merchant's own."""
    await upsert_product(shop.by, goods("Lamp", category=("Home", "Light")))
    await upsert_product(shop.by, goods("Mug", category=("Kitchen",)))
    await save_zone(shop.by, ZoneForm("Everywhere"))
    await save_coupon(shop.by, CouponView("HELLO", "percent", percent_bp=1000))
    await set_text(shop.by, "delivery", "en", "By lantern light.")
    figures = Figures(units_sold=5, views=50, days_on_sale=3)
    await mark_demo(shop.by, {"lamp": figures, "mug": figures})
    await upsert_product(shop.by, goods("Own", category=("Home", "Mine")))
    return shop


async def order_for(shop: ShopKit, key: str) -> None:
    variant = await Variant.get(product_id=(await Product.get(key=key)).id)
    customer = await Customer.add(shop.by, name="Anna")
    cart = await Cart.add(shop.by, customer_id=customer.id)
    await CartLine.add(shop.by, cart_id=cart.id, variant_id=variant.id, quantity=1, seen_price=variant.price)
    quote: dict[str, Any] = {"revision": 1, "digest": "", "currency": "USD", "total": 1, "body": {}}
    made = await Quote.add(shop.by, customer_id=customer.id, cart_id=cart.id, expires_at=now(), **quote)
    order = await Order.add(
        shop.by, number=1, token="t", customer_id=customer.id, quote_id=made.id, status=OrderStatus.PLACED,
        payment_method="cash", channel="web", locale="en", currency="USD", goods=1, total=1,
    )  # fmt: skip
    await OrderLine.add(
        shop.by, order_id=order.id, variant_id=variant.id, product_id=variant.product_id, title=key, quantity=1,
        unit_price=1, total=1,
    )  # fmt: skip


async def test_figures_make_the_demo_believable(demo: ShopKit) -> None:
    lamp = await Product.get(key="lamp")
    assert (lamp.is_demo, lamp.units_sold_30, lamp.views_30) == (True, 5, 50)
    assert not (await Product.get(key="own")).is_demo


async def test_starting_leaves_only_what_is_the_merchants(demo: ShopKit) -> None:
    await start_empty(demo.owner, "My Shop")
    assert await Product.all().values_list("key", flat=True) == ["own"]
    assert sorted(await Category.all().values_list("key", flat=True)) == ["home", "home > mine"]
    assert await DeliveryZone.all().count() == await Coupon.all().count() == await ShopText.all().count() == 0
    shop = await demo.view()
    assert (shop.name, shop.is_demo) == ("My Shop", False)


async def test_what_somebody_ordered_goes_to_the_archive(demo: ShopKit) -> None:
    await order_for(demo, "lamp")
    await remove_demo(demo.owner)
    assert sorted(await Product.all().values_list("key", "status")) == [("lamp", "archived"), ("own", "active")]
    shown = await listing(Actor(demo.id, "visitor"), ListQuery(), locale="en")
    assert [tile.name for tile in shown.items] == ["Own"]
    assert await OrderLine.all().count() == 1


async def test_a_zone_the_merchant_uses_becomes_theirs(demo: ShopKit) -> None:
    zone = await DeliveryZone.get()
    await save_method(demo.owner, MethodForm("courier", "Mine", steps=((None, 500),), zone_id=zone.id))
    await remove_demo(demo.owner)
    assert (await DeliveryZone.get()).is_demo is False
    assert await DeliveryMethod.all().count() == 1


async def test_twice_is_harmless(demo: ShopKit) -> None:
    await remove_demo(demo.owner)
    await remove_demo(demo.owner)
    assert await Product.all().values_list("key", flat=True) == ["own"]


async def test_another_shops_demo_stays(demo: ShopKit) -> None:
    other = await ShopKit.open("other", "Other")
    await remove_demo(other.owner)
    assert await Product.all().count() == 3


async def test_only_who_may_edit_the_catalogue_takes_it_out(demo: ShopKit) -> None:
    with pytest.raises(NotAllowed):
        await remove_demo(Actor(demo.id, "staff", 2))
