"""Names of categories and short words in other languages, as feeds bring them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.catalog.models import CategoryText
from domain.catalog.queries import categories
from domain.imports.actions import run_import
from domain.imports.port import CategoryRow, WordRow
from domain.imports.runner import ImportResult, Job
from domain.outbox.models import OutboxItem
from domain.shop.models import Shop, ShopWord
from domain.shop.words import dictionary
from tests.kit.goods import Shelf, goods, variant
from tests.kit.shop import ShopKit

TEA = goods("Oolong", variant("Large"), options=("Size",), category=("Pantry", "Tea"))
NAMED = CategoryRow(("Pantry", "Tea"), {"ru": "Чай", "zh_Hans": "茶"}, {"ru": "Листовой"})
SIZE = WordRow("Size", {"ru": "Размер"})


async def bring(shop: ShopKit, *rows: Any, **job: Any) -> ImportResult:
    return await run_import(shop.by, Shelf(*rows), Path("shelf.csv"), Job(**job))


def names(result: ImportResult) -> tuple[int, int, int]:
    return result.counts.names_new, result.counts.names_changed, result.counts.names_unchanged


async def everything(shop: ShopKit) -> list[Any]:
    models = (CategoryText, ShopWord, OutboxItem)
    return [await model.filter(shop_id=shop.id).order_by("id").values() for model in models] + [
        await Shop.filter(id=shop.id).values("catalog_version")
    ]


async def test_categories_and_words_come_in_with_their_goods(shop: ShopKit) -> None:
    result = await bring(shop, TEA, NAMED, SIZE)
    assert (result.counts.new, names(result)) == (1, (2, 0, 0))
    pantry = (await categories(shop.by, locale="ru"))[0]
    tea = (await categories(shop.by, pantry.id, locale="ru"))[0]
    assert (pantry.name, tea.name, tea.description) == ("Pantry", "Чай", "Листовой")
    assert await dictionary(shop.by) == {"Size": {"ru": "Размер"}}


async def test_the_same_names_again_change_nothing(shop: ShopKit) -> None:
    await bring(shop, TEA, NAMED, SIZE)
    before = await everything(shop)
    again = await bring(shop, TEA, NAMED, SIZE)
    assert (again.counts.unchanged, names(again)) == (1, (0, 0, 2))
    assert await everything(shop) == before


async def test_one_changed_name_is_one_change(shop: ShopKit) -> None:
    await bring(shop, TEA, NAMED, SIZE)
    more = await bring(shop, CategoryRow(("Pantry", "Tea"), {"ru": "Чаи"}), SIZE, WordRow("Size", {"de": "Größe"}))
    assert names(more) == (0, 2, 1)
    texts = {
        t["locale"]: (t["name"], t["description"]) for t in await CategoryText.filter(name__in=["Чаи", "茶"]).values()
    }
    assert texts == {"ru": ("Чаи", "Листовой"), "zh_Hans": ("茶", "")}


async def test_trying_out_writes_no_names(shop: ShopKit) -> None:
    before = await everything(shop)
    assert names(await bring(shop, NAMED, SIZE, dry_run=True)) == (2, 0, 0)
    assert await everything(shop) == before


@pytest.mark.parametrize(
    "row",
    [
        WordRow("", {"ru": "Размер"}, line=3),
        WordRow("Size", {"ru": "Р" * 301}, line=3),
        WordRow("Size", {"ru": "\x00"}, line=3),
        WordRow("Size", {"a language without end": "x"}, line=3),
        CategoryRow((), {"ru": "Чай"}, line=3),
        CategoryRow(("Tea",), {"ru": "Ч" * 121}, line=3),
        CategoryRow(("Tea",), {"ru": "\ud83d"}, line=3),
    ],
)
async def test_names_no_shop_can_hold_are_refused_and_others_go_in(shop: ShopKit, row: Any) -> None:
    result = await bring(shop, row, SIZE)
    assert (result.counts.refused, names(result)) == (1, (1, 0, 0))
    assert result.problems[0].line == 3


async def test_who_searches_by_a_new_name_finds_it_afterwards(shop: ShopKit) -> None:
    await bring(shop, TEA)
    await bring(shop, NAMED, SIZE)
    topics = await OutboxItem.filter(shop_id=shop.id).order_by("id").values_list("topic", flat=True)
    assert topics == ["category.changed", "words.changed"]
