"""The shop changes an order: its customer reads what, and pays the rest, in either chat."""

from __future__ import annotations

import pytest

from domain.payments.actions import confirm_transfer, edit_order
from domain.payments.edits import Edit
from tests.kit.market import Market
from tests.kit.store import card, news
from tests.kit.telegram_person import TelegramPerson
from tests.kit.telegram_stage import telegram_app


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


async def test_more_is_told_and_paid_by_transfer(transferring, store, shop, app):
    await store.confirms(1001)
    await shop.product("Mug", price="9.00", stock=5)
    order = await store.order(1001)
    await edit_order(store.owner, order.id, Edit(added={await shop.variant("Mug"): 1}), order.revision)
    await app.jobs.run_outbox()
    assert news(transferring)[0] == "Order #1001 was changed by the shop.\nMug: 0 → 1\nTotal: $27.00 → $36.00"
    await transferring.taps_on("Pay $9.00")
    assert {f.label: f.value for f in transferring.screen.facts}["Amount"] == "$9.00"
    await confirm_transfer(store.owner, order.id, (await store.order(1001)).due, "R2")
    await app.jobs.run_outbox()
    assert not any("Pay" in action.label for action in card(transferring).actions)


async def test_changed_words_are_told_without_amounts(transferring, store, app):
    await store.confirms(1001)
    order = await store.order(1001)
    await edit_order(store.owner, order.id, Edit(note="Ring twice", phone="5124720199"), order.revision)
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001 was changed by the shop."]


async def test_the_rest_of_an_online_payment_has_a_page_of_its_own(paid, bank, store, shop, app):
    await shop.product("Mug", price="9.00", stock=5)
    order = await store.order(1001)
    await edit_order(store.owner, order.id, Edit(added={await shop.variant("Mug"): 1}), order.revision)
    await app.jobs.run_outbox()
    await paid.taps_on("Pay $9.00")
    await bank.approves(paid)
    await bank.tells()
    now = await store.order(1001)
    assert (now.due.minor, now.payment_status, now.needs_attention) == (0, "paid", "")


async def test_in_telegram(sqlite):
    market = await Market.open()
    async with telegram_app(sqlite, market, by_hand=True) as stage:
        anna = TelegramPerson(stage, market.id, "anna")
        await anna.opens()
        await anna.taps_on("Orders")
        tea, cup = await market.item("Tea"), await market.item("Cup", price=900)
        order = await market.ordered_by(1, (tea, 1), payment="transfer")
        await confirm_transfer(market.owner, order.id, order.total, "R1")
        order = await market.now(order)
        await edit_order(market.owner, order.id, Edit(added={cup: 1}), order.revision)
        await stage.settle()
        await anna.taps_on("Pay €9.00")
        assert anna.sees("LV00BANK")
