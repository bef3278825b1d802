"""A customer takes their data along and deletes them in a real browser: the page forgets too, and goes on."""

import zipfile

import pytest
from playwright.async_api import expect

from tests.journeys.test_in_the_browser import demo_shop, picture, press
from tests.kit.browser import window

pytestmark = pytest.mark.browser


async def test_the_page_forgets_with_the_shop_and_goes_on_without_a_reload(tmp_path):
    async with demo_shop(tmp_path) as (app, shop), window(width=390) as page:
        await page.goto(f"{app.base_url}/chat/{shop.slug}")
        await page.locator("#say").fill("my data")
        await page.locator("#say").press("Enter")
        canvas = page.locator("#node-canvas")
        await expect(canvas).to_contain_text("What we keep")
        await picture(page, "privacy")
        await press(page, "Send me my data")
        card = page.locator("#node-card-my-data")
        async with page.expect_download() as found:
            await card.get_by_role("link").click()
        assert "data.json" in zipfile.ZipFile(await (await found.value).path()).namelist()
        await picture(page, "privacy-file")
        await press(page, "Delete my data")
        await expect(canvas).to_contain_text("This is at once and cannot be undone.")
        await picture(page, "privacy-question")
        await press(page, "Yes, delete")
        await expect(canvas).to_contain_text("Your data is deleted")
        await expect(page.locator("#log > .node")).to_have_count(1)
        await picture(page, "privacy-gone")
        await press(page, "Start again")
        await expect(canvas).not_to_contain_text("Your data is deleted")
        await expect(canvas).to_be_visible()
        assert page.errors == []
