"""Every page of the panel in one Chromium window: wide by day, narrow by night.

The pages are the router's own, so a new one is looked at without being named here; one that needs an id nobody has
thought of answers 404 and fails.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from admin_web.panel import PAGES
from admin_web.routing import Page
from bot.app import App
from bot.config import Settings
from domain.kit.actor import system
from domain.staff import actions
from tests.admin_web.conftest import WORDS
from tests.admin_web.test_matrix import filled
from tests.kit.browser import served, window
from tests.kit.market import Market
from tests.kit.showroom import Showroom

pytestmark = pytest.mark.browser
NARROW = ("color-contrast", "link-name", "button-name", "scrollable-region-focusable", "target-size")
"""The rules that what a theme or a width changes can break; the others have been asked at the first size."""
PICTURES = os.environ.get("HAWKER_TEST_PICTURES", "")
SIZES = ((1440, "light", {}), (360, "dark", {"runOnly": list(NARROW)}))
FILES = re.compile(r"\.(csv|pdf|css)$|/(csv|events|errors|sample|products/export)$|/papers/|/links/")
"""What is answered with a file, or never ends."""
MORE = (
    "/admin/orders?tab=all", "/admin/orders?q=nobody", "/admin/orders/1002", "/admin/orders/1003",
    "/admin/orders/1001/edit?do=add", "/admin/products?q=nobody", "/admin/products/2", "/admin/customers?q=nobody",
    "/admin/find?q=pot", "/admin/import/2", "/admin/import/2/columns", "/admin/drafts?q=ann",
    "/admin/products/collections/0", "/admin/settings/delivery/methods/2",
    "/admin/settings/delivery/zones/new", "/admin/settings/taxes/new", "/admin/settings/coupons/new",
    "/admin/returns?tab=all",
)  # fmt: skip
AXE = """async (only) => (await axe.run(document, {resultTypes: ["violations"], ...only})).violations.map(rule =>
    `${rule.impact} ${rule.id}: ` +
    rule.nodes.slice(0, 3).map(node => `${node.target.join(" ")} ${node.html.slice(0, 160)}`).join(" | "))"""


def address(path: str) -> str:
    """Of the router's path: the order's own number, else the first of its kind."""
    path = path.replace("/orders/{number}", "/orders/1001")
    return filled(path)


def pages() -> list[str]:
    found = [page.path for page in PAGES if isinstance(page, Page) and page.method == "GET"]
    return [address(path) for path in found if not FILES.search(path)] + list(MORE)


async def sits_down(page: Any, app: App, market: Market) -> None:
    token = await actions.invite(system(market.id), "olga@example.com", "owner")
    await page.goto(f"{app.base_url}/admin/setup/{token}")
    await page.fill("[name=name]", "Olga")
    await page.fill("[name=password]", WORDS)
    await page.click("button.primary")
    await page.wait_for_url("**/admin/")


async def faults(page: Any, path: str) -> list[str]:
    """What is wrong with the page that is open, at both sizes."""
    found = []
    for width, scheme, only in SIZES:
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=scheme)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        found += [f"{wide} px at {width}"] if wide > width else []
        found += [f"{line} at {width}" for line in await page.evaluate(AXE, only)]
        if PICTURES:
            name = re.sub(r"\W+", "-", path).strip("-")
            await page.screenshot(path=Path(PICTURES) / f"{name}.{width}.png", full_page=True)
    found += page.errors
    page.errors.clear()
    return [f"{path}: {line}" for line in found]


async def opened(page: Any, url: str, path: str) -> list[str]:
    answer = await page.goto(url + path)
    if path == "/admin/nowhere":
        page.errors.clear()  # the browser's own word about 404
    elif answer.status != 200:
        page.errors.clear()
        return [f"{path}: {answer.status}"]
    return await faults(page, path)


async def test_every_page_is_for_everybody_at_every_size(sqlite: Settings) -> None:
    async with served(sqlite) as app, window(width=1440, reduced_motion="reduce") as page:
        await page.add_init_script(AXE_SCRIPT)
        market = await Market.open()
        await Showroom.open(market, sqlite.media_dir)
        await sits_down(page, app, market)
        found = [line for path in pages() for line in await opened(page, app.base_url, path)]
    assert not found, "\n".join(found)
