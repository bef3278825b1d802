"""Who packs, in a real Chromium: by keyboard alone, without scripts, told by the kitchen's bell, without a network."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import App
from bot.config import Settings
from domain.kit.actor import system
from domain.orders.queries import orders
from domain.orders.views import OrderView
from domain.payments.actions import advance
from domain.staff import actions
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


async def placed(market: Market, count: int) -> list[OrderView]:
    tea = await market.item("Green tea", stock=100)
    return [await market.order(await market.buyer(f"buyer{n}"), (tea, 1)) for n in range(count)]


async def states(market: Market) -> dict[str, int]:
    found = [row.status for row in (await orders(market.owner, "all")).items]
    return {status: found.count(status) for status in set(found)}


async def ticks_all_and_acts(page: Any, count: int) -> None:
    """J and X down the list, then the first button of the bar."""
    for _ in range(count):
        await page.keyboard.press("j")
        await page.keyboard.press("x")
    await page.wait_for_selector(f".bulk >> text={count} ticked")
    await page.keyboard.press(".")
    await page.keyboard.press("Enter")


async def test_ten_orders_are_packed_by_keyboard_alone(app: App, market: Market) -> None:
    await placed(market, 10)
    async with window(width=1280) as page:
        await enters(page, app)
        await page.keyboard.press("g")
        await page.keyboard.press("o")
        await page.wait_for_selector(".order-row")
        await ticks_all_and_acts(page, 10)
        await page.wait_for_selector("text=10 orders moved on")
        await page.goto(f"{app.base_url}/admin/orders?tab=packing")
        await ticks_all_and_acts(page, 10)
        await page.wait_for_selector("text=10 orders moved on")
        assert page.errors == []
    assert await states(market) == {"shipped": 10}


async def test_many_are_sent_off_with_tracking_without_scripts(app: App, market: Market) -> None:
    found = await placed(market, 3)
    for order in found:
        await advance(market.owner, order.id, "packing")
    async with window(width=390, java_script_enabled=False) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/orders?tab=packing")
        for box in await page.locator('input[name="order"]').all():
            await box.check()
        await page.click("text=Sent off, with tracking")
        await page.fill("#f-lines", "1001, LV1\n1002, LV2")
        await page.fill('input[name="track_1003"]', "LV3")
        await page.click("text=Mark 3 orders as sent off")
        await page.wait_for_selector("text=3 orders moved on")
    assert await states(market) == {"shipped": 3}


async def test_the_kitchens_bell_goes_on_until_it_is_seen(app: App, market: Market) -> None:
    async with window(width=1280) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/orders/board")
        await page.wait_for_selector("[data-live]:not([hidden])")
        for kind in ("Soft sound", "Kitchen bell"):
            await page.click("[data-bell]")
            await page.wait_for_selector(f"[data-bell] >> text={kind}")
        await placed(market, 1)
        app.jobs.wake()
        await page.wait_for_selector(".ticket >> text=#1001")
        await page.wait_for_selector(".ringing")
        assert (await page.title()).startswith("(1) ")
        await page.click("text=Seen")
        await page.wait_for_selector(".ringing", state="detached")
        assert not (await page.title()).startswith("(")
        await page.click("text=Start packing")
        await page.wait_for_selector('[data-column="packing"] >> text=#1001')
        assert page.errors == []


async def test_without_a_network_the_installed_panel_says_so_and_keeps_no_page(app: App, market: Market) -> None:
    await placed(market, 1)
    async with window(width=390) as page:
        await enters(page, app)
        await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await page.goto(f"{app.base_url}/admin/orders")
        await page.wait_for_selector("text=#1001")
        await page.context.set_offline(True)
        await page.goto(f"{app.base_url}/admin/orders?tab=all")
        await page.wait_for_selector("text=No network")
        kept = await page.evaluate(
            "caches.keys().then(async names => (await Promise.all(names.map(async n => (await (await caches.open(n))"
            ".keys()).map(r => new URL(r.url).pathname)))).flat())"
        )
        assert all(path.startswith("/static/") or path in ("/admin/offline", "/admin/style.css") for path in kept)
