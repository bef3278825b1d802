"""A cart passed from one browser to another, with script and without."""

import os

import pytest
from playwright.async_api import expect

from tests.kit.browser import served, window
from tests.kit.database import empty
from tests.kit.shop import ShopKit

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
NODE = "#node-canvas"


@pytest.fixture(scope="module")
async def chat(tmp_path_factory):
    """The address of a running shop with a mug, a shirt and a cap that is sold out."""
    async with empty("sqlite", tmp_path_factory.mktemp("sharing")) as settings, served(settings) as app:
        shop = await ShopKit.open()
        await shop.product("Enamel mug", price="9.00")
        await shop.product("Linen shirt", sizes=("S", "M"))
        await shop.product("Canvas cap", stock=0)
        yield f"{app.base_url}/chat/tea"


async def press(page, words):
    await page.locator(f'{NODE} button:has-text("{words}")').first.click()


async def picture(page, name):
    if PICTURES:
        await page.wait_for_timeout(400)
        await page.screenshot(path=f"{PICTURES}/{name}.png")


async def a_link(page, chat):
    """Everything saved, then shared; returns the path that was copied."""
    for product, name in enumerate(("Enamel mug", "Linen shirt", "Canvas cap"), 1):
        await page.goto(f"{chat}?start=p{product}")
        # What was open before stands there until the link has been followed.
        await expect(page.locator(f"{NODE} .title")).to_have_text(name)
        await press(page, "Save")
        await expect(page.locator(f'{NODE} button:has-text("Saved")')).to_be_visible()
    await page.locator("#say").fill("/saved")
    await page.keyboard.press("Enter")
    await expect(page.locator(NODE)).to_have_attribute("data-screen", "S-14")
    await press(page, "Share list")
    await expect(page.locator(NODE)).to_have_attribute("data-screen", "S-25")
    return await page.locator("[data-share]").get_attribute("data-share")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
async def test_what_one_browser_shares_another_takes_over(chat, width, scheme):
    async with window(width, 844, color_scheme=scheme) as page:
        link = await a_link(page, chat)
        await picture(page, f"share-{width}-{scheme}")
        await press(page, "Share the link")
        await expect(page.locator(".toasts")).to_have_text("Copied")
    async with window(width, 844, color_scheme=scheme) as other:
        await other.goto(chat.partition("/chat")[0] + link)
        await expect(other.locator(f"{NODE} .title")).to_have_text("Shared with you · 3 items")
        await picture(other, f"shared-{width}-{scheme}")
        await press(other, "Add all in stock to cart")
        await expect(other.locator(NODE)).to_have_attribute("data-screen", "S-20")
        await expect(other.locator(f"{NODE} .notice")).to_contain_text("Not added:")
        await picture(other, f"shared-cart-{width}-{scheme}")
        assert other.errors == []


async def test_without_script_the_link_is_there_and_works(chat):
    async with window() as page:
        link = await a_link(page, chat)
    async with window(java_script_enabled=False) as other:
        await other.goto(chat.partition("/chat")[0] + link)
        await press(other, "Add all in stock to cart")
        await expect(other.locator(NODE)).to_have_attribute("data-screen", "S-20")
        await press(other, "Share")
        own = other.locator(f"{NODE} .copying a")
        await expect(own).to_be_visible()
        await own.click()
        await expect(other.locator(NODE)).to_have_attribute("data-screen", "S-25")
