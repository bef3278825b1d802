"""Paying on a page outside, through the chat and over HTTP: the gateway is a stranger with books of its own."""

import pytest

from tests.kit.gateway import CODE, Bank, listening, order_of, orders_online, page_of
from tests.kit.store import news, steps


@pytest.fixture
async def bank(app, store, shop):
    """The shop takes payments by link, and both sides listen."""
    await shop.settings(payment_methods=[CODE, "cash"])
    async with listening(app):
        bank = Bank(app, store)
        yield bank
        await bank.tells()
        await bank.books_agree()


@pytest.fixture
async def waiting(bank, anna, teapot):
    """Anna has ordered a teapot and stands before the payment page."""
    await orders_online(anna, teapot)
    return anna


async def test_the_way_to_pay_says_who_takes_the_money(bank, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    fields = {field.name: field for field in anna.screen.form.inputs}
    assert (CODE, "🔗 Pay by link · Test gateway") in fields["payment"].options


async def test_an_order_waits_with_its_goods_held_and_a_page_to_pay_on(waiting, store, bank):
    order = await order_of(store)
    assert (order.status, await store.kit.stock("Teapot")) == ("awaiting_payment", (5, 1))
    assert (order.expires_at - order.created_at).total_seconds() == 15 * 60
    assert waiting.screen.id == "S-37"
    assert waiting.sees("Test mode: no real money moves.")
    assert [action.label for action in waiting.screen.actions][:4] == [
        "Open payment page", "I've paid, check now", "Other method", "Cancel order",
    ]  # fmt: skip


async def test_the_page_says_what_it_is(waiting, bank):
    status, _, page = await bank.visits(page_of(waiting))
    assert status == 200
    assert all(words in page for words in ("TEST", "Tea House", "#1001", "$27.00", "Approve", "Decline"))


async def test_approved_the_chat_changes_by_itself(waiting, bank, store):
    await bank.approves(waiting)
    await bank.tells()
    assert waiting.screen.id == "S-39"
    assert (await order_of(store)).payment_status == "paid"
    assert steps(waiting)["Paid"] == "done"
    assert "has arrived" in news(waiting)[0]
