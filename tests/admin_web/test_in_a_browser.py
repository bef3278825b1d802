"""The panel in a real Chromium: with scripts, without, and what its console says."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import App
from bot.config import Settings
from domain.kit.actor import system
from domain.orders.queries import orders
from domain.staff import actions
from domain.stock.actions import adjust
from domain.stock.queries import level
from domain.stock.shelf import shelf
from tests.admin_web.conftest import WORDS
from tests.kit.browser import served, window
from tests.kit.market import Market

pytestmark = pytest.mark.browser


@pytest.fixture
async def app(sqlite: Settings) -> AsyncIterator[App]:
    async with served(sqlite) as running:
        yield running


@pytest.fixture
async def market(app: App) -> Market:
    market = await Market.open()
    token = await actions.invite(system(market.id), "olga@example.com", "owner")
    await actions.set_up_owner(token, "", "Olga", WORDS)
    return market


async def enters(page: Any, app: App) -> None:
    await page.goto(f"{app.base_url}/admin/login")
    await page.fill("#f-email", "olga@example.com")
    await page.fill("#f-password", WORDS)
    await page.click("button.primary")
    await page.wait_for_url("**/admin/")


async def stock(market: Market, variant_id: int) -> int:
    return (await level(market.owner, variant_id)).on_hand


async def test_a_new_order_appears_by_itself_and_is_packed(app: App, market: Market) -> None:
    tea = await market.item("Green tea")
    async with window(width=1280) as page:
        await enters(page, app)
        await page.wait_for_selector("[data-live]:not([hidden])")
        await market.order(await market.buyer(), (tea, 1))
        app.jobs.wake()
        await page.wait_for_selector(".feed >> text=#1001")
        await page.wait_for_selector(".toast >> text=A new order")
        await page.click(".feed >> text=#1001")
        await page.click("text=Start packing")
        await page.wait_for_selector("text=Sent off")
        assert page.errors == []


async def test_stock_is_saved_where_it_stands_and_a_conflict_shows_both_numbers(app: App, market: Market) -> None:
    tea = await market.item("Green tea", stock=10)
    async with window(width=1280) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/products")
        await page.fill('input[name="stock"]', "8")
        await page.keyboard.press("Tab")
        await page.wait_for_selector(".tick-saved")
        assert await stock(market, tea) == 8
        await adjust(market.owner, tea, -3, "sold at the counter")
        await page.fill('input[name="stock"]', "9")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=Stock is 5 now, no longer 8")
        assert await page.input_value('input[name="stock"]') == "9"
        assert [e for e in page.errors if "422" not in e] == []


async def test_a_row_of_the_grid_is_saved_without_leaving_the_page(app: App, market: Market) -> None:
    tea = await market.item("Green tea")
    (row,) = next(iter((await shelf(market.owner, [1])).values()))
    async with window(width=1280) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/products/1")
        await page.fill(f'input[form="v{tea}"][name="price"]', "18.50")
        await page.select_option(f'select[form="v{tea}"]', "backorder")
        await page.click(f"#v{tea} button")
        await page.wait_for_selector(".tick-saved")
        after = (await shelf(market.owner, [1]))[1][0]
        assert (after.id, after.price.minor, after.policy) == (row.id, 1850, "backorder")
        assert page.errors == []


async def test_rows_do_not_move_from_under_a_hand(app: App, market: Market) -> None:
    tea = await market.item("Green tea")
    await market.order(await market.buyer("anna"), (tea, 1))
    async with window(width=1280) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/orders?tab=new")
        await page.wait_for_selector("[data-live]:not([hidden])")
        await page.check('input[name="order"]')
        await page.wait_for_selector(".bulk >> text=1")
        await market.order(await market.buyer("boris"), (tea, 1))
        app.jobs.wake()
        await page.wait_for_selector("[data-pill]:not([hidden])")
        assert await page.locator(".order-row").count() == 1
        await page.click("[data-pill]")
        await page.wait_for_selector("text=#1002")


async def test_orders_are_found_while_typing(app: App, market: Market) -> None:
    tea = await market.item("Green tea")
    for name in ("anna", "boris"):
        await market.order(await market.buyer(name), (tea, 1))
    async with window(width=1280) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/orders?tab=all")
        await page.keyboard.press("/")
        await page.keyboard.type("bor", delay=30)
        await page.wait_for_selector("text=Anna", state="detached")
        assert await page.locator(".order-row").count() == 1


async def test_everything_works_without_scripts(app: App, market: Market) -> None:
    tea = await market.item("Green tea")
    await market.order(await market.buyer(), (tea, 1))
    async with window(width=390, java_script_enabled=False) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/orders?tab=new")
        await page.check('input[name="order"]')
        await page.click("text=Start packing")
        await page.wait_for_selector("text=1 order moved on")
        await page.goto(f"{app.base_url}/admin/products")
        await page.fill('input[name="stock"]', "4")
        await page.click('.stock button:has-text("Save")')
        await page.wait_for_selector("text=Saved.")
    assert [o.status for o in (await orders(market.owner, "all")).items] == ["packing"]
    assert await stock(market, tea) == 4


async def test_leaving_a_changed_form_asks_first(app: App, market: Market) -> None:
    asked: list[str] = []

    async def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    async with window(width=1280) as page:
        page.on("dialog", answer)
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/settings/shop")
        await page.fill("#f-name", "Another name")
        await page.goto(f"{app.base_url}/admin/orders")
    assert asked == ["beforeunload"]
