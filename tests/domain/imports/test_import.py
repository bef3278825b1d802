"""A file goes in: what is new, what changed, what stays, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.catalog.models import OptionValue, PriceHistory, Product, ProductText, Variant
from domain.catalog.queries import ListQuery, categories, listing, price_history, product
from domain.imports import runner
from domain.imports.actions import run_import, upsert_product
from domain.imports.models import ImportRun
from domain.imports.port import ImageRow, Problem
from domain.imports.runner import ImportResult, Job, Watchers
from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.kit.errors import BadInput, NotAllowed
from domain.kit.money import Money
from domain.outbox.models import OutboxItem
from domain.search.queries import search
from domain.shop.models import Shop
from domain.stock.actions import adjust, reserve
from domain.stock.models import StockLevel, StockMove
from tests.kit.goods import Shelf, goods, variant
from tests.kit.shop import ShopKit
from tests.kit.statements import statements


async def bring(shop: ShopKit, *rows: Any, by: Actor | None = None, **job: Any) -> ImportResult:
    return await run_import(by or shop.by, Shelf(*rows), Path("shelf.csv"), Job(**job))


async def everything(shop: ShopKit) -> dict[str, list[dict[str, Any]]]:
    """Every row an import could touch."""
    models = (Product, ProductText, Variant, OptionValue, PriceHistory, StockLevel, StockMove, OutboxItem)
    return {model.__name__: await model.filter(shop_id=shop.id).order_by("id").values() for model in models} | {
        "Shop": await Shop.filter(id=shop.id).values()
    }


async def only(shop: ShopKit) -> Any:
    tile = (await listing(shop.by, ListQuery(), locale="en")).items[0]
    return await product(shop.by, tile.id, locale="en")


SHIRT = goods(
    "Shirt",
    variant("S", price="20.00", stock=3),
    variant("M", price="22.00", stock=5, was="30.00"),
    options=("Size",),
    category=("Clothing", "Shirts"),
    descriptions={"en": "<p>Linen</p>"},
    images=(ImageRow("https://cdn.example.com/shirt.jpg", "A shirt"),),
    tags=("summer",),
    attributes={"Fabric": "Linen"},
)


async def test_a_product_comes_in_whole(shop: ShopKit) -> None:
    result = await bring(shop, SHIRT)
    shirt = await only(shop)
    assert (result.counts.new, result.problems) == (1, ())
    assert [(v.values, v.price, v.old_price, v.free) for v in shirt.variants] == [
        (("S",), Money(2000, "USD"), None, 3),
        (("M",), Money(2200, "USD"), Money(3000, "USD"), 5),
    ]
    assert [(i.path, i.alt) for i in shirt.images] == [("https://cdn.example.com/shirt.jpg", "A shirt")]
    assert [name for _, name in shirt.category_path] == ["Clothing", "Shirts"]


async def test_what_came_in_can_be_searched(shop: ShopKit) -> None:
    await bring(shop, SHIRT)
    assert (await search(shop.by, "linen shirt")).product_ids == ((await only(shop)).id,)


async def test_the_same_file_again_changes_nothing(shop: ShopKit) -> None:
    await bring(shop, SHIRT, goods("Mug"))
    before = await everything(shop)
    result = await bring(shop, SHIRT, goods("Mug"))
    assert (result.counts.new, result.counts.changed, result.counts.unchanged) == (0, 0, 2)
    assert await everything(shop) == before


async def test_a_change_keeps_every_id_it_can(shop: ShopKit) -> None:
    await bring(shop, SHIRT)
    before = await only(shop)
    larger = (*SHIRT.variants, variant("L", price="22.00"))
    assert (await bring(shop, replace(SHIRT, variants=larger, brand="Loom"))).counts.changed == 1
    after = await only(shop)
    assert [v.id for v in after.variants[:2]] == [v.id for v in before.variants]
    assert after.options[0].values[:2] == before.options[0].values
    assert (after.id, after.brand, after.revision) == (before.id, "Loom", before.revision + 1)


async def test_a_new_price_is_history_and_a_lower_one_is_news(shop: ShopKit) -> None:
    await bring(shop, goods("Mug", price="8.00"))
    await bring(shop, goods("Mug", price="9.00"))
    assert not await OutboxItem.exists(topic="price.dropped")
    await bring(shop, goods("Mug", price="7.00"))
    mug = await only(shop)
    entries = await price_history(shop.by, mug.variants[0].id)
    assert [entry.price.minor for entry in entries] == [700, 900, 800]
    assert await OutboxItem.filter(topic="price.dropped").count() == 1


async def test_a_refused_price_is_never_nothing(shop: ShopKit) -> None:
    result = await bring(shop, goods("Mug", price="8.00"), goods("Bad", variant(price="-1.00")))
    assert (result.counts.new, result.counts.refused) == (1, 1)
    assert (await bring(shop, goods("Mug", variant(price="-8.00")))).counts.refused == 1
    assert [row["price"] for row in await Variant.all().values("price")] == [800]


async def test_one_bad_product_keeps_out_only_itself(shop: ShopKit) -> None:
    result = await bring(shop, goods("A"), goods("B", names={"en": ""}, line=3), goods("C"))
    assert (result.counts.new, result.counts.refused) == (2, 1)
    assert [(p.line, p.key, p.action) for p in result.problems] == [(3, "b", "refused")]


async def test_what_the_database_refuses_keeps_out_only_itself(
    shop: ShopKit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(runner, "examine", lambda row, _currency: (runner.Admitted(row, row.key), []))
    broken = goods("B", variant(price="-5.00"))
    result = await bring(shop, goods("A"), broken, goods("C"))
    assert (result.counts.new, result.counts.refused) == (2, 1)
    assert sorted(await Product.all().values_list("key", flat=True)) == ["a", "c"]


async def test_the_same_key_twice_in_a_file_is_one_product(shop: ShopKit) -> None:
    result = await bring(shop, goods("Mug", price="8.00"), goods("Cup", key="mug", price="9.00"))
    assert result.counts.new + result.counts.changed + result.counts.refused == 2
    assert await Product.all().count() == 1


async def test_a_variant_the_file_has_no_more_is_switched_off_and_back_on(shop: ShopKit) -> None:
    await bring(shop, SHIRT)
    small = (await only(shop)).variants[0].id
    await bring(shop, replace(SHIRT, variants=SHIRT.variants[1:]))
    shirt = await only(shop)
    assert [v.values for v in shirt.variants] == [("M",)]
    assert [v.value for v in shirt.options[0].values] == ["M"]
    await bring(shop, SHIRT)
    assert (await only(shop)).variants[0].id == small


async def test_other_options_replace_the_old_ones(shop: ShopKit) -> None:
    await bring(shop, SHIRT)
    recolored = (variant("Red", key="S"), variant("Blue", key="M"))
    await bring(shop, replace(SHIRT, options=("Color",), variants=recolored))
    shirt = await only(shop)
    assert [(o.name, [v.value for v in o.values]) for o in shirt.options] == [("Color", ["Red", "Blue"])]
    assert [v.values for v in shirt.variants] == [("Red",), ("Blue",)]


async def test_what_a_file_is_silent_about_stays(shop: ShopKit) -> None:
    await bring(shop, replace(SHIRT, names={"en": "Shirt", "ru": "Рубашка"}))
    bare = goods("Shirt", *SHIRT.variants, options=SHIRT.options)
    await bring(shop, bare)
    shirt = await only(shop)
    assert (shirt.description, len(shirt.images), shirt.attributes) == ("<p>Linen</p>", 1, (("Fabric", "Linen"),))
    assert len(shirt.category_path) == 2
    assert (await product(shop.by, shirt.id, locale="ru")).name == "Рубашка"


async def test_what_was_sold_since_is_not_put_back_by_the_same_number(shop: ShopKit) -> None:
    await bring(shop, goods("Mug", stock=5))
    mug = (await only(shop)).variants[0].id
    await adjust(shop.by, mug, -2, "sold")
    await bring(shop, goods("Mug", stock=5, price="9.00"))
    assert (await only(shop)).variants[0].on_hand == 3
    await bring(shop, goods("Mug", stock=8, price="9.00"))
    assert (await only(shop)).variants[0].on_hand == 8


async def test_the_moves_of_stock_add_up(shop: ShopKit) -> None:
    await bring(shop, goods("Mug", stock=5))
    await bring(shop, goods("Mug", stock=2))
    mug = (await only(shop)).variants[0]
    moves = await StockMove.filter(variant_id=mug.id).values_list("quantity", flat=True)
    assert (sum(moves), mug.on_hand) == (2, 2)


async def test_units_held_for_orders_are_not_counted_away(shop: ShopKit) -> None:
    await bring(shop, goods("Mug", stock=5))
    mug = (await only(shop)).variants[0].id
    async with transaction():
        await reserve(shop.by, 1, [(mug, 4)], None)
    result = await bring(shop, goods("Mug", stock=1, line=2))
    assert [(p.line, p.action) for p in result.problems] == [(2, "warned")]
    assert "4 are held for orders" in result.problems[0].problem
    assert (await only(shop)).variants[0].on_hand == 5


async def test_stock_that_comes_back_is_told(shop: ShopKit) -> None:
    await bring(shop, goods("Mug", stock=0))
    await bring(shop, goods("Mug", stock=3))
    assert await OutboxItem.filter(topic="stock.back").count() == 1


async def test_a_dry_run_counts_the_same_and_writes_nothing(shop: ShopKit) -> None:
    await bring(shop, SHIRT, goods("Mug"))
    before = await everything(shop)
    rows = (
        SHIRT,
        goods("Mug", price="9.00"),
        goods("New"),
        goods("", key="bad"),
        Problem(9, None, None, "?", "skipped"),
    )
    dry = await bring(shop, *rows, dry_run=True)
    assert await everything(shop) == before
    assert await ImportRun.all().count() == 1
    assert (await bring(shop, *rows)).counts == dry.counts


async def test_a_file_longer_than_a_chunk_goes_in_and_tells_how_far_it_is(
    shop: ShopKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "CHUNK", 3)
    heard: list[tuple[int, int]] = []
    watchers = Watchers(progress=lambda counts, line: heard.append((counts.products, line)))
    await bring(shop, *(goods(f"Mug {n}", line=n + 2) for n in range(7)), watchers=watchers)
    assert heard == [(3, 4), (6, 7), (7, 8)]
    assert await Product.all().count() == 7


async def test_every_problem_is_told_and_only_the_first_are_kept(shop: ShopKit) -> None:
    told: list[Problem] = []
    problems = [Problem(n, None, None, "odd", "warned") for n in range(80)]
    result = await bring(shop, *problems, watchers=Watchers(problem=told.append))
    assert told == problems
    assert (len(result.problems), result.counts.warned) == (50, 80)


async def test_a_run_is_kept_with_its_counts(shop: ShopKit) -> None:
    await bring(shop, SHIRT)
    run = await ImportRun.get()
    assert (run.feed, run.file, run.counts["new"], run.ended_at is not None) == ("shelf", "shelf.csv", 1, True)


async def test_deep_categories_are_made_once(shop: ShopKit) -> None:
    path = ("Home", "Light", "Lamps", "Oil")
    await bring(shop, goods("A", category=path), goods("B", category=("HOME", "light", "Lamps")))
    await bring(shop, goods("C", category=path))
    home = await categories(shop.by, 0, locale="en")
    assert [(c.name, c.count) for c in home] == [("Home", 3)]


async def test_two_shops_may_sell_under_the_same_key(shop: ShopKit) -> None:
    other = await ShopKit.open("other", "Other")
    await bring(shop, goods("Mug", price="8.00"))
    result = await bring(other, goods("Mug", price="5.00"))
    assert result.counts.new == 1
    assert (await only(shop)).variants[0].price == Money(800, "USD")
    assert (await only(other)).variants[0].price == Money(500, "USD")


async def test_who_may_not_import_does_not(shop: ShopKit) -> None:
    with pytest.raises(NotAllowed):
        await bring(shop, SHIRT, by=Actor(shop.id, "staff", 2))
    assert await Product.all().count() == 0


async def test_one_product_by_hand_says_what_became_of_it(shop: ShopKit) -> None:
    states = [await upsert_product(shop.by, row) for row in (SHIRT, SHIRT, replace(SHIRT, brand="Loom"))]
    assert states == ["new", "unchanged", "changed"]
    with pytest.raises(BadInput):
        await upsert_product(shop.by, goods("", key="nameless"))


async def test_after_many_new_products_the_database_looks_at_them_again(
    shop: ShopKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "MANY", 2)
    with statements() as few:
        await bring(shop, goods("A"))
    with statements() as many:
        await bring(shop, goods("B"), goods("C"))
    assert ("ANALYZE" in few, "ANALYZE" in many) == (False, True)
