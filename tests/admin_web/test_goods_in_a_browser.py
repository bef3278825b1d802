"""What scripts add to the catalogue: pasting into the grid, pictures dragged into order, the preview while typing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import App
from bot.config import Settings
from domain.catalog.actions import set_pictures
from domain.catalog.queries_edit import product_to_edit
from domain.kit.actor import system
from domain.media.actions import store
from domain.media.store import MediaStore
from domain.staff import actions
from domain.stock.shelf import shelf
from tests.admin_web.conftest import WORDS
from tests.admin_web.test_in_a_browser import enters
from tests.admin_web.test_products import picture
from tests.kit.browser import served, window
from tests.kit.shop import ShopKit

pytestmark = pytest.mark.browser
PASTE = """([text]) => { const data = new DataTransfer(); data.setData("text/plain", text);
  const more = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", more)); }"""


@pytest.fixture
async def app(sqlite: Settings) -> AsyncIterator[App]:
    async with served(sqlite) as running:
        yield running


@pytest.fixture
async def tea(app: App) -> ShopKit:
    shop = await ShopKit.open()
    await actions.set_up_owner(await actions.invite(system(shop.id), "olga@example.com", "owner"), "", "Olga", WORDS)
    return shop


async def pictured(app: App, tea: ShopKit) -> int:
    shirt = await tea.product("Shirt", price="20.00", stock=5, sizes=("S", "M", "L"))
    files = MediaStore(app.settings.media_dir)
    made = [(await store(tea.owner, picture(colour), files)).id for colour in ("red", "blue")]
    revision = (await product_to_edit(tea.owner, shirt)).revision
    await set_pictures(tea.owner, shirt, revision, [(made[0], "Red"), (made[1], "Blue")])
    return shirt


async def test_paste_fill_down_drag_and_preview(app: App, tea: ShopKit) -> None:
    shirt = await pictured(app, tea)
    async with window(width=1280, height=1000) as page:
        await enters(page, app)
        await page.goto(f"{app.base_url}/admin/products/{shirt}")
        await page.wait_for_selector("#shown .node")
        await _paste_and_fill(page)
        rows = (await shelf(tea.owner, [shirt]))[shirt]
        assert [(row.price.minor, row.compare_at.minor, row.weight_g) for row in rows] == [
            (1900, 2500, 250), (2100, 2500, 250), (2000, 2600, 250)
        ]  # fmt: skip
        await page.fill("#f-main-name_en", "Linen <shirt>")
        await page.wait_for_selector("#shown .node >> text=Linen <shirt>")
        await page.select_option('select[name="channel"]', "telegram")
        await page.wait_for_selector("#shown .telegram >> text=Linen <shirt>")
        await page.evaluate("document.querySelector('#product').dispatchEvent(new Event('submit', {bubbles: true}))")
        await page.goto(f"{app.base_url}/admin/products/{shirt}")
        await page.drag_and_drop(
            "[data-photo] >> nth=1 >> img", "[data-photo] >> nth=0", target_position={"x": 9, "y": 4}
        )
        await page.click("text=Save pictures")
        await page.wait_for_selector(".note.done")
        assert [one.alt for one in (await product_to_edit(tea.owner, shirt)).pictures] == ["Blue", "Red"]
        assert page.errors == []


async def _paste_and_fill(page: Any) -> None:
    await page.focus('.shelf input[name="price"] >> nth=0')
    await page.evaluate(PASTE, ["19\t25\n21\t25\n20\t26\n"])
    await page.fill('.shelf input[name="weight_g"] >> nth=0', "250")
    await page.keyboard.press("Control+d")
    await page.click("[data-save-all]")
    await page.wait_for_selector(".shelf tbody:not(:has(tr[data-changed]))")
