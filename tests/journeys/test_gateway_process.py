"""The test gateway in a process of its own: nothing but HTTP and a shared key between it and the shop."""

import asyncio

import aiohttp

from tests.kit.database import empty
from tests.kit.gateway import CODE, listening, order_of, orders_online, page_of
from tests.kit.process import hawker
from tests.kit.shop import ShopKit
from tests.kit.stage import enter, staged
from tests.kit.store import Store


async def test_a_payment_goes_from_process_to_process_and_back(tmp_path):
    async with (
        hawker(tmp_path / "gateway", "test-gateway", "--port", "0", HAWKER_SECRET_KEY="test-secret") as process,
        empty("sqlite", tmp_path) as settings,
    ):
        elsewhere = process.lines[1].partition("HAWKER_TEST_GATEWAY_URL=")[2]
        shop = await ShopKit.open()
        store = await Store.open(shop)
        await shop.settings(payment_methods=[CODE])
        app = staged(settings.model_copy(update={"test_gateway_url": elsewhere}))
        anna = enter(app, shop.id, "anna")
        async with listening(app):
            await orders_online(anna, await shop.product("Teapot", price="24.00"))
            assert page_of(anna).startswith(f"{elsewhere}/test-gateway/pay/")
            await approve(page_of(anna))
            for _ in range(100):
                if (await order_of(store)).status == "placed":
                    break
                await asyncio.sleep(0.1)
        assert (await order_of(store)).payment_status == "paid"
        assert not (tmp_path / "test-gateway.sqlite3").exists()
        assert await process.stop() == 0


async def approve(page):
    async with aiohttp.ClientSession() as http:
        async with http.get(page) as shown:
            assert "TEST" in await shown.text()
        async with http.post(page, data={"do": "approve"}, allow_redirects=False) as done:
            assert done.status == 303
