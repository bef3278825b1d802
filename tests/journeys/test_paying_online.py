"""Paying on a page outside, through the chat and over HTTP: the gateway is a stranger with books of its own."""

from domain.payments.actions import expire_orders
from tests.kit.gateway import CODE, order_of, page_of
from tests.kit.store import news, steps


def labels(person):
    return [action.label for action in person.screen.actions]


async def test_the_way_to_pay_says_who_takes_the_money(bank, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    fields = {field.name: field for field in anna.screen.form.inputs}
    assert (CODE, "🔗 Pay by link · Test gateway") in fields["payment"].options


async def test_an_order_waits_with_its_goods_held_and_a_page_to_pay_on(waiting, store):
    order = await order_of(store)
    assert (order.status, await store.kit.stock("Teapot")) == ("awaiting_payment", (5, 1))
    assert (order.expires_at - order.created_at).total_seconds() == 15 * 60
    assert waiting.screen.id == "S-37"
    assert waiting.sees("Test mode: no real money moves.")
    assert labels(waiting)[:4] == ["Open payment page", "I've paid, check now", "Other method", "Cancel order"]


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


async def test_declined_it_says_why_and_a_second_try_succeeds(waiting, bank, store):
    await bank.declines(waiting, decline="insufficient_funds")
    await bank.tells()
    assert waiting.screen.id == "S-38"
    assert waiting.sees("not enough money on the card. You were not charged.")
    assert ((await order_of(store)).status, await store.kit.stock("Teapot")) == ("awaiting_payment", (5, 1))
    await waiting.taps_on("Try again")
    await bank.approves(waiting)
    await bank.tells()
    assert [p.status for p in (await order_of(store)).payments] == ["failed", "captured"]
    assert (waiting.screen.id, len(bank.charges())) == ("S-39", 1)


async def test_words_about_a_try_that_failed_do_not_cover_the_next_one(waiting, bank, store, app, monkeypatch):
    await app.jobs.run_outbox()
    await bank.declines(waiting)
    await waiting.taps_on("check now")
    tell, told = app.teller.tell, []

    async def slow(by, notice):
        """While the order's card is told, the customer goes on."""
        count = await tell(by, notice)
        told.append(notice)
        if len(told) == 1:
            await waiting.taps_on("Try again")
        return count

    monkeypatch.setattr(app.teller, "tell", slow)
    await app.jobs.run_outbox()
    assert (len(told), waiting.screen.id) == (2, "S-37")


async def test_after_a_decline_another_way_to_pay_takes_the_same_goods(waiting, bank, store):
    await bank.declines(waiting)
    await bank.tells()
    await waiting.taps_on("Other method")
    assert waiting.screen.id == "S-35"
    await waiting.taps_on("Pay on delivery")
    await waiting.taps_on("Order · pay $27.00 on delivery")
    assert [order.status for order in await store.orders()] == ["cancelled", "placed"]
    assert (await store.kit.stock("Teapot"), bank.charges()) == ((4, 0), [])


async def test_a_page_that_was_left_for_another_way_takes_no_money(waiting, bank):
    page = page_of(waiting)
    await waiting.taps_on("Other method")
    await bank.tells()
    await bank.visits(page, do="approve")
    assert (bank.charges(), bank.payments()[0]["status"]) == ([], "closed")


async def test_check_now_really_asks(waiting, bank):
    await waiting.taps_on("check now")
    assert (waiting.screen.id, waiting.words[-1]) == ("S-37", "Not paid yet, says the payment page.")
    await bank.approves(waiting, drop="on")
    await waiting.taps_on("check now")
    assert waiting.screen.id == "S-39"


async def test_who_comes_back_before_the_webhook_finds_it_placed(waiting, bank, store):
    back = await bank.approves(waiting, delay="60")
    status, leads, _ = await bank.visits(back)
    assert (status, leads.partition("?")[0], waiting.screen.id) == (303, "/chat/tea", "S-39")
    assert (await order_of(store)).status == "placed"


async def test_who_comes_back_without_having_paid_sees_it_checked(waiting, bank, store):
    order = await order_of(store)
    await bank.visits(f"/chat/tea/paid/{order.token}")
    assert waiting.sees("Checking your payment…")
    await bank.approves(waiting)
    await bank.tells()
    assert waiting.screen.id == "S-39"


async def test_who_has_walked_on_is_told_without_losing_the_place(waiting, bank, teapot):
    page = page_of(waiting)
    await waiting.opens(f"p{teapot}")
    await bank.visits(page, do="approve")
    await bank.tells()
    assert waiting.screen.id == "S-08"
    assert "has arrived" in news(waiting)[0]


async def test_one_reminder_then_the_end_with_the_cart_saved(clock, waiting, bank, app):
    clock.passes(minutes=5, seconds=1)
    await app.jobs.run_outbox()
    assert "is reserved until" in news(waiting)[0]
    assert waiting.can_tap("Pay now")
    clock.passes(minutes=10)
    await expire_orders()
    await app.jobs.run_outbox()
    assert (waiting.screen.id, waiting.sees("Your cart is saved.")) == ("S-38", True)
    await waiting.taps_on("Cart")
    assert waiting.sees("Teapot")
    assert bank.payments()[0]["status"] == "closed"


async def test_cancelled_by_the_customer_the_money_goes_back_at_once(waiting, bank, store):
    await bank.approves(waiting)
    await bank.tells()
    await waiting.taps_on("Cancel order")
    await waiting.taps_on("Yes, cancel")
    await bank.tells()
    order = await order_of(store)
    assert (order.status, order.payment_status, order.needs_attention) == ("cancelled", "refunded", "")
    assert (await store.kit.stock("Teapot"), len(bank.gateway.books.all("SELECT * FROM refund"))) == ((5, 0), 1)


async def test_out_of_test_mode_it_is_not_offered(shop, bank, anna, teapot):
    await shop.settings(payment_methods=[CODE, "cash", "transfer"], transfer_account="US00")
    from domain.shop.actions import change_facts

    await change_facts(shop.by, test_mode=False)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    offered = next(field.options for field in anna.screen.form.inputs if field.name == "payment")
    assert [code for code, _ in offered] == ["cash", "transfer"]
