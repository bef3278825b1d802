"""One press changes the language of the page, the screen and what comes after, with scripts and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from domain.shop.actions import change_facts
from domain.shop.words import WordEdit, edit_words
from tests.kit.browser import served, window
from tests.kit.database import empty
from tests.kit.shop import ShopKit

pytestmark = pytest.mark.browser


async def shirt() -> int:
    """A product whose size has a word in each language of its shop."""
    shop = await ShopKit.open()
    await change_facts(shop.by, locales=["en", "ru", "zh_Hans"])
    await edit_words(shop.by, [WordEdit("ru", "Large", "", "Большой"), WordEdit("zh_Hans", "Large", "", "大号")])
    return await shop.product("Shirt", sizes=("Small", "Large"))


async def speaks(page: Page, tag: str) -> None:
    await expect(page.locator("html")).to_have_attribute("lang", tag)
    await expect(page.locator("#node-canvas")).to_have_attribute("lang", tag)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_a_language_is_chosen_in_its_own_name(tmp_path: Path, scripts: bool) -> None:
    async with empty("sqlite", tmp_path) as settings, served(settings) as app:
        product = await shirt()
        async with window(locale="ru-RU", java_script_enabled=scripts) as page:
            await page.goto(f"{app.base_url}/chat/tea?start=p{product}")
            await speaks(page, "ru")
            await expect(page.locator("#node-canvas")).to_contain_text("Большой")
            await choose(page, "简体中文")
            await speaks(page, "zh-Hans")
            await page.goto(f"{app.base_url}/chat/tea?start=p{product}")
            await speaks(page, "zh-Hans")
            assert page.errors == []


async def choose(page: Any, name: str) -> None:
    await page.locator("header details.menu summary").click()
    await page.locator("header details.menu button").first.click()
    await page.locator("#node-canvas button", has_text=name).click()
