"""The demo shop is made once, whole, and ready to sell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.demo import make_demo_shop
from bot.config import Settings
from domain.catalog.models import Product, Variant
from domain.catalog.queries import ListQuery, categories, home_shelf, listing, product, product_of_variant
from domain.delivery.models import DeliveryMethod, PickupPoint
from domain.imports.demo import start_empty
from domain.kit.actor import Actor, Permission
from domain.kit.money import STARS, Money
from domain.promotions.models import Coupon
from domain.shop.models import Shop
from domain.shop.queries import shops, text_of
from integrations.feeds.demo import pictures
from tests.kit.shop import ShopKit


@pytest.fixture(autouse=True)
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """One drawing for all: the real ones are looked at by their own tests."""
    drawn = pictures.picture("demo:round-teapot-1")
    monkeypatch.setattr(pictures, "picture", lambda _source: drawn)


@pytest.fixture
async def demo(sqlite: Settings) -> Actor:
    assert await make_demo_shop(sqlite)
    return Actor((await shops())[0].id, "visitor")


async def test_the_demo_shop_can_be_walked_through(db: Settings) -> None:
    assert await make_demo_shop(db)
    demo = Actor((await shops())[0].id, "visitor")
    departments = await categories(demo, 0, locale="en")
    assert len(departments) >= 5
    everything = await listing(demo, ListQuery(size=100), locale="en")
    assert everything.total == await Product.all().count() >= 55
    assert all(tile.image.startswith("/media/") for tile in everything.items)
    assert (db.media_dir / everything.items[0].image.removeprefix("/media/")).exists()


async def test_popular_goods_stand_at_the_door(demo: Actor) -> None:
    shelf = await home_shelf(demo, 3, locale="en")
    sold = await Product.filter(id__in=[tile.id for tile in shelf]).values_list("units_sold_30", flat=True)
    assert min(sold) >= 40
    assert "bestseller" in (await product(demo, shelf[0].id, locale="en")).tags


async def test_it_delivers_and_takes_coupons(demo: Actor) -> None:
    assert {m.kind for m in await DeliveryMethod.all()} == {"courier", "pickup"}
    assert await PickupPoint.all().count() == 2
    tea = await Coupon.get(code="TEATIME")
    assert len(tea.category_ids) == 1
    assert "courier" in await text_of(demo, "delivery", "en")


async def test_two_things_are_handed_over_in_the_chat(demo: Actor) -> None:
    telegram = replace(demo, channel="telegram")
    found = [
        (await product_of_variant(telegram, row["id"], locale="en")).variants[0]
        for row in await Variant.filter(stars__gt=0).order_by("id").values("id")
    ]
    assert [(v.gives, v.free, v.price) for v in found] == [
        ("keys", 12, Money(600, STARS)), ("file", None, Money(225, STARS)),
    ]  # fmt: skip


async def test_a_second_time_makes_nothing(demo: Actor, sqlite: Settings) -> None:
    assert not await make_demo_shop(sqlite)
    assert await Shop.all().count() == 1


async def test_beside_a_real_shop_no_demo_is_made(shop: ShopKit, db: Settings) -> None:
    assert not await make_demo_shop(db)
    assert await shop.count("product") == 0


async def test_what_breaks_half_way_leaves_nothing(db: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.imports.demo.mark_demo", None)
    with pytest.raises(TypeError):
        await make_demo_shop(db)
    assert await Shop.all().count() == await Product.all().count() == 0


async def test_the_merchant_starts_with_an_empty_shop(demo: Actor) -> None:
    owner = Actor(demo.shop_id, "staff", 1, frozenset(Permission))
    await start_empty(owner, "My Shop")
    assert await Product.all().count() == await DeliveryMethod.all().count() == await Coupon.all().count() == 0
    assert await categories(demo, 0, locale="en") == ()
