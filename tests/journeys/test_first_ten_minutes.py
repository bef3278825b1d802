"""A new merchant, from the one-time link to the first test order and its packing, counting presses and fields."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.async_api import expect

from domain.kit.actor import system
from domain.shop.actions import create_shop
from domain.staff.actions import make_setup_token
from tests.kit.browser import served, window
from tests.kit.database import empty

pytestmark = pytest.mark.browser
MOST_PRESSES, MOST_FIELDS = 18, 16


class Hand:
    """Presses and fills, and counts it."""

    def __init__(self, page: Any) -> None:
        self.page, self.presses, self.fields, self.began = page, 0, 0, monotonic()

    async def press(self, what: str) -> None:
        self.presses += 1
        await self.page.locator(what).first.click()

    async def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.fields += 1
            await self.page.locator(f'main [name="{name}"], form [name="{name}"]').first.fill(value)


async def sets_up(hand: Hand, address: str) -> None:
    await hand.page.goto(address)
    await hand.fill(email="mia@example.com", name="Mia", password="a basket of green pears")
    await hand.press("button.primary")
    await hand.press("text=Say who sells")
    await hand.fill(seller="Mia Reed, 1 Main Street, Syracuse", email="mia@example.com")
    await hand.press("form[action='/admin/settings/shop'] button.primary")
    await hand.press("nav.side a >> text=Today")
    await hand.press("text=Publish a first product")
    await hand.fill(name="Green tea", price="12.50")
    await hand.page.check("[name=publish]")
    await hand.press("text=Add the product")
    await hand.press("nav.side a >> text=Today")
    await hand.fill(fee="4.00")
    await hand.press(".preset button")
    await expect(hand.page.locator(".checklist li.done")).to_have_count(4)


async def buys(hand: Hand, address: str) -> None:
    await hand.page.goto(address)
    await hand.press("#node-canvas button[value^='p:']")
    await hand.press('#node-canvas button:has-text("Buy now")')
    await expect(hand.page.locator("#node-canvas [name=line]")).to_be_visible()
    for name, value in {"name": "Mia", "line": "12 Harbor Street", "city": "Syracuse", "postcode": "13202",
                        "phone": "315 555 0134"}.items():  # fmt: skip
        if await hand.page.locator(f"#node-canvas [name={name}]").count():
            await hand.fill(**{name: value})
    await hand.press("#node-canvas form button[type=submit] >> nth=-1")
    await hand.press("#node-canvas button[value^='pl:']")
    await expect(hand.page.locator("article[id^='node-card-order']").first).to_contain_text("Order #")


async def test_a_new_merchant_comes_from_the_link_to_a_packed_test_order(tmp_path: Path) -> None:
    async with empty("sqlite", tmp_path) as settings, served(settings) as app:
        shop_id = await create_shop("mia", "Mia's tea", currency="USD", country="US")
        link = f"{app.base_url}/admin/setup/{await make_setup_token(system(shop_id))}"
        async with window(1280, 900) as panel, window(390, 844) as phone:
            merchant, customer = Hand(panel), Hand(phone)
            await sets_up(merchant, link)
            door = await panel.get_attribute('.checklist a[target="_blank"]', "href")
            await buys(customer, door)
            await merchant.press("nav.side a >> text=Today")
            await merchant.press("ol a.main >> text=#1001")
            await merchant.press("text=Start packing")
            await expect(phone.locator('[aria-current=step]:has-text("Packing")')).to_be_visible(timeout=15_000)
            presses, fields = merchant.presses + customer.presses, merchant.fields + customer.fields
            print(f"{presses} presses, {fields} fields, {monotonic() - merchant.began:.0f} s of a machine")
            assert (presses <= MOST_PRESSES, fields <= MOST_FIELDS) == (True, True)
            assert (panel.errors, phone.errors) == ([], [])
