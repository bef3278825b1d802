"""What the merchant sees and does of payments taken outside: switching it on, an order's money, refunds, strays."""

import re

import pytest
from aiohttp.test_utils import TestServer

from bot.app import App
from domain.orders.queries import order as read_order
from domain.payments.actions import begin
from domain.payments.models import StrayCharge
from domain.shop.actions import change_facts, change_settings
from integrations.testgateway.switches import Switches

CODE = "test-gateway"
PAYMENT = "/admin/settings/payment"
FIELDS = {"cash_fee": "0", "transfer_hold_h": "72"}


@pytest.fixture
async def house(db, clock):
    """The application itself, to let its background work run."""
    return App(db)


@pytest.fixture
async def server(house):
    async with TestServer(house.web_app()) as running:
        house.outside.listens(f"http://127.0.0.1:{running.port}")
        yield running


@pytest.fixture
def books(house):
    return house.outside.gateway.books


@pytest.fixture
async def order(market, books, house):
    """An order that was paid at the gateway."""
    await change_settings(market.by, payment_methods=[CODE])
    anna = await market.buyer()
    placed = await market.order(anna, (await market.item("Tea"), 1), payment=CODE)
    token = (await begin(anna, placed.id)).payments[0].url.rpartition("/")[2]
    books.approve(token, Switches())
    await house.outside.gateway.post.round()
    return await read_order(market.owner, placed.id)


async def test_it_is_switched_on_in_test_mode_and_leads_to_its_books(owner, tea):
    assert "no real money moves" in (await owner.get(PAYMENT)).plain
    both = [("csrf", owner.csrf), *FIELDS.items(), ("methods", "cash"), ("methods", CODE)]
    page = await owner.follow(await owner.post(PAYMENT, data=both))
    assert (await tea.view()).settings.payment_methods == ("cash", CODE)
    desk = re.search(r'href="(/test-gateway/desk/[^"]+)"', page.text)
    assert "Nothing has been charged yet." in (await owner.get(desk[1])).plain


async def test_out_of_test_mode_it_is_not_there_to_be_switched_on(owner, tea):
    await change_facts(tea.by, test_mode=False)
    assert "Test gateway" not in (await owner.get(PAYMENT)).plain
    both = [("csrf", owner.csrf), *FIELDS.items(), ("methods", "cash"), ("methods", CODE)]
    await owner.post(PAYMENT, data=both)
    assert (await tea.view()).settings.payment_methods == ("cash",)


async def test_an_order_shows_who_took_the_money_and_that_it_is_a_test(boss, order):
    page = (await boss.get(f"/admin/orders/{order.number}")).plain
    assert "Test gateway Received test " in page
    assert order.payments[0].reference in page
    assert "goes back the way it came, through Test gateway" in page


async def test_a_refund_goes_through_the_gateway(boss, order, market, house, books):
    path = f"/admin/orders/{order.number}"
    await boss.get(path)
    page = await boss.follow(await boss.post(f"{path}/refund", amount="10.00", reason="late", key="k1"))
    assert "on its way" in page.plain
    await house.jobs.run_outbox()
    assert "given back" in (await boss.get(path)).plain
    assert (await read_order(market.owner, order.id)).refunded.minor == 1000


async def test_a_refused_refund_says_why_and_is_tried_again(boss, order, market, house, books):
    slug = books.all("SELECT slug FROM account")[0]["slug"]
    books.set_switches(slug, Switches(refuse=True))
    path = f"/admin/orders/{order.number}"
    await boss.get(path)
    await boss.post(f"{path}/refund", amount="10.00", reason="late", key="k1")
    await house.jobs.run_outbox()
    page = await boss.get(path)
    assert all(
        words in page.plain
        for words in ("refused", "The provider refuses this refund", "The payment provider refused a refund")
    )
    books.set_switches(slug, Switches())
    again = re.search(r'action="([^"]+/again)"', page.text)[1]
    assert "on its way again" in (await boss.follow(await boss.post(again))).plain
    await house.jobs.run_outbox()
    assert (await read_order(market.owner, order.id)).refunded.minor == 1000


async def test_nobody_opens_a_shop_whose_only_way_to_pay_is_for_trying(owner, tea):
    await change_settings(tea.by, payment_methods=[CODE])
    await owner.get("/admin/settings/shop")
    page = await owner.follow(await owner.post("/admin/settings/shop/mode"))
    assert "Choose a way to pay first" in page.plain
    assert (await tea.view()).test_mode


async def test_a_charge_nobody_can_place_waits_to_be_looked_at(boss, market):
    await StrayCharge.add(market.by, provider=CODE, reference="ch_9", currency="EUR", amount=500)
    assert "1 charge fits no payment" in (await boss.get("/admin/")).plain
    page = await boss.get(PAYMENT)
    assert "A charge of €5.00 fits no payment here." in page.plain
    done = re.search(r'action="([^"]+/strays/\d+)"', page.text)[1]
    assert "fits no payment" not in (await boss.follow(await boss.post(done))).plain


async def test_the_desk_refunds_and_sends_again(boss, order, market, house, books):
    desk = "/test-gateway/desk/" + books.all("SELECT desk FROM account")[0]["desk"]
    charge = books.all("SELECT id FROM charge")[0]["id"]
    await boss.post(f"{desk}/refund", charge=charge)
    event = books.all("SELECT id FROM event ORDER BY n DESC")[0]["id"]
    assert (await boss.post(f"{desk}/send", event=event)).status == 303
    assert (await read_order(market.owner, order.id)).payment_status == "refunded"
    assert charge in (await boss.get(desk)).plain


async def test_nobody_finds_a_desk_or_a_page_by_guessing(boss, order):
    for path in ("/test-gateway/desk/guess", "/test-gateway/pay/guess"):
        assert (await boss.get(path)).status == 404
    assert (await boss.get("/test-gateway/v1/charges", Authorization="Bearer guess")).status == 401
