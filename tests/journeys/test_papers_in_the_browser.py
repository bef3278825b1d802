"""An invoice from the press of a button to the file on disk, in a real browser."""

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from domain.kit.actor import system
from domain.orders.queries import order_by_number
from domain.payments.actions import confirm_transfer
from domain.shop.actions import change_settings
from tests.journeys.test_in_the_browser import demo_shop, order_something, picture
from tests.kit.browser import window

pytestmark = pytest.mark.browser
LEGAL = {"legal_name": "Harbor Goods Ltd", "legal_address": "1 Harbor Street\nSyracuse", "tax_number": "12-3456789"}


async def pays(app, shop, number):
    by = system(shop.id)
    order = await order_by_number(by, int(number))
    await confirm_transfer(by, order.id, order.total, "R1")
    app.jobs.wake()
    return order


async def test_the_invoice_of_a_paid_order_is_kept_from_the_chat(tmp_path):
    async with demo_shop(tmp_path) as (app, shop), window(width=390) as page:
        await change_settings(system(shop.id), payment_methods=["transfer"], transfer_account="US00 1234", **LEGAL)
        number = await order_something(page, app, shop, "papers")
        await pays(app, shop, number)
        await page.locator("#node-card-order-" + number).get_by_role("button", name="Invoice PDF").click()
        card = page.locator("article[id^='node-card-paper']")
        await expect(card).to_contain_text("Invoice TEST-INV-0001")
        await picture(page, "papers-invoice")
        async with page.expect_download() as found:
            await card.get_by_role("link").first.click()
        file = await found.value
        assert file.suggested_filename == "TEST-INV-0001.pdf"
        assert "Harbor Goods Ltd" in PdfReader(await file.path()).pages[0].extract_text()
        assert page.errors == []
