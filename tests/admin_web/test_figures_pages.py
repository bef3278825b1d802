"""Figures in the panel: what is sold, to whom, and how they came."""

from __future__ import annotations

import re
from typing import Any

import pytest

from admin_web.panel.analytics.chart import scale
from admin_web.panel.analytics.parts import scale_money
from domain.customers.arrivals import note_arrival
from domain.events.actions import flush, note
from domain.kit.i18n import Translator
from domain.returns import actions as returning
from domain.returns.deciding import reject
from domain.shop.actions import change_facts
from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.market import Market
from tests.kit.statements import statements

PAGES = ("", "/products", "/customers", "/returns", "/funnel", "/service", "/searches", "/people")
MOST_STATEMENTS = 14  # eight of its own at most; who asks, and for which shop, come before


@pytest.fixture
async def open_shop(market: Market) -> Market:
    await change_facts(market.owner, test_mode=False)
    return market


async def test_an_empty_shop_is_told_what_will_stand_here(boss: Browser, open_shop: Market) -> None:
    for path in PAGES:
        page = await boss.get(f"/admin/analytics{path}")
        assert (page.status, "will stand here" in page.plain) == (200, True), path
    assert re.search('href="/admin/analytics"[^>]* aria-current="page"', page.text)


async def test_sales_are_shown_drawn_and_sent_as_a_file(enter: Any, open_shop: Market, clock: Clock) -> None:
    tea, anna = await open_shop.item("Tea"), await open_shop.buyer()
    await open_shop.order(anna, (tea, 1))
    clock.passes(days=31)
    await open_shop.order(anna, (tea, 2))
    boss: Browser = await enter(open_shop)
    page = await boss.get("/admin/analytics?range=30")
    for words in ("Net sales €43.00", "+87% than before", "Average order €43.00", "Web chat"):
        assert words in page.plain, words
    assert 'role="img" aria-label="Sales. Totals of the orders' in page.text
    assert "<title>Dec 13: €43.00</title>" in page.text
    file = await boss.get("/admin/analytics?range=30&csv=sales")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "2026-12-13,1,2,43.00,0,43.00,43.00" in file.text


async def test_days_of_ones_own_and_days_that_are_none(boss: Browser, open_shop: Market) -> None:
    await open_shop.order(await open_shop.buyer(), (await open_shop.item("Tea"), 1))
    own = await boss.get("/admin/analytics?from=2026-11-01&to=2026-11-30&by=week")
    assert "Nov 1, 2026 – Nov 30, 2026, compared with Oct 2, 2026 – Oct 31, 2026" in own.plain
    assert len(re.findall("<rect class=.hit.", own.text)) == 6
    for wrong in ("from=2026-11-30&to=2026-11-01", "from=yesterday&to=", "from=0001-01-01&to=2026-01-01"):
        page = await boss.get(f"/admin/analytics?{wrong}")
        assert (page.status, "no days from one to a later one" in page.plain) == (200, True), wrong


async def test_products_customers_and_the_way_to_the_order(boss: Browser, open_shop: Market) -> None:
    anna = await open_shop.buyer()
    for kind in ("start", "view", "cart", "checkout", "pay"):
        note(anna, kind, 1)
    await open_shop.order(anna, (await open_shop.item('Tea <b>"x"'), 1))
    await flush()
    products = await boss.get("/admin/analytics/products?sort=views")
    assert "€20.00 1 1 1 100% 0" in products.plain
    assert "<b>" not in products.text.split("</header>")[1].replace("<b>Hawker</b>", "")
    assert "Nov 2026 1 0% 1 €23.00 €23.00" in (await boss.get("/admin/analytics/customers")).plain
    assert "Ordered 1 100% 100% 0 1" in (await boss.get("/admin/analytics/funnel")).plain
    assert "Visitors in 30 days 1" in (await boss.get("/admin/analytics/people")).plain


async def test_a_page_asks_the_database_few_questions_however_long_the_days(boss: Browser, open_shop: Market) -> None:
    tea, anna = await open_shop.item("Tea", stock=None), await open_shop.buyer()
    for _ in range(3):
        await open_shop.order(anna, (tea, 1))
    for path in PAGES:
        await boss.get(f"/admin/analytics{path}?range=12")
        with statements() as asked:
            await boss.get(f"/admin/analytics{path}?range=12")
        assert len(asked) <= MOST_STATEMENTS, (path, asked)


def test_the_scale_of_a_chart_is_round_and_says_thousands_whole() -> None:
    t = Translator("en")
    assert [scale(most) for most in (0, 7, 41, 137_600)] == [4, 8, 60, 200_000]
    assert scale_money(200_000, "EUR", t) == "€2,000"
    assert scale_money(150, "EUR", t) == "€1.50"


async def test_figures_are_not_for_who_packs(enter: Any, open_shop: Market) -> None:
    packer = await enter(open_shop, "packer")
    assert (await packer.get("/admin/analytics")).status == 403
    assert "/admin/analytics" not in (await packer.get("/admin/")).text


async def test_what_comes_back_and_why_and_where_people_came_from(boss: Browser, open_shop: Market) -> None:
    anna, tea = await open_shop.buyer(), await open_shop.item("Tea")
    await note_arrival(anna, source="flyer1")
    note(anna, "link", 1)
    note(anna, "view", 1)
    await flush()
    order = await open_shop.delivered_to(anna.id, tea, 4)
    for reason, units in (("size", 2), ("damaged", 1), ("mind", 1)):
        view = await returning.begin(anna, order.id)
        view = await returning.set_units(anna, view.id, order.lines[0].id, units, view.revision)
        view = await returning.set_reason(anna, view.id, reason, view.revision)
        view = await returning.send(anna, view.id, view.revision)
    await reject(open_shop.owner, view.id, "You wore it.")
    page = await boss.get("/admin/analytics/returns")
    assert "Returns 2" in page.plain
    assert "Tea 2 3 75% €60.00 1 2" in page.plain
    assert "Does not fit 1 2 66.7% €40.00" in page.plain
    assert "€80.00 4 1 1 100% 3" in (await boss.get("/admin/analytics/products?sort=back")).plain
    file = (await boss.get("/admin/analytics/returns?csv=reasons")).text
    assert "size,1,2,66.7,40.00" in file
    assert "flyer1 1 1 0 0 0 1 100%" in (await boss.get("/admin/analytics/funnel")).plain
