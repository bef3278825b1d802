"""The first page."""

import re
from typing import Any

import pytest

from domain.delivery.queries import methods
from domain.doctor.backups import note_backup
from domain.doctor.nightly import look_over
from domain.imports.demo import Figures, mark_demo
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import unpacked
from domain.payments.actions import advance
from domain.reports.onboarding import way
from domain.reports.today import day_sums, low_stock, to_do
from domain.shop.actions import change_facts, change_settings, create_shop
from domain.shop.bots import add_bot
from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.market import Market, euros
from tests.kit.shop import ShopKit


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea")


async def open_shop(market: Market) -> None:
    await change_facts(market.by, test_mode=False)


async def test_a_new_shop_is_led_to_its_first_sale(boss: Browser) -> None:
    page = await boss.get("/admin/")
    assert "To your first sale" in page.plain
    assert "Say who sells" in page.plain
    assert "Nothing waits for you" in page.plain


async def done(market: Market) -> set[str]:
    return {step.key for step in (await way(market.owner)).steps if step.done}


async def test_steps_tick_themselves(boss: Browser, market: Market, tea: int) -> None:
    before = await done(market)
    await change_facts(market.by, seller="Market Ltd", email="hello@example.com")
    await market.order(await market.buyer(), (tea, 1))
    assert await done(market) - before == {"contact", "tried"}
    await open_shop(market)
    assert "share" in await done(market)


async def test_a_step_can_be_left_out_and_its_minutes_with_it(boss: Browser) -> None:
    page = await boss.get("/admin/")
    left = int(re.search(r"(\d+) steps to go", page.plain)[1])  # type: ignore[index] # it stands there
    await boss.post("/admin/checklist/skip", step="bot")
    await boss.post("/admin/checklist/skip", step="nonsense")
    assert f"{left - 1} steps to go" in (await boss.get("/admin/")).plain


async def test_delivery_is_set_up_with_one_number(enter: Any, server: Any) -> None:
    shop = await ShopKit.open("new", "New")
    owner = await enter(shop)
    await owner.get("/admin/")
    await owner.post("/admin/checklist/delivery", preset="both", fee="4.50", address="")
    assert "picked up" in (await owner.get("/admin/")).plain
    await owner.post("/admin/checklist/delivery", preset="both", fee="4.50", address="High Street 1")
    await owner.post("/admin/checklist/delivery", preset="courier", fee="9", address="")
    found = [(method.kind, method.steps) for method in await methods(shop.owner)]
    assert found == [("courier", ((None, 450),)), ("pickup", ((None, 0),))]


async def test_the_demo_goes_in_one_press_for_a_shop_where_the_browser_is(enter: Any, server: Any) -> None:
    shop = ShopKit(await create_shop("demo", "Demo", currency="USD", country="US", timezone="UTC", demo=True), "USD")
    await shop.product("Vase")
    await mark_demo(shop.by, {"vase": Figures(1, 1, 1)})
    owner = await enter(shop)
    page = await owner.get("/admin/", **{"Accept-Language": "fr-CA,en;q=0.8"})
    assert all(f'value="{guess}" selected' in page.text for guess in ("CA", "CAD", "en"))
    owner.client.session.cookie_jar.update_cookies({"hawker-zone": "Europe%2FRiga"})
    page = await owner.get("/admin/", **{"Accept-Language": "en-US"})
    assert all(f'value="{guess}' in page.text for guess in ('LV" selected', 'EUR" selected', "Europe/Riga"))
    facts = {"country": "LV", "currency": "EUR", "locale": "ru", "timezone": "Europe/Riga"}
    assert "choose" in (await owner.follow(await owner.post("/admin/checklist/own", name="", **facts))).plain.lower()
    page = await owner.follow(await owner.post("/admin/checklist/own", name="Own", **facts))
    assert ("The shop is yours" in page.plain, await shop.count("product")) == (True, 0)
    view = await shop.view()
    assert (view.name, view.country, view.currency, view.locale, view.timezone) == ("Own", *facts.values())


async def test_the_first_product_goes_into_the_channel_from_the_list(boss: Browser, market: Market, tea: int) -> None:
    await add_bot(market.owner, "telegram", "4242", "tea_bot", "")
    assert "Name your channel" in (await boss.get("/admin/")).plain
    assert "No channel is set up" in (await boss.post("/admin/checklist/post")).plain
    await change_settings(market.by, telegram_channel="@tea")
    assert "Post “Green tea” to @tea" in (await boss.get("/admin/")).plain
    assert "goes to @tea" in (await boss.follow(await boss.post("/admin/checklist/post"))).plain
    [job] = await sql("SELECT payload FROM outbox WHERE topic = 'post.new'")
    assert unpacked(job["payload"])["chat"] == "@tea"


async def test_a_backup_ticks_its_step_and_is_told_once_a_day(market: Market, tea: int) -> None:
    await open_shop(market)
    await market.order(await market.buyer(), (tea, 1))
    assert "backup" not in await done(market)
    for _ in range(2):
        await note_backup()
    assert "backup" in await done(market)
    told = await sql("SELECT 1 AS one FROM audit WHERE shop_id = $1 AND action = 'backup.made'", market.id)
    assert len(told) == 1


async def test_the_first_real_order_is_cheered_once_and_leads_to_the_first_week(
    boss: Browser, market: Market, tea: int
) -> None:
    await open_shop(market)
    await market.order(await market.buyer(), (tea, 1))
    page = await boss.get("/admin/")
    assert ("Your first real order" in page.plain, "Your first week" in page.plain) == (True, True)
    await boss.post("/admin/checklist/cheered")
    page = await boss.get("/admin/")
    assert ("Your first real order" in page.plain, "Your first week" in page.plain) == (False, True)


async def test_the_list_of_steps_can_be_put_away(boss: Browser) -> None:
    await boss.get("/admin/")
    await boss.post("/admin/checklist/hide")
    assert "To your first sale" not in (await boss.get("/admin/")).plain


async def test_what_waits_is_counted_and_leads_to_it(boss: Browser, market: Market, tea: int) -> None:
    first = await market.order(await market.buyer("anna"), (tea, 1))
    await market.order(await market.buyer("boris"), (tea, 1))
    await market.order(await market.buyer("cleo"), (tea, 1), payment="transfer")
    await advance(market.owner, first.id, "packing")
    waits = await to_do(market.owner)
    assert (waits.fresh, waits.to_pack, waits.transfers) == (1, 1, 1)
    page = await boss.get("/admin/")
    assert 'href="/admin/orders?tab=packing"' in page.text
    assert "1 to pack" in page.plain


async def test_the_day_is_compared_with_the_same_hours_a_week_ago(
    boss: Browser, market: Market, tea: int, clock: Clock
) -> None:
    await open_shop(market)
    anna = await market.buyer()
    await market.order(anna, (tea, 1))
    clock.passes(hours=6)
    await market.order(anna, (tea, 1))
    clock.passes(days=6, hours=20)
    await market.order(anna, (tea, 2))
    today, before = await day_sums(market.owner)
    assert (today.orders, today.units, today.total) == (1, 2, euros(4300))
    assert (before.orders, before.total) == (1, euros(2300))


async def test_the_day_begins_at_the_shops_midnight(market: Market, tea: int, clock: Clock) -> None:
    await open_shop(market)
    clock.passes(hours=12, minutes=59)  # 21:59 UTC, 23:59 in Riga
    await market.order(await market.buyer(), (tea, 1))
    assert (await day_sums(market.owner))[0].orders == 1
    clock.passes(minutes=2)
    assert (await day_sums(market.owner))[0].orders == 0


async def test_tests_count_only_while_the_shop_tries_out_and_that_is_said(
    boss: Browser, market: Market, tea: int
) -> None:
    await market.order(await market.buyer(), (tea, 1))
    page = await boss.get("/admin/")
    assert "€23.00" in page.plain
    assert "Test orders are counted while the shop is in test mode" in page.plain
    await open_shop(market)
    assert (await day_sums(market.owner))[0].total == euros(0)


async def test_what_runs_out_is_listed(boss: Browser, market: Market) -> None:
    await market.item("Plenty", stock=40)
    await market.item("Last cup", stock=2)
    rows = await low_stock(market.owner, 3)
    assert [(row.name, row.free) for row in rows] == [("Last cup", 2)]
    assert "Last cup" in (await boss.get("/admin/")).plain


async def test_a_packer_sees_work_and_no_sales(enter: Any, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 1))
    page = await (await enter(market, "packer")).get("/admin/")
    assert "new order" in page.plain
    assert "Sales today" not in page.plain
    assert "To your first sale" not in page.plain


async def test_who_sees_no_orders_sees_none_here(enter: Any, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 1))
    page = await (await enter(market, "catalogue")).get("/admin/")
    assert page.status == 200
    assert "#1001" not in page.plain


async def test_what_happened_in_another_shop_is_not_told(enter: Any, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 1))
    other = await Market.open("other")
    page = await (await enter(other)).get("/admin/")
    assert "#1001" not in page.plain
    nobody = Actor(other.id, "staff", 9, market.owner.permissions)
    assert (await to_do(nobody)).fresh == 0


async def test_what_does_not_add_up_is_told_on_the_first_page(boss: Browser, market: Market, tea: int) -> None:
    await sql("UPDATE stock_level SET on_hand = on_hand + 1")
    await look_over()
    page = await boss.get("/admin/")
    assert "Not everything adds up" in page.plain
    assert "On hand is the sum of its moves." in page.plain
    await sql("UPDATE stock_level SET on_hand = on_hand - 1")
    await look_over()
    assert "On hand is the sum of its moves." not in (await boss.get("/admin/")).plain
