"""Cards in Telegram, as the merchant sets them up."""

import pytest

from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments.actions.settling import settle
from domain.payments.cards import card_token
from domain.payments.port import Charge
from domain.payments.strays import strays
from domain.shop.actions import change_facts
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit

PAGE = "/admin/settings/payment"
TEST_TOKEN, LIVE_TOKEN = "284685063:TEST:abc-DEF_1", "284685063:LIVE:abc-DEF_2"
PLAIN = {"cash_fee": "0", "transfer_hold_h": "72", "tips": "", "test_token": "", "live_token": ""}


async def sends(browser: Browser, *methods: str, **fields: str):
    await browser.get(PAGE)
    chosen = [("methods", method) for method in methods]
    return await browser.post(PAGE, data=[("csrf", browser.csrf), *(PLAIN | fields).items(), *chosen])


async def test_a_token_is_kept_sealed_and_never_shown(owner: Browser, tea: ShopKit) -> None:
    answer = await owner.follow(await sends(owner, "cash", "telegram", test_token=TEST_TOKEN))
    assert "Saved." in answer.plain
    assert "abc-DEF_1" not in answer.text
    assert "Kept. Write another one" in answer.text
    settings = (await tea.view()).settings
    assert (settings.payment_methods, settings.card_keys) == (("cash", "telegram"), ("test",))
    assert await card_token(tea.by) == TEST_TOKEN
    assert "abc-DEF" not in str(await sql("SELECT sealed FROM provider_account"))
    assert "abc-DEF" not in str(await sql("SELECT changes FROM audit"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"test_token": "nonsense"}, "looks like 123456789:TEST"), ({"test_token": LIVE_TOKEN}, "takes real money"),
        ({"live_token": TEST_TOKEN}, "only tries"), ({}, "In test mode this needs a test token"),
        ({"live_token": LIVE_TOKEN}, "In test mode this needs a test token"),
        ({"test_token": TEST_TOKEN, "tips": "5, ten"}, "four whole percentages"),
        ({"test_token": TEST_TOKEN, "tips": "1,2,3,4,5"}, "four whole percentages"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_said_beside_its_field(
    owner: Browser, tea: ShopKit, fields: dict[str, str], said: str
) -> None:
    answer = await sends(owner, "cash", "telegram", **fields)
    assert (answer.status, said in answer.plain) == (422, True)
    assert (await tea.view()).settings.card_keys == ()


async def test_real_orders_need_the_live_token(owner: Browser, tea: ShopKit) -> None:
    await sends(owner, "cash", "telegram", test_token=TEST_TOKEN)
    await change_facts(tea.by, test_mode=False)
    assert await card_token(tea.by) == ""
    assert "needs a live token" in (await sends(owner, "telegram")).plain
    await sends(owner, "telegram", live_token=LIVE_TOKEN)
    assert await card_token(tea.by) == LIVE_TOKEN


async def test_a_shop_of_telegram_alone_can_open_once_it_has_a_live_token(owner: Browser, tea: ShopKit) -> None:
    await sends(owner, "telegram", test_token=TEST_TOKEN)
    refused = await owner.follow(await owner.post("/admin/settings/shop/mode"))
    assert "Choose a way to pay first" in refused.plain
    await sends(owner, "telegram", live_token=LIVE_TOKEN)
    opened = await owner.follow(await owner.post("/admin/settings/shop/mode"))
    assert "open for real orders" in opened.plain


async def test_a_token_can_be_forgotten(owner: Browser, tea: ShopKit) -> None:
    await sends(owner, "cash", "telegram", test_token=TEST_TOKEN)
    await sends(owner, "cash", forget_test="on")
    assert ((await tea.view()).settings.card_keys, await card_token(tea.by)) == ((), "")


async def test_tips_and_the_sheets_own_questions_are_off_until_wanted(owner: Browser, tea: ShopKit) -> None:
    before = (await tea.view()).settings
    assert (before.tips, before.checkout_in_telegram) == ((), False)
    await sends(owner, "cash", tips="15, 5 10%", checkout_in_telegram="on")
    after = (await tea.view()).settings
    assert (after.tips, after.checkout_in_telegram) == ((5, 10, 15), True)


async def test_a_currency_telegram_does_not_take_is_said(owner: Browser, tea: ShopKit) -> None:
    await change_facts(tea.by, currency="XCD")
    assert "takes no payments in XCD" in (await sends(owner, "telegram", test_token=TEST_TOKEN)).plain


async def test_stars_that_fit_no_order_are_given_back_here(owner: Browser, tea: ShopKit) -> None:
    charge = Charge("stx-1", "q:999:1", Money(150, "XTR"), now(), payer="77")
    await settle(tea.by, "stars", charge)
    page = await owner.get(PAGE)
    assert ("A charge of ⭐ 150 fits no payment here." in page.plain, "Give ⭐ 150 back" in page.plain) == (True, True)
    [stray] = await strays(tea.owner)
    said = await owner.follow(await owner.post(f"{PAGE}/strays/{stray.id}/return", back=PAGE))
    assert "It could not be given back now" in said.plain
    await owner.post(f"{PAGE}/strays/{stray.id}")
    assert await strays(tea.owner) == ()


async def test_a_price_nobody_could_pay_is_refused_with_the_limit(owner: Browser, tea: ShopKit) -> None:
    await sends(owner, "telegram", test_token=TEST_TOKEN)
    await owner.get("/admin/products/new")
    answer = await owner.post("/admin/products/new", name="Yacht", price="10000.01", stock="1")
    assert (answer.status, "Telegram takes at most $10,000.00 by card" in answer.plain) == (422, True)
