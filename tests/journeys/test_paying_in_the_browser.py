"""A customer pays on the gateway's page in a real browser; the open chat goes on by itself."""

import os
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from domain.reports.invariants import violations
from domain.shop.actions import change_settings
from tests.kit.browser import served, window
from tests.kit.database import empty
from tests.kit.gateway import CODE
from tests.kit.shop import ShopKit
from tests.kit.store import AUSTIN, Store

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
SOON = 20_000


@asynccontextmanager
async def tea_house(folder):
    """A shop with one product, paid by link or at the door, served whole."""
    async with empty("sqlite", folder) as settings:
        shop = await ShopKit.open(phone="+1 512 472 0000")
        store = await Store.open(shop)
        await change_settings(shop.by, payment_methods=[CODE, "cash"])
        teapot = await shop.product("Iron teapot", price="44.20", stock=5)
        async with served(settings) as app:
            yield app, store, teapot


async def picture(page, name):
    """Keep what the page looks like, in both lights, when asked to (HAWKER_TEST_PICTURES=folder)."""
    if PICTURES:
        for scheme in ("dark", "light"):
            await page.emulate_media(color_scheme=scheme)
            await page.wait_for_timeout(300)
            await page.screenshot(path=f"{PICTURES}/pay-{name}-{page.viewport_size['width']}-{scheme}.png")


async def order(chat, app, teapot):
    """From the link to S-37."""
    await chat.goto(f"{app.base_url}/chat/tea?start=p{teapot}")
    await chat.locator('#node-canvas button:has-text("Buy now")').click()
    for name, value in (AUSTIN | {"phone": "512 472 0123"}).items():
        await chat.locator(f"#node-canvas [name={name}]").fill(value)
    await chat.locator(f"#node-canvas [name=payment][value={CODE}], #node-canvas select[name=payment]").first.focus()
    await choose(chat)
    await chat.locator("#node-canvas form button[type=submit]").last.click()
    await picture(chat, "review")
    await chat.locator("#node-canvas button[value^='pl:']").click()
    await expect(chat.locator("#node-canvas")).to_contain_text("Open payment page")


async def choose(chat):
    """The first way to pay is the gateway already; a list of them is set to it."""
    ways = chat.locator("#node-canvas select[name=payment]")
    if await ways.count():
        await ways.select_option(CODE)


async def opened(chat):
    """The payment page, in the tab it opens in."""
    async with chat.context.expect_page() as found:
        await chat.locator('#node-canvas a:has-text("Open payment page")').click()
    page = await found.value
    await page.wait_for_load_state()
    return page


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desktop"])
async def test_approved_the_open_chat_shows_it_placed_by_itself(tmp_path, size):
    async with tea_house(tmp_path) as (app, store, teapot), window(*size) as chat:
        await order(chat, app, teapot)
        await picture(chat, "waiting")
        bank = await opened(chat)
        await expect(bank.locator("header")).to_contain_text("TEST")
        await picture(bank, "gateway")
        await bank.locator("summary").click()
        await picture(bank, "gateway-trouble")
        await bank.locator('button:has-text("Approve $47.20")').click()
        await bank.wait_for_url("**/chat/tea")
        await expect(bank.locator("#node-canvas")).to_contain_text("Order placed", timeout=SOON)
        await expect(chat.locator("#node-canvas")).to_contain_text("Order placed", timeout=SOON)
        await picture(chat, "placed")
        assert chat.errors == []
        assert [view.payment_status for view in await store.orders()] == ["paid"]
        assert await violations() == []


async def test_declined_it_says_why_and_another_way_is_taken(tmp_path):
    async with tea_house(tmp_path) as (app, store, teapot), window(390, 844) as chat:
        await order(chat, app, teapot)
        bank = await opened(chat)
        await bank.locator("summary").click()
        await bank.locator("select[name=decline]").select_option("card_expired")
        await bank.locator('button[value="decline"]').click()
        await expect(chat.locator("#node-canvas")).to_contain_text("the card has expired", timeout=SOON)
        await picture(chat, "declined")
        await chat.locator('#node-canvas button:has-text("Other method")').click()
        await chat.locator('#node-canvas button:has-text("Pay on delivery")').click()
        await chat.locator("#node-canvas button[value^='pl:']").click()
        await expect(chat.locator("#node-canvas")).to_contain_text("Order placed", timeout=SOON)
        assert [view.status for view in await store.orders()] == ["cancelled", "placed"]
        assert chat.errors == []


async def test_the_shop_says_on_every_page_that_it_is_a_test(tmp_path):
    async with tea_house(tmp_path) as (app, _, _), window(390, 844) as chat:
        await chat.goto(f"{app.base_url}/chat/tea")
        await expect(chat.locator(".test")).to_have_text("Test mode: no real money")
