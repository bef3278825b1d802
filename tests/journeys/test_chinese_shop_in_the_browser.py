"""A Chinese merchant moves in with a real catalogue; a Chinese customer finds something and orders it, in Chromium."""

from __future__ import annotations

import os
import re

import pytest
from playwright.async_api import expect

from benchmarks import litemall
from bot.__main__ import parser
from bot.commands.imports import import_file
from domain.reports.invariants import violations
from domain.shop.queries import shops
from tests.kit.browser import served, window
from tests.kit.database import empty
from tests.kit.samples import sample

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
ADDRESS = {"line": "中山路12号", "city": "杭州", "postcode": "310000", "name": "安娜", "phone": "13812345678"}


async def picture(page, name):
    if PICTURES:
        await page.wait_for_timeout(400)
        await page.screenshot(path=f"{PICTURES}/zh-{name}.png")


async def moved_in(folder):
    """The litemall sample as a shop in yuan."""
    file = folder / "litemall.jsonl"
    litemall.write(sample("litemall-zh") / "litemall_data.sql", file)
    words = [
        "import",
        str(file),
        "--new-shop",
        "严选小店",
        "--currency",
        "CNY",
        "--country",
        "CN",
        "--locale",
        "zh_Hans",
    ]
    await import_file(parser().parse_args(words))
    return (await shops())[0]


async def press(page, prefix):
    await page.locator(f"#node-canvas button[value^='{prefix}:']").first.click()


async def choose_everything(page):
    """The first value of every option that is still open, until it can be bought."""
    buy = page.locator("#node-canvas button[value^='b:']")
    await expect(page.locator("#node-canvas fieldset, #node-canvas button[value^='b:']").first).to_be_visible()
    for group in range(4):
        if await buy.count():
            return
        await page.locator("#node-canvas fieldset").nth(group).locator("button").first.click()
        await page.wait_for_timeout(500)


async def find(page, words):
    """Type the words and open the first thing that is found."""
    canvas = page.locator("#node-canvas")
    await picture(page, "home")
    await page.fill("textarea, input[name=text]", words)
    await page.keyboard.press("Enter")
    await expect(canvas).to_contain_text(words)
    await picture(page, "found")
    await press(page, "p")
    await expect(canvas).to_contain_text("¥")


async def fill_in(page):
    await expect(page.locator("#node-canvas [name=line]")).to_be_visible()
    for name, value in ADDRESS.items():
        await page.locator(f"#node-canvas [name={name}]").first.fill(value)
    await picture(page, "form")
    await page.locator("#node-canvas form button[type=submit]").last.click()
    await expect(page.locator("#node-canvas")).to_contain_text("确认订单")
    await expect(page.locator("#node-canvas")).not_to_contain_text(re.compile("[A-Za-z]{2}"))
    await picture(page, "review")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_chinese_shop_is_searched_and_bought_from(tmp_path, kind):
    async with empty(kind, tmp_path) as settings:
        shop = await moved_in(tmp_path)
        async with served(settings) as app, window(390, 844, locale="zh-CN") as page:
            await page.goto(f"{app.base_url}/chat/{shop.slug}")
            await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
            await find(page, "毛巾")
            await choose_everything(page)
            await picture(page, "product")
            await press(page, "b")
            await fill_in(page)
            await press(page, "pl")
            await expect(page.locator("article[id^='node-card-order']").first).to_contain_text("#1001")
            await picture(page, "placed")
            assert page.errors == []
        assert await violations() == []
