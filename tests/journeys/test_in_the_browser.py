"""A customer orders in a real browser, the merchant moves the order in the panel, the chat shows each step."""

import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.commands.demo import make_demo_shop
from bot.commands.imports import import_file
from domain.kit.actor import system
from domain.reports.invariants import violations
from domain.shop.queries import shops
from domain.staff.actions import make_setup_token
from tests.kit.browser import served, window
from tests.kit.database import empty

pytestmark = pytest.mark.browser
SHOPIFY = Path(__file__).resolve().parents[3] / "shared/data/shopify-csv-solidus_importer/spec/fixtures"
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
ADDRESS = {"name": "Anna Reed", "line": "12 Harbor Street", "city": "Syracuse", "postcode": "13202"}
PHONE = "315 555 0134"
STEPS = (
    ("packing", '[aria-current=step]:has-text("Packing")'),
    ("shipped", '[aria-current=step]:has-text("On the way")'),
    ("delivered", '.step.done:has-text("Delivered")'),
)


@asynccontextmanager
async def demo_shop(folder):
    async with empty("sqlite", folder) as settings:
        await make_demo_shop(settings)
        async with served(settings) as app:
            yield app, (await shops())[0]


@asynccontextmanager
async def imported_shop(folder):
    from bot.__main__ import parser

    file = SHOPIFY / "solidus_importer" / "apparel.csv"
    if not file.exists():
        pytest.skip(f"the shared Shopify files are not here: {file}")
    async with empty("postgres", folder) as settings:
        words = ["import", str(file), "--new-shop", "Apparel", "--currency", "USD"]
        assert await import_file(parser().parse_args(words)) == 0
        async with served(settings) as app:
            yield app, (await shops())[0]


async def picture(page, name):
    """Keep what the page looks like when asked to (HAWKER_TEST_PICTURES=folder)."""
    if PICTURES:
        await page.wait_for_timeout(400)
        await page.screenshot(path=f"{PICTURES}/{name}.png")


async def press(page, words):
    await page.locator(f'#node-canvas button:has-text("{words}")').first.click()


async def fill(page, values):
    for name, value in values.items():
        field = page.locator(f"#node-canvas [name={name}]")
        if await field.count():
            await field.first.fill(value)


async def choose_until_it_can_be_bought(page):
    """Press the first free value of every option that is still open."""
    buy = page.locator('#node-canvas button:has-text("Buy now")')
    await expect(page.locator('#node-canvas fieldset, #node-canvas button:has-text("Buy now")').first).to_be_visible()
    for group in range(4):
        if await buy.count():
            break
        values = page.locator("#node-canvas fieldset").nth(group).locator("button")
        await values.first.click()
        await page.wait_for_timeout(500)
    await expect(buy.first).to_be_visible()


async def order_something(page, app, shop, name):
    """From the open page to the order card; returns the order's number."""
    await page.goto(f"{app.base_url}/chat/{shop.slug}")
    await picture(page, f"{name}-home")
    await page.locator("#node-canvas button[value^='p:']").first.click()
    await expect(page.locator("#node-canvas")).to_contain_text("$")
    await choose_until_it_can_be_bought(page)
    await picture(page, f"{name}-product")
    await press(page, "Buy now")
    await expect(page.locator("#node-canvas [name=line]")).to_be_visible()
    await fill(page, ADDRESS | {"phone": PHONE})
    await picture(page, f"{name}-form")
    await page.locator("#node-canvas form button[type=submit]").last.click()
    await expect(page.locator("#node-canvas")).to_contain_text("Check your order")
    await picture(page, f"{name}-review")
    await page.locator("#node-canvas button[value^='pl:']").click()
    card = page.locator("article[id^='node-card-order']").first
    await expect(card).to_contain_text("Order #")
    await picture(page, f"{name}-placed")
    return (await card.inner_text()).partition("#")[2].partition(" ")[0]


async def become_owner(page, app, shop):
    token = await make_setup_token(system(shop.id))
    await page.goto(f"{app.base_url}/admin/setup/{token}")
    await page.fill("[name=email]", "owner@example.com")
    await page.fill("[name=name]", "Olga")
    await page.fill("[name=password]", "a basket of green pears")
    await page.click("button.primary")
    await expect(page).to_have_url(f"{app.base_url}/admin/")


async def move_to(panel, status):
    await panel.locator(f'form:has(input[name=to][value="{status}"]) button').click()
    await panel.wait_for_load_state()


async def story(app, shop, name):
    async with window(390, 844) as chat, window(1280, 900) as panel:
        number = await order_something(chat, app, shop, name)
        await become_owner(panel, app, shop)
        await panel.goto(f"{app.base_url}/admin/orders/{number}")
        await picture(panel, f"{name}-panel-order")
        card = chat.locator("article[id^='node-card-order']").first
        for status, step in STEPS:
            await move_to(panel, status)
            await expect(card.locator(step)).to_be_visible(timeout=15_000)
        await picture(chat, f"{name}-delivered")
        await picture(panel, f"{name}-panel-delivered")
        assert chat.errors == []
        assert panel.errors == []
    assert await violations() == []


async def test_an_order_in_the_demo_shop_is_placed_moved_and_watched(tmp_path):
    async with demo_shop(tmp_path) as (app, shop):
        await story(app, shop, "demo")


async def test_an_order_in_an_imported_shop_is_placed_moved_and_watched(tmp_path):
    async with imported_shop(tmp_path) as (app, shop):
        await story(app, shop, "imported")


async def test_everything_up_to_the_order_works_without_scripts(tmp_path):
    async with empty("sqlite", tmp_path) as settings:
        await make_demo_shop(settings)
        async with served(settings) as app, window(390, 844, java_script_enabled=False) as page:
            await order_something(page, app, (await shops())[0], "plain")
