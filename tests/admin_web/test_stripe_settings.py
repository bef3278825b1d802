"""Stripe, as the merchant connects it."""

import pytest

from domain.kit.db import sql
from domain.payments.accounts import stored_keys
from domain.payments.providers import online
from domain.shop.actions import change_facts
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit
from tests.kit.stripe.books import Books
from tests.kit.stripe.server import FakeStripe
from tests.kit.stripe.till import KEY, LIVE_KEY, SECRET, serving

PAGE, PAYMENT = "/admin/settings/payment/stripe", "/admin/settings/payment"
OTHER_KEY = "sk_test_51OtherAccountAccount"
PLAIN = {"cash_fee": "0", "transfer_hold_h": "72", "tips": "", "test_token": "", "live_token": ""}


@pytest.fixture
async def stripe(server, monkeypatch):
    """Stripe answers for two accounts of somebody's, and the live side of the first."""
    fake = FakeStripe()
    fake.add(KEY, Books())
    fake.add(OTHER_KEY, Books(account="acct_1Other"))
    fake.add(LIVE_KEY, Books("live"))
    async with serving(fake.app()) as base:
        for code in ("stripe-test", "stripe"):
            monkeypatch.setattr(online(code), "base", base)
        yield fake


async def sends(browser: Browser, mode: str = "test", **fields: str):
    await browser.get(PAGE)
    return await browser.post(f"{PAGE}/{mode}", **({"api": "", "hooks": ""} | fields))


async def test_the_page_says_where_webhooks_go(owner: Browser, tea: ShopKit, stripe: FakeStripe) -> None:
    page = await owner.get(PAGE)
    assert f"/hooks/stripe-test/{(await tea.view()).slug}" in page.plain
    assert f"/hooks/stripe/{(await tea.view()).slug}" in page.plain
    assert "checkout.session.completed, checkout.session.expired" in page.plain


async def test_keys_are_kept_sealed_and_only_their_ends_are_shown(
    owner: Browser, tea: ShopKit, stripe: FakeStripe
) -> None:
    page = await owner.follow(await sends(owner, api=KEY, hooks=SECRET))
    assert all(words in page.plain for words in ("Connected.", "acct_1Hawker", f"…{KEY[-4:]}", f"…{SECRET[-4:]}"))
    assert not any(secret in page.text for secret in (KEY, SECRET))
    stored = str(await sql("SELECT sealed FROM provider_account")) + str(await sql("SELECT changes FROM audit"))
    assert not any(secret in stored for secret in (KEY, SECRET))
    keys = await stored_keys(tea.by, "stripe-test")
    assert keys
    assert (keys.api, keys.hooks, keys.account) == (KEY, (SECRET,), "acct_1Hawker")


async def test_what_is_connected_is_offered_at_once_until_it_is_disconnected(
    owner: Browser, tea: ShopKit, stripe: FakeStripe
) -> None:
    await sends(owner, api=KEY)
    settings = (await tea.view()).settings
    assert (settings.connected, set(settings.payment_methods)) == (("stripe-test",), {"cash", "stripe", "stripe-test"})
    gone = await owner.follow(await owner.post(f"{PAGE}/test/disconnect"))
    assert "The keys are forgotten." in gone.plain
    settings = (await tea.view()).settings
    assert (settings.connected, settings.payment_methods) == ((), ("cash",))


@pytest.mark.parametrize(
    ("mode", "fields", "said"),
    [
        ("test", {"api": LIVE_KEY}, "takes real money"), ("live", {"api": KEY}, "only tries"),
        ("test", {"api": "pk_test_51HawkerPublishable"}, "publishable key"),
        ("test", {"api": "nonsense"}, "begins with sk_"),
        ("test", {"api": "sk_test_51NobodysNobodys"}, "not known there"), ("test", {}, "Fill this in."),
        ("test", {"api": KEY, "hooks": "secret"}, "begins with whsec_"),
        ("test", {"api": KEY, "hooks": "whsec_11111111 whsec_22222222 whsec_33333333"}, "two signing secrets"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_said_beside_its_field(
    owner: Browser, tea: ShopKit, stripe: FakeStripe, mode: str, fields: dict[str, str], said: str
) -> None:
    answer = await sends(owner, mode, **fields)
    assert (answer.status, said in answer.plain) == (422, True)
    assert (await tea.view()).settings.connected == ()


async def test_a_restricted_key_may_be_used_if_it_may_do_enough(
    owner: Browser, tea: ShopKit, stripe: FakeStripe
) -> None:
    stripe.faults.forbidden = {"GET account", "POST refunds", "POST checkout/sessions"}
    said = "lacks a right: Checkout Sessions, write · Charges and Refunds, write."
    assert said in (await sends(owner, "live", api=LIVE_KEY)).plain
    assert stripe.accounts[LIVE_KEY].events == []
    stripe.faults.forbidden = {"GET account"}
    assert (await sends(owner, "live", api=LIVE_KEY)).status == 303
    keys = await stored_keys(tea.by, "stripe")
    assert keys
    assert keys.account == ""


async def test_while_stripe_is_silent_nothing_is_kept(owner: Browser, tea: ShopKit, stripe: FakeStripe) -> None:
    stripe.faults.busy = 1
    assert "could not be checked" in (await sends(owner, api=KEY)).plain
    assert await stored_keys(tea.by, "stripe-test") is None


async def test_another_accounts_key_needs_a_parting_first(owner: Browser, tea: ShopKit, stripe: FakeStripe) -> None:
    await sends(owner, api=KEY)
    assert "another account than the one before" in (await sends(owner, api=OTHER_KEY)).plain
    await owner.post(f"{PAGE}/test/disconnect")
    assert (await sends(owner, api=OTHER_KEY)).status == 303


async def test_a_secret_can_be_added_later_and_the_key_stays(owner: Browser, tea: ShopKit, stripe: FakeStripe) -> None:
    page = await owner.follow(await sends(owner, api=KEY))
    assert "Without a signing secret" in page.plain
    await sends(owner, hooks=f"whsec_newnewnew1 {SECRET}")
    keys = await stored_keys(tea.by, "stripe-test")
    assert keys
    assert (keys.api, keys.hooks) == (KEY, ("whsec_newnewnew1", SECRET))


async def test_real_orders_need_live_keys(owner: Browser, tea: ShopKit, stripe: FakeStripe) -> None:
    await sends(owner, api=KEY)
    await change_facts(tea.by, test_mode=False)
    await owner.get(PAYMENT)
    answer = await owner.post(PAYMENT, **PLAIN, methods="stripe")
    assert "Connect Stripe first" in answer.plain
    await sends(owner, "live", api=LIVE_KEY)
    assert (await owner.post(PAYMENT, **PLAIN, methods="stripe")).status == 303
    assert (await tea.view()).settings.payment_methods == ("stripe", "stripe-test")


async def test_only_who_may_change_settings_sees_keys(enter, tea: ShopKit, stripe: FakeStripe) -> None:
    packer = await enter(tea, "packer")
    assert (await packer.get(PAGE)).status == 403
    assert (await packer.post(f"{PAGE}/test", api=KEY, hooks="")).status == 403
