"""The whole wizard in a real Chromium: upload, mend, import, undo, with the background work on its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.config import Settings
from domain.kit.actor import system
from domain.staff import actions
from tests.admin_web.conftest import WORDS
from tests.kit.browser import served, window
from tests.kit.importing import goods_rows, table
from tests.kit.shop import ShopKit

pytestmark = pytest.mark.browser


@pytest.fixture
async def app(sqlite: Settings) -> AsyncIterator[App]:
    async with served(sqlite) as running:
        yield running


async def test_a_file_is_brought_in_and_taken_back(app: App, tmp_path: Path) -> None:
    shop = await ShopKit.open()
    token = await actions.invite(system(shop.id), "olga@example.com", "owner")
    await actions.set_up_owner(token, "", "Olga", WORDS)
    file = tmp_path / "goods.csv"
    file.write_bytes(table(*goods_rows(130), ("S9", "Broken lamp", "ten", 1, "Lamps", "", "")))
    async with window(width=1280) as page:
        await page.goto(f"{app.base_url}/admin/login?next=/admin/import")
        await page.fill("#f-email", "olga@example.com")
        await page.fill("#f-password", WORDS)
        await page.click("button.primary")
        await page.set_input_files("#f-file", str(file))
        await page.click("text=Upload and check")
        await page.wait_for_selector("text=As it will look")
        await page.click("text=Errors only")
        await page.fill('input[name="cell.132.price"]', "25.00")
        await page.click("text=Save and check again")
        await page.wait_for_selector("text=Import: 131 new, 0 changed")
        await page.click("text=Import: 131 new, 0 changed")
        await page.wait_for_selector("text=See the products")
        assert await shop.count("product") == 131
        await page.click("text=Undo…")
        await page.click("text=Undo the import")
        await page.wait_for_selector("text=Removed: 131.")
        assert (await shop.count("product"), page.errors) == (0, [])
