"""What a merchant changes by hand, and what happens when two do it at once."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from domain.audit.models import AuditEntry
from domain.catalog.actions import (
    ProductEdit,
    SalePrice,
    VariantEdit,
    archive,
    edit_product,
    edit_variant,
    publish,
    set_price,
    unpublish,
)
from domain.catalog.errors import NothingToSell, PriceMoved
from domain.catalog.filters import ProductFilter
from domain.catalog.models import PriceHistory, Product, Variant
from domain.catalog.queries import ListQuery, listing, lowest_in_30_days, price_history, product, product_rows
from domain.imports.actions import add_product, upsert_product
from domain.kit.actor import Actor
from domain.kit.errors import BadInput, NotAllowed, NotFound, Stale
from domain.kit.money import Money
from domain.outbox.models import OutboxItem
from tests.kit.goods import goods
from tests.kit.shop import ShopKit


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.fixture
async def lamp(shop: ShopKit) -> Product:
    await upsert_product(shop.by, goods("Lamp", price="8.00"))
    return await Product.get(key="lamp")


@pytest.fixture
async def bulb(lamp: Product) -> Variant:
    return await Variant.get(product_id=lamp.id)


async def listed(shop: ShopKit) -> int:
    return (await listing(Actor(shop.id, "visitor"), ListQuery(), locale="en")).total


async def test_off_sale_and_on_again(shop: ShopKit, lamp: Product) -> None:
    await unpublish(shop.owner, lamp.id)
    assert await listed(shop) == 0
    await publish(shop.owner, lamp.id)
    await publish(shop.owner, lamp.id)  # twice is once
    assert await listed(shop) == 1
    assert await AuditEntry.filter(action="product.published").count() == 1


async def test_without_a_variant_there_is_nothing_to_publish(shop: ShopKit, lamp: Product, bulb: Variant) -> None:
    await archive(shop.owner, lamp.id)
    await Variant.filter(id=bulb.id).update(active=False)
    with pytest.raises(NothingToSell):
        await publish(shop.owner, lamp.id)


async def test_a_price_change_is_recorded(shop: ShopKit, lamp: Product, bulb: Variant) -> None:
    await set_price(shop.owner, bulb.id, usd("8.00"), usd("9.50"))
    assert [entry.price for entry in await price_history(shop.owner, bulb.id)] == [usd("9.50"), usd("8.00")]
    product = await Product.get(id=lamp.id)
    assert (product.price_from, product.price_to) == (950, 950)
    assert (await AuditEntry.get(action="price.changed")).changes == {"price": [800, 950]}


async def test_a_price_somebody_else_changed_is_not_written_over(shop: ShopKit, bulb: Variant) -> None:
    await set_price(shop.owner, bulb.id, usd("8.00"), usd("9.00"))
    with pytest.raises(PriceMoved) as refusal:
        await set_price(shop.owner, bulb.id, usd("8.00"), usd("7.00"))
    assert refusal.value.values["now"] == usd("9.00")
    assert (await Variant.get(id=bulb.id)).price == 900


async def test_the_same_price_twice_is_one_change(shop: ShopKit, bulb: Variant) -> None:
    for _ in range(2):
        await set_price(shop.owner, bulb.id, usd("8.00"), usd("9.00"))
    assert await PriceHistory.all().count() == 2


async def test_only_a_lower_price_is_news(shop: ShopKit, bulb: Variant) -> None:
    await set_price(shop.owner, bulb.id, usd("8.00"), usd("9.00"))
    assert not await OutboxItem.exists(topic="price.dropped")
    await set_price(shop.owner, bulb.id, usd("9.00"), usd("8.50"))
    assert await OutboxItem.filter(topic="price.dropped").count() == 1


@pytest.mark.parametrize(
    ("to", "sale"),
    [("-1.00", None), ("8.00", SalePrice(usd("8.00"))), ("8.00", SalePrice(usd("7.00")))],
)
async def test_impossible_prices_are_refused(shop: ShopKit, bulb: Variant, to: str, sale: SalePrice | None) -> None:
    with pytest.raises(BadInput):
        await set_price(shop.owner, bulb.id, usd("8.00"), usd(to), sale)
    assert (await Variant.get(id=bulb.id)).price == 800


async def test_a_price_in_another_currency_is_refused(shop: ShopKit, bulb: Variant) -> None:
    with pytest.raises(BadInput):
        await set_price(shop.owner, bulb.id, Money(800, "USD"), Money(700, "EUR"))


async def test_lowest_in_30_days_agrees_with_looking_at_every_day(shop: ShopKit, bulb: Variant, clock: Any) -> None:
    dice = random.Random(7)
    await PriceHistory.all().delete()
    start = clock.at
    changes = sorted((dice.uniform(0, 90), dice.randrange(100, 999)) for _ in range(40))
    for day, price in changes:
        await PriceHistory.add(shop.by, variant_id=bulb.id, price=price, at=start + timedelta(days=day))
    for _ in range(60):
        asked = dice.uniform(0, 100)
        before = [price for day, price in changes if day <= asked - 30][-1:]
        during = [price for day, price in changes if asked - 30 < day < asked]
        found = await lowest_in_30_days(shop.owner, bulb.id, start + timedelta(days=asked))
        assert (found.minor if found else None) == min(before + during, default=None)


async def test_an_edit_changes_what_it_names_and_nothing_else(shop: ShopKit, lamp: Product) -> None:
    edit = ProductEdit(
        names={"ru": "Лампа"}, tags=("glass", "glass", " "), attributes={"Height": "30 cm"}, brand="Glow"
    )
    await edit_product(shop.owner, lamp.id, lamp.revision, edit)
    shown = await product(shop.owner, lamp.id, locale="ru")
    assert (shown.name, shown.tags, shown.attributes, shown.brand) == (
        "Лампа", ("glass",), (("Height", "30 cm"),), "Glow",
    )  # fmt: skip
    assert (await product(shop.owner, lamp.id, locale="en")).name == "Lamp"
    assert [name for _, name in shown.category_path] == []


async def test_two_editors_do_not_write_over_each_other(shop: ShopKit, lamp: Product) -> None:
    await edit_product(shop.owner, lamp.id, lamp.revision, ProductEdit(brand="First"))
    with pytest.raises(Stale):
        await edit_product(shop.owner, lamp.id, lamp.revision, ProductEdit(brand="Second"))
    assert (await Product.get(id=lamp.id)).brand == "First"


async def test_the_last_name_cannot_be_taken_away(shop: ShopKit, lamp: Product) -> None:
    with pytest.raises(BadInput):
        await edit_product(shop.owner, lamp.id, lamp.revision, ProductEdit(names={"en": ""}))
    assert (await product(shop.owner, lamp.id, locale="en")).name == "Lamp"


async def test_a_description_is_sanitised(shop: ShopKit, lamp: Product) -> None:
    dirty = {"en": '<p>Bright</p><script>alert("x")</script>'}
    await edit_product(shop.owner, lamp.id, lamp.revision, ProductEdit(descriptions=dirty))
    assert (await product(shop.owner, lamp.id, locale="en")).description == "<p>Bright</p>"


async def test_a_variant_is_edited(shop: ShopKit, lamp: Product, bulb: Variant) -> None:
    await edit_variant(shop.owner, bulb.id, bulb.revision, VariantEdit(sku=" L-1 ", weight_g=250, policy="backorder"))
    shown = (await product(shop.owner, lamp.id, locale="en")).variants[0]
    assert (shown.sku, shown.weight_g, shown.free) == ("L-1", 250, None)
    with pytest.raises(BadInput):
        await edit_variant(shop.owner, bulb.id, 2, VariantEdit(gtin="12"))


async def test_a_product_is_made_by_hand(shop: ShopKit) -> None:
    made = await add_product(shop.owner, goods("Mug", stock=4))
    assert (await product(shop.owner, made, locale="en")).variants[0].on_hand == 4
    with pytest.raises(BadInput):
        await add_product(shop.owner, goods("Mug"))


async def test_the_panels_list_is_searched_by_any_word(shop: ShopKit, lamp: Product) -> None:
    await upsert_product(shop.by, goods("Чайник", names={"en": "Чайник"}, brand="Glow_100%", status="draft"))
    assert [row.name for row in (await product_rows(shop.owner, ProductFilter(search="ЧАЙ"))).items] == ["Чайник"]
    assert [row.name for row in (await product_rows(shop.owner, ProductFilter(search="_100%"))).items] == ["Чайник"]
    assert [row.name for row in (await product_rows(shop.owner, ProductFilter(status="active"))).items] == ["Lamp"]
    assert (await product_rows(shop.owner, ProductFilter(search="lamp nothing"))).total == 0


async def test_what_is_put_away_leaves_the_panels_list(shop: ShopKit, lamp: Product) -> None:
    await archive(shop.owner, lamp.id)
    assert (await product_rows(shop.owner)).total == 0
    assert [row.id for row in (await product_rows(shop.owner, ProductFilter(status="archived"))).items] == [lamp.id]


async def test_without_the_right_nothing_is_edited(shop: ShopKit, lamp: Product, bulb: Variant) -> None:
    packer = Actor(shop.id, "staff", 2)
    for attempt in (
        archive(packer, lamp.id),
        edit_product(packer, lamp.id, 1, ProductEdit(brand="x")),
        edit_variant(packer, bulb.id, 1, VariantEdit(sku="x")),
        set_price(packer, bulb.id, usd("8.00"), usd("1.00")),
        product_rows(packer),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_another_shops_staff_finds_nothing_to_edit(shop: ShopKit, lamp: Product, bulb: Variant) -> None:
    stranger = (await ShopKit.open("other", "Other")).owner
    for attempt in (
        publish(stranger, lamp.id),
        edit_product(stranger, lamp.id, lamp.revision, ProductEdit(brand="x")),
        edit_variant(stranger, bulb.id, bulb.revision, VariantEdit(sku="x")),
        set_price(stranger, bulb.id, usd("8.00"), usd("1.00")),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await price_history(stranger, bulb.id) == ()
    assert (await product_rows(stranger)).total == 0
