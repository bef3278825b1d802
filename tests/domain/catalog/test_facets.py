"""What a list can be narrowed by, and by how much."""

from __future__ import annotations

from typing import Any

import pytest

from domain.catalog import queries_facets
from domain.catalog.queries import ListQuery, count, facets, listing
from domain.catalog.rules import price_key
from domain.catalog.views import Facet
from domain.imports.actions import upsert_product
from domain.kit.actor import Actor
from tests.kit.goods import goods, variant
from tests.kit.shop import ShopKit

LINEN = {"Fabric": "Linen"}
SIZES_AND_COLORS = {"options": ("Size", "Color")}


@pytest.fixture
async def me(shop: ShopKit) -> Actor:
    """A visitor of a shop with three shirts: red S and blue M; red M (sold out); green S."""
    rows = (
        goods(
            "One",
            variant("S", "Red", price="5.00"),
            variant("M", "Blue", price="15.00"),
            brand="Loom",
            attributes={"Fabric": "Linen", "Note": "A long sentence about this one shirt that nobody will ever press"},
            **SIZES_AND_COLORS,
        ),
        goods("Two", variant("M", "red", stock=0, price="25.00"), brand="Loom", **SIZES_AND_COLORS),
        goods(
            "Three",
            variant("S", "Green", price="45.00"),
            brand="Weft",
            attributes={"Fabric": "Linen"},
            **SIZES_AND_COLORS,
        ),
    )
    for row in rows:
        await upsert_product(shop.by, row)
    return Actor(shop.id, "visitor")


async def shown(me: Actor, query: ListQuery | None = None) -> dict[str, dict[str, int]]:
    found = await facets(me, query or ListQuery(), locale="en")
    return {facet.label: {value.label: value.count for value in facet.values} for facet in found}


async def facet(me: Actor, label: str) -> Facet:
    return next(f for f in await facets(me, ListQuery(), locale="en") if f.label == label)


async def chosen(me: Actor, **labels: str) -> dict[str, tuple[str, ...]]:
    """Filters as buttons make them, from the labels of facets and values."""
    filters: dict[str, tuple[str, ...]] = {}
    for name, words in labels.items():
        axis = await facet(me, name)
        filters[axis.key] = tuple(v.key for v in axis.values if v.label in words.split("|"))
    return filters


async def names(me: Actor, filters: dict[str, Any]) -> list[str]:
    return sorted(tile.name for tile in (await listing(me, ListQuery(filters=filters), locale="en")).items)


async def test_every_value_is_counted_in_products(me: Actor) -> None:
    found = await shown(me)
    assert found["Size"] == {"S": 2, "M": 2}
    assert found["Color"] == {"Red": 2, "Blue": 1, "Green": 1}
    assert found["Brand"] == {"Loom": 2, "Weft": 1}
    assert found["Availability"] == {"In stock": 2}


async def test_a_fact_that_nobody_shares_is_no_choice(me: Actor) -> None:
    assert "Note" not in await shown(me)


async def test_a_single_value_narrows_nothing(me: Actor) -> None:
    assert "Fabric" not in await shown(me)


async def test_filters_hold_for_one_and_the_same_variant(me: Actor) -> None:
    assert await names(me, await chosen(me, Size="S", Color="Red")) == ["One"]
    assert await names(me, await chosen(me, Size="M", Color="Red")) == ["Two"]
    assert await names(me, {**await chosen(me, Size="M", Color="Red"), "stock": ("1",)}) == []


async def test_values_of_one_facet_are_alternatives(me: Actor) -> None:
    assert await names(me, await chosen(me, Color="Blue|Green")) == ["One", "Three"]


async def test_counts_follow_the_other_filters_and_not_their_own(me: Actor) -> None:
    query = ListQuery(filters=await chosen(me, Color="Green"))
    found = await shown(me, query)
    assert found["Color"] == {"Red": 2, "Blue": 1, "Green": 1}
    assert "Size" not in found  # green comes in S alone
    assert await count(me, query) == 1


async def test_what_gives_nothing_is_hidden_unless_it_is_chosen(me: Actor) -> None:
    filters = {**await chosen(me, Color="Green"), **await chosen(me, Size="M")}
    size = next(f for f in await facets(me, ListQuery(filters=filters), locale="en") if f.label == "Size")
    assert {v.label: (v.count, v.chosen) for v in size.values} == {"S": (1, False), "M": (0, True)}


async def test_prices_fall_into_ranges_that_add_up(me: Actor) -> None:
    price = await facet(me, "Price")
    assert [value.label for value in price.values] == ["≤ $5.00", "$5.00 – $25.00", "> $25.00"]
    assert [value.count for value in price.values] == [1, 2, 1]
    assert await names(me, {"price": (price.values[-1].key,)}) == ["Three"]


async def test_a_typed_price_range_can_be_taken_off_again(me: Actor) -> None:
    filters = {"price": (price_key(1000, 3000),)}
    assert await names(me, filters) == ["One", "Two"]
    price = next(f for f in await facets(me, ListQuery(filters=filters), locale="en") if f.key == "price")
    assert [value.label for value in price.values if value.chosen] == ["$10.00 – $30.00"]


async def test_a_value_nobody_knows_finds_nothing(me: Actor) -> None:
    assert await names(me, {"brand": ("zzz",)}) == []
    assert await names(me, {"price": ("cheap",)}) == []
    assert await names(me, {"nonsense": ("1",)}) == []


async def test_keys_fit_into_a_button(me: Actor) -> None:
    for axis in await facets(me, ListQuery(), locale="en"):
        for value in axis.values:
            assert len(f"ft:s999999:{axis.key}:{value.key}") <= 40
            assert f"{axis.key}{value.key}".isascii()


async def test_a_list_too_large_to_count_has_none(me: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries_facets, "MOST_PRODUCTS", 2)
    assert await facets(me, ListQuery(), locale="en") == ()


async def test_another_shop_has_none_of_them(me: Actor) -> None:
    stranger = (await ShopKit.open("other", "Other")).by
    assert await facets(stranger, ListQuery(), locale="en") == ()
