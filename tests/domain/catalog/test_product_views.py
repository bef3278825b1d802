"""One product: whose words, which prices, how many, and for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.catalog.actions import ProductEdit, SalePrice, archive, edit_product, set_price, unpublish
from domain.catalog.errors import ProductGone
from domain.catalog.models import Product, Variant
from domain.catalog.queries import product, product_of_variant
from domain.imports.actions import upsert_product
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.stock.actions import adjust
from tests.kit.goods import goods, variant
from tests.kit.shop import ShopKit
from tests.kit.statements import statements


@pytest.fixture
def me(shop: ShopKit) -> Actor:
    return Actor(shop.id, "visitor")


async def put(shop: ShopKit, row: Any) -> int:
    await upsert_product(shop.by, row)
    return int((await Product.get(shop_id=shop.id, key=row.key)).id)


async def test_a_product_is_shown_with_everything_its_screen_needs(shop: ShopKit, me: Actor) -> None:
    row = goods(
        "Shirt",
        variant("S", sku="SH-S", weight_g=200),
        variant("M", sku="SH-M"),
        options=("Size",),
        category=("Clothing", "Shirts"),
        descriptions={"en": "<p>Soft <b>linen</b>.</p>"},
        brand="Loom",
        tags=("summer",),
        attributes={"Fabric": "Linen"},
    )
    shirt = await product(me, await put(shop, row), locale="en")
    assert (shirt.name, shirt.plain, shirt.brand, shirt.tags) == ("Shirt", "Soft linen.", "Loom", ("summer",))
    assert [name for _, name in shirt.category_path] == ["Clothing", "Shirts"]
    assert [(o.name, [v.value for v in o.values]) for o in shirt.options] == [("Size", ["S", "M"])]
    assert [(v.values, v.sku, v.weight_g) for v in shirt.variants] == [(("S",), "SH-S", 200), (("M",), "SH-M", 0)]
    assert shirt.attributes == (("Fabric", "Linen"),)
    assert shirt.published_at is not None


@pytest.mark.parametrize(("locale", "seen"), [("ru", "Лампа"), ("en", "Lamp"), ("de", "Lamp")])
async def test_words_fall_back_to_the_shops_language(shop: ShopKit, me: Actor, locale: str, seen: str) -> None:
    lamp = await put(shop, goods("Lamp", names={"ru": "Лампа", "en": "Lamp"}))
    assert (await product(me, lamp, locale=locale)).name == seen


async def test_stock_is_always_what_it_is_now(shop: ShopKit, me: Actor) -> None:
    lamp = await put(shop, goods("Lamp", stock=3))
    first = (await product(me, lamp, locale="en")).variants[0]
    await adjust(shop.by, first.id, -3, "broken")
    again = await product(me, lamp, locale="en")
    assert (first.free, again.variants[0].free, again.available) == (3, 0, False)


@pytest.mark.parametrize(("policy", "stock"), [("untracked", None), ("backorder", 0)])
async def test_what_stock_does_not_limit_is_always_available(
    shop: ShopKit, me: Actor, policy: str, stock: int | None
) -> None:
    lamp = await product(me, await put(shop, goods("Lamp", policy=policy, stock=stock)), locale="en")
    assert (lamp.available, lamp.variants[0].free) == (True, None)


async def test_a_sale_begins_and_ends_by_itself(shop: ShopKit, me: Actor, clock: Any) -> None:
    lamp = await put(shop, goods("Lamp", price="8.00"))
    price = Money(800, "USD")
    sale = SalePrice(Money(1000, "USD"), clock() + timedelta(hours=1), clock() + timedelta(hours=2))
    seen = []
    await set_price(shop.owner, (await Variant.get(product_id=lamp)).id, price, price, sale)
    for _ in range(3):
        seen.append((await product(me, lamp, locale="en")).variants[0].old_price)
        clock.passes(hours=1, minutes=1)
    assert seen == [None, Money(1000, "USD"), None]


async def test_an_edit_is_seen_at_once(shop: ShopKit, me: Actor) -> None:
    lamp = await put(shop, goods("Lamp"))
    before = await product(me, lamp, locale="en")
    await edit_product(shop.owner, lamp, before.revision, ProductEdit(names={"en": "Lantern"}))
    assert (await product(me, lamp, locale="en")).name == "Lantern"


async def test_a_warm_product_is_one_statement(shop: ShopKit, me: Actor) -> None:
    lamp = await put(shop, goods("Lamp", category=("Light",)))
    await product(me, lamp, locale="en")
    with statements() as seen:
        await product(me, lamp, locale="en")
    assert len(seen) == 1


async def test_a_variant_leads_to_its_product(shop: ShopKit, me: Actor) -> None:
    lamp = await put(shop, goods("Lamp"))
    found = await product_of_variant(me, (await Variant.get(product_id=lamp)).id, locale="en")
    assert found.id == lamp


async def test_what_was_taken_off_sale_is_gone_by_name(shop: ShopKit, me: Actor) -> None:
    lamp = await put(shop, goods("Lamp"))
    await unpublish(shop.owner, lamp)
    with pytest.raises(ProductGone, match="Lamp is no longer sold here"):
        await product(me, lamp, locale="en")
    assert (await product(shop.owner, lamp, locale="en")).status == "draft"


async def test_a_draft_never_shown_is_nobodys_business(shop: ShopKit, me: Actor) -> None:
    draft = await put(shop, goods("Secret", status="draft"))
    with pytest.raises(NotFound) as refusal:
        await product(me, draft, locale="en")
    assert "Secret" not in str(refusal.value)


async def test_the_archive_is_open_to_staff(shop: ShopKit) -> None:
    lamp = await put(shop, goods("Lamp"))
    await archive(shop.owner, lamp)
    assert (await product(shop.owner, lamp, locale="en")).status == "archived"


async def test_another_shops_product_does_not_exist(shop: ShopKit) -> None:
    lamp = await put(shop, goods("Lamp"))
    stranger = (await ShopKit.open("other", "Other")).owner
    with pytest.raises(NotFound):
        await product(stranger, lamp, locale="en")
    with pytest.raises(NotFound):
        await product_of_variant(stranger, (await Variant.get(product_id=lamp)).id, locale="en")
