"""Every short word the shop says, for whoever puts them into other languages."""

from __future__ import annotations

import pytest

from domain.delivery.actions import save_method, save_point
from domain.delivery.views import MethodForm, PointForm
from domain.kit.actor import Actor
from domain.kit.errors import NotAllowed
from domain.reports.words import words_in_use
from domain.shop.actions import change_facts
from domain.shop.words import WordEdit, edit_words
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.shop import ShopKit


@pytest.fixture
async def tea(shop: ShopKit) -> ShopKit:
    await change_facts(shop.by, locales=["en", "ru"], pitch="Tea and cups")
    await shop.settings(notice="Closed on Monday")
    await shop.product("Shirt", sizes=("Small", "Large"), attributes={"Fabric": "Linen"})
    await shop.product("Skirt", sizes=("Small",))
    await save_method(shop.by, MethodForm("pickup", "Pickup"))
    await save_point(shop.by, PointForm("Old Town", "12 Market St", "Mon–Fri 09:00–18:00"))
    await save_rate(shop.by, RateView(800, country="US", name="Sales tax"))
    return shop


async def test_all_words_by_kind_and_use(tea: ShopKit) -> None:
    found = {row.word: (row.kind, row.uses) for row in (await words_in_use(tea.by)).items}
    assert found == {
        "Tea and cups": ("shop", 1), "Closed on Monday": ("shop", 1), "Pickup": ("delivery", 1),
        "Old Town": ("delivery", 1), "Sales tax": ("delivery", 1), "Mon": ("delivery", 1), "Fri": ("delivery", 1),
        "Size": ("option", 2), "Small": ("value", 2), "Large": ("value", 1), "Fabric": ("fact", 1),
        "Linen": ("fact", 1),
    }  # fmt: skip


async def test_those_that_a_language_lacks(tea: ShopKit) -> None:
    await edit_words(tea.by, [WordEdit("ru", "Size", "", "Размер")])
    lacking = await words_in_use(tea.by, untold=True, kind="option")
    assert [row.word for row in lacking.items] == []
    assert (await words_in_use(tea.by, kind="option")).items[0].texts == {"ru": "Размер"}


async def test_words_are_searched_and_percent_signs_are_letters(tea: ShopKit) -> None:
    assert [row.word for row in (await words_in_use(tea.by, "lin")).items] == ["Linen"]
    assert (await words_in_use(tea.by, "%")).items == ()


async def test_only_who_edits_the_catalogue_sees_them_and_only_their_own(tea: ShopKit) -> None:
    with pytest.raises(NotAllowed):
        await words_in_use(Actor(tea.id, "staff", 2))
    other = await ShopKit.open("other")
    assert (await words_in_use(other.by)).total == 0
