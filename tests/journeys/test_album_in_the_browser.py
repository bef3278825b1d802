"""All pictures of a product, looked through in a real browser: with the keyboard, without script, without pictures."""

import os

import pytest
from playwright.async_api import expect

from domain.catalog.models import ProductImage
from domain.media.models import MediaFile
from domain.shop.actions import bump
from integrations.feeds.demo.pictures import picture
from tests.kit.browser import served, window
from tests.kit.database import empty
from tests.kit.shop import ShopKit

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
SOURCES = tuple(f"demo:morning-mug-{n}" for n in range(1, 6))


@pytest.fixture(scope="module")
async def pot(tmp_path_factory):
    """The address of a product with five pictures in a running shop."""
    async with empty("sqlite", tmp_path_factory.mktemp("album")) as settings, served(settings) as app:
        shop = await ShopKit.open()
        product = await shop.product("Morning mug")
        for n, source in enumerate(SOURCES, 1):
            (settings.media_dir / f"{n}.png").write_bytes(picture(source))
            file = await MediaFile.add(shop.by, path=f"/media/{n}.png", digest=f"{n:064}", width=800, height=800)
            await ProductImage.add(shop.by, product_id=product, media_id=file.id, position=n)
        await bump(shop.by)
        yield f"{app.base_url}/chat/tea?start=p{product}"


async def turn_to_the_end(page):
    for n in range(1, len(SOURCES)):
        await page.locator(f'#node-canvas button:has-text("{n}/5")').click()
    await page.locator('#node-canvas button:has-text("All photos")').click()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
async def test_all_pictures_are_shown_above_the_product(pot, width, scheme):
    async with window(width, 844, color_scheme=scheme) as page:
        await page.goto(pot)
        await turn_to_the_end(page)
        await expect(page.locator(".album img")).to_have_count(5)
        await expect(page.locator(".album img").first).to_be_in_viewport()
        await expect(page.locator("#log > .node").last).to_have_attribute("id", "node-canvas")
        if PICTURES:
            await page.wait_for_timeout(400)
            await page.screenshot(path=f"{PICTURES}/album-{width}-{scheme}.png")
        assert page.errors == []


async def test_the_keyboard_opens_a_picture_in_full(pot):
    async with window() as page:
        await page.goto(pot)
        await turn_to_the_end(page)
        first = page.get_by_role("link", name="Morning mug, picture 1 of 5")
        await first.focus()
        async with page.context.expect_page() as opened:
            await page.keyboard.press("Enter")
        assert (await opened.value).url.endswith("/media/1.png")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Morning mug, picture 2 of 5")).to_be_focused()


async def test_without_script_the_pictures_are_there_too(pot):
    async with window(java_script_enabled=False) as page:
        await page.goto(pot)
        await turn_to_the_end(page)
        await expect(page.locator(".album a")).to_have_count(5)


async def test_without_pictures_each_is_a_link_with_its_words(pot):
    async with window(extra_http_headers={"Save-Data": "on"}) as page:
        await page.goto(pot)
        await turn_to_the_end(page)
        await expect(page.locator(".album img").first).to_be_hidden()
        await expect(page.get_by_text("Morning mug, picture 5 of 5")).to_be_visible()
