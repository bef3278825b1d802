"""The tree of categories by hand."""

from __future__ import annotations

from typing import Any

import pytest

from domain.catalog.queries import ListQuery, categories, category_path, listing
from domain.catalog.queries_places import place_to_edit, places
from domain.imports.actions import upsert_product
from domain.imports.places import NotEmpty, PlaceEdit, edit_place, make_place, remove_place, shift_place
from domain.kit.actor import Actor
from domain.kit.errors import BadInput, NotAllowed, NotFound, Stale
from domain.search.actions import reindex_category
from domain.search.queries import search
from tests.kit.goods import goods
from tests.kit.shop import ShopKit

SPOKEN = ("en", "ru")


@pytest.fixture
async def tree(shop: ShopKit) -> dict[str, int]:
    """Pantry / Tea / Green, and Kitchen; green tea stands in Green."""
    made = {"Pantry": await make_place(shop.by, 0, "Pantry", "en")}
    made["Tea"] = await make_place(shop.by, made["Pantry"], "Tea", "en")
    made["Green"] = await make_place(shop.by, made["Tea"], "Green", "en")
    made["Kitchen"] = await make_place(shop.by, 0, "Kitchen", "en")
    await upsert_product(shop.by, goods("Sencha", category=("Pantry", "Tea", "Green")))
    return made


async def change(shop: ShopKit, category_id: int, **edit: Any) -> None:
    view = await place_to_edit(shop.by, category_id)
    kept: dict[str, Any] = {
        "names": {code: name for code, (name, _) in view.texts.items()},
        "parent_id": view.parent_id,
        "hidden": view.hidden,
    }
    await edit_place(shop.by, category_id, view.stamp, PlaceEdit(**{**kept, **edit}))


async def paths(shop: ShopKit) -> list[str]:
    return [" / ".join(row.path) for row in await places(shop.by, "en", SPOKEN)]


async def test_what_is_made_by_hand_is_found_by_files(shop: ShopKit, tree: dict[str, int]) -> None:
    assert await paths(shop) == ["Pantry", "Pantry / Tea", "Pantry / Tea / Green", "Kitchen"]
    rows = {row.name: row for row in await places(shop.by, "en", SPOKEN)}
    assert (rows["Green"].products, rows["Pantry"].total, rows["Kitchen"].is_empty) == (1, 1, True)
    assert rows["Green"].untold


async def test_a_category_has_names_and_lines_in_every_language(shop: ShopKit, tree: dict[str, int]) -> None:
    await change(
        shop, tree["Pantry"], names={"en": "Pantry", "ru": "Кладовая"}, descriptions={"en": "Food", "ru": "Еда"}
    )
    assert [(c.name, c.description) for c in await categories(shop.by, locale="ru")] == [("Кладовая", "Еда")]
    assert [(c.name, c.description) for c in await categories(shop.by, locale="zh_Hans")] == [("Pantry", "Food")]


async def test_it_is_searched_by_its_new_name(shop: ShopKit, tree: dict[str, int]) -> None:
    await change(shop, tree["Tea"], names={"en": "Tea", "ru": "Чайник"})
    await reindex_category(shop.by, tree["Tea"])
    assert len((await search(shop.by, "чайники")).product_ids) == 1


async def test_a_moved_category_takes_along_what_stands_below(shop: ShopKit, tree: dict[str, int]) -> None:
    await change(shop, tree["Tea"], parent_id=tree["Kitchen"])
    assert await paths(shop) == ["Pantry", "Kitchen", "Kitchen / Tea", "Kitchen / Tea / Green"]
    found = await listing(shop.by, ListQuery("category", tree["Kitchen"]), locale="en")
    assert found.total == 1
    assert [c.name for c in await category_path(shop.by, tree["Green"], locale="en")] == ["Kitchen", "Tea", "Green"]
    await change(shop, tree["Tea"], parent_id=0)
    assert (await paths(shop))[2:] == ["Tea", "Tea / Green"]


async def test_nothing_stands_in_itself(shop: ShopKit, tree: dict[str, int]) -> None:
    for parent in ("Tea", "Green"):
        with pytest.raises(BadInput):
            await change(shop, tree["Tea"], parent_id=tree[parent])
    assert (await paths(shop))[1] == "Pantry / Tea"


async def test_the_tree_has_eight_levels(shop: ShopKit, tree: dict[str, int]) -> None:
    parent = tree["Green"]
    for level in range(4, 9):
        parent = await make_place(shop.by, parent, f"Level {level}", "en")
    with pytest.raises(BadInput):
        await make_place(shop.by, parent, "Level 9", "en")
    with pytest.raises(BadInput):
        await change(shop, tree["Pantry"], parent_id=tree["Kitchen"])


async def test_siblings_change_places(shop: ShopKit, tree: dict[str, int]) -> None:
    await shift_place(shop.by, tree["Kitchen"], down=False)
    assert (await paths(shop))[0] == "Kitchen"
    await shift_place(shop.by, tree["Kitchen"], down=False)
    await shift_place(shop.by, tree["Kitchen"], down=True)
    assert (await paths(shop))[-1] == "Kitchen"


async def test_hidden_ones_are_the_merchants_alone(shop: ShopKit, tree: dict[str, int]) -> None:
    await change(shop, tree["Pantry"], hidden=True)
    assert await categories(shop.by, locale="en") == ()
    assert (await places(shop.by, "en", SPOKEN))[0].hidden


async def test_two_people_do_not_write_over_each_other(shop: ShopKit, tree: dict[str, int]) -> None:
    seen = await place_to_edit(shop.by, tree["Tea"])
    await change(shop, tree["Tea"], names={"en": "Teas"})
    with pytest.raises(Stale):
        await edit_place(shop.by, tree["Tea"], seen.stamp, PlaceEdit({"en": "Tee"}, parent_id=tree["Pantry"]))


async def test_only_what_holds_nothing_can_be_removed(shop: ShopKit, tree: dict[str, int]) -> None:
    for name in ("Tea", "Green"):
        with pytest.raises(NotEmpty):
            await remove_place(shop.by, tree[name])
    await remove_place(shop.by, tree["Kitchen"])
    assert "Kitchen" not in await paths(shop)
    with pytest.raises(NotFound):
        await remove_place(shop.by, tree["Kitchen"])


async def test_a_name_stands_once_among_siblings(shop: ShopKit, tree: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        await make_place(shop.by, 0, "pantry", "en")
    assert await make_place(shop.by, tree["Kitchen"], "Pantry", "en")


async def test_a_renamed_category_keeps_its_file_and_frees_its_name(shop: ShopKit, tree: dict[str, int]) -> None:
    await change(shop, tree["Pantry"], names={"en": "Larder"})
    await upsert_product(shop.by, goods("Salt", category=("Pantry",)))
    assert (await paths(shop))[0] == "Larder"
    assert await make_place(shop.by, 0, "Pantry", "en") not in tree.values()


async def test_a_category_needs_a_name(shop: ShopKit, tree: dict[str, int]) -> None:
    for names in ({"en": "", "ru": ""}, {"en": "x" * 121}):
        with pytest.raises(BadInput):
            await change(shop, tree["Tea"], names=names)


async def test_another_shops_categories_are_nobodys(shop: ShopKit, tree: dict[str, int]) -> None:
    other = await ShopKit.open("other")
    for act in (remove_place(other.by, tree["Kitchen"]), place_to_edit(other.by, tree["Tea"])):
        with pytest.raises(NotFound):
            await act
    with pytest.raises(BadInput):
        await make_place(other.by, tree["Tea"], "Oolong", "en")
    with pytest.raises(NotAllowed):
        await make_place(Actor(shop.id, "staff", 2), 0, "Oolong", "en")
