"""Paying through the fake server: invoices, delivery, checkout, Stars, and what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.two_bots import listening

TOKEN = "4242:TEST:provider"
STARS: dict[str, Any] = {
    "title": "E-book",
    "description": "Tea, explained",
    "payload": "order:1",
    "currency": "XTR",
    "prices": [{"label": "E-book", "amount": 120}],
}
TEA = STARS | {"currency": "USD", "provider_token": TOKEN, "prices": [{"label": "Tea", "amount": 500}]}
POST: dict[str, Any] = {"id": "post", "title": "Post", "prices": [{"label": "Post", "amount": 300}]}
FLEXIBLE = TEA | {"need_shipping_address": True, "is_flexible": True, "need_name": True}


class Till:
    """A shop that answers payment queries with what it is told to."""

    def __init__(self) -> None:
        self.checkout: dict[str, Any] | None = {"ok": True}
        self.shipping: dict[str, Any] = {"ok": True, "shipping_options": [POST]}
        self.got: list[dict[str, Any]] = []

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update)
        for kind, method, answer in (
            ("pre_checkout_query", "answerPreCheckoutQuery", self.checkout),
            ("shipping_query", "answerShippingQuery", self.shipping),
        ):
            if kind in update and answer:
                query = {f"{kind}_id": update[kind]["id"]}
                return web.json_response({"method": method} | query | answer)
        return web.Response()

    @property
    def success(self) -> dict[str, Any]:
        return dict(self.got[-1]["message"]["successful_payment"])


@pytest.fixture
async def till(call: Any) -> AsyncIterator[Till]:
    till = Till()
    async with listening(till.take) as url:
        await call("setWebhook", url=url)
        yield till
        await call("deleteWebhook")


async def link(call: Any, **invoice: Any) -> str:
    return str((await call("createInvoiceLink", **invoice))["result"])


async def test_an_invoice_in_the_chat_is_paid_once(call: Any, till: Till, ann: TelegramUser) -> None:
    await call("sendInvoice", chat_id=ann.id, **TEA)
    assert (ann.bottom.kind, ann.bottom.buttons[0][0].pay) == ("invoice", True)
    first, again = await ann.pays(), await ann.pays()
    assert (first.paid, first.total, again.paid, again.refused) == (True, 500, False, "already paid")
    assert till.success["telegram_payment_charge_id"] == first.charge_id


async def test_an_invoice_by_link_is_paid_by_anybody_any_number_of_times(
    call: Any, till: Till, fake: FakeTelegram, ann: TelegramUser
) -> None:
    url = await link(call, **STARS)
    markup = {"inline_keyboard": [[{"text": "Pay 120", "url": url}]]}
    await call("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    boris = fake.user(ann.bot, "Boris")
    outcomes = [await ann.pays("Pay 120"), await ann.pays("Pay 120"), await boris.pays(invoice=url)]
    assert [outcome.paid for outcome in outcomes] == [True, True, True]
    assert len({charge.id for charge in fake.charges}) == 3


async def test_a_forwarded_invoice_is_paid_by_its_reader_too(call: Any, till: Till, fake: Any, ann: Any) -> None:
    boris = fake.user(ann.bot, "Boris")
    await call("sendInvoice", chat_id=ann.id, **TEA)
    copy = ann.forwards(ann.bottom, boris)
    assert [(await ann.pays()).paid, (await boris.pays()).paid, (await boris.pays(invoice=copy)).paid] == [True] * 3
    await call("sendInvoice", chat_id=ann.id, **TEA, start_parameter="p7")
    led = ann.forwards(ann.bottom, boris).buttons[0][0]
    assert (led.pay, led.url) == (False, "https://t.me/hawker_test_bot?start=p7")


async def test_delivery_is_asked_for_and_added(call: Any, till: Till, ann: TelegramUser) -> None:
    await call("sendInvoice", chat_id=ann.id, **FLEXIBLE, max_tip_amount=200)
    outcome = await ann.pays(tip=150, option="post")
    assert (outcome.total, till.success["shipping_option_id"]) == (950, "post")
    assert till.success["order_info"]["shipping_address"]["city"] == "Austin"
    assert [list(u)[1] for u in till.got] == ["shipping_query", "pre_checkout_query", "message"]


async def test_the_shop_refuses_and_nobody_is_charged(call: Any, till: Till, fake: Any, ann: TelegramUser) -> None:
    await call("sendInvoice", chat_id=ann.id, **FLEXIBLE)
    till.checkout = {"ok": False, "error_message": "Sold out"}
    assert (await ann.pays()).refused == "Sold out"
    till.shipping = {"ok": False, "error_message": "Not there"}
    assert (await ann.pays()).refused == "Not there"
    assert (fake.charges, len(till.got)) == ([], 3)


async def test_silence_costs_the_sale(call: Any, till: Till, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.patience, till.checkout = 0.05, None
    await call("sendInvoice", chat_id=ann.id, **TEA)
    assert (await ann.pays()).refused == "timeout"
    late = await call("answerPreCheckoutQuery", pre_checkout_query_id=till.got[-1]["pre_checkout_query"]["id"], ok=True)
    assert "query is too old" in late["description"]


async def test_an_answer_after_ten_seconds_on_the_clock_is_too_late(
    call: Any, till: Till, clock: Any, fake: FakeTelegram, ann: TelegramUser
) -> None:
    fake.patience, till.checkout = 0.5, None
    await call("sendInvoice", chat_id=ann.id, **TEA)
    paying = asyncio.create_task(ann.pays())
    await fake.until(lambda: till.got)
    clock.passes(seconds=11)
    query = till.got[-1]["pre_checkout_query"]["id"]
    assert not (await call("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True))["ok"]
    assert (await paying).refused == "timeout"


async def test_a_declined_card_and_a_changed_sum(call: Any, till: Till, fake: Any, ann: TelegramUser) -> None:
    await call("sendInvoice", chat_id=ann.id, **TEA)
    assert (await ann.pays(declined=True)).refused == "declined"
    assert fake.charges == []
    outcome = await ann.pays(alter={"total_amount": 1})
    assert (outcome.total, till.success["total_amount"]) == (500, 1)


async def test_the_news_of_a_payment_is_lost_and_the_books_tell(call: Any, till: Till, fake: Any, ann: Any) -> None:
    fake.faults.drop("successful_payment")
    outcome = await ann.pays(invoice=await link(call, **STARS))
    assert "message" not in till.got[-1]
    found = (await call("getStarTransactions"))["result"]["transactions"]
    assert [(line["id"], line["amount"], line["source"]["user"]["id"]) for line in found] == [
        (outcome.charge_id, 120, ann.id)
    ]


async def test_stars_are_given_back_once(call: Any, till: Till, fake: FakeTelegram, ann: TelegramUser) -> None:
    charge = (await ann.pays(invoice=await link(call, **STARS))).charge_id
    params = {"user_id": ann.id, "telegram_payment_charge_id": charge}
    fake.faults.answer("refundStarPayment", 500, done=True)
    answers = [await call("refundStarPayment", **params) for _ in range(2)]
    assert answers[0]["error_code"] == 500
    assert answers[1]["description"] == "Bad Request: CHARGE_ALREADY_REFUNDED"
    lines = (await call("getStarTransactions", offset=1, limit=5))["result"]["transactions"]
    assert [(line["id"], "receiver" in line) for line in lines] == [(charge, True)]


async def test_the_store_takes_stars_back_and_the_bot_is_told(call: Any, till: Till, fake: Any, ann: Any) -> None:
    charge = (await ann.pays(invoice=await link(call, **STARS))).charge_id
    await fake.chargeback(charge)
    assert till.got[-1]["message"]["refunded_payment"]["telegram_payment_charge_id"] == charge
    assert (await call("getMyStarBalance"))["result"]["amount"] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "ж" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "USB"}, "CURRENCY_INVALID"),
        ({"provider_token": "unknown"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": []}, "there must be at least one price component"),
        (
            {"prices": [{"label": "Tea", "amount": 5.5}]},
            'can\'t parse labeled price: Field "amount" must be of type Number',
        ),
        ({"prices": [{"label": "Tea", "amount": 1}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [{"label": "Tea", "amount": -500}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"max_tip_amount": 9, "suggested_tip_amounts": [5, 5]}, "TIP_AMOUNT_INVALID"),
        ({"max_tip_amount": 9, "suggested_tip_amounts": [5, 10]}, "TIP_AMOUNT_INVALID"),
        ({"max_tip_amount": 9, "suggested_tip_amounts": [1, 2, 3, 4, 5]}, "TIP_AMOUNT_INVALID"),
        ({"start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"currency": "XTR"}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "XTR", "provider_token": "", "need_name": True}, "STARS_INVOICE_INVALID"),
        ({"currency": "XTR", "provider_token": "", "prices": TEA["prices"] * 2}, "STARS_INVOICE_INVALID"),
    ],
    ids=lambda v: str(v)[:40],
)
async def test_an_invoice_is_refused(refusal: Any, ann: TelegramUser, change: dict[str, Any], words: str) -> None:
    assert await refusal("sendInvoice", chat_id=ann.id, **(TEA | change)) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("shipping", "words"),
    [
        ({"ok": True, "shipping_options": []}, "there must be at least one shipping option"),
        ({"ok": True, "shipping_options": [POST, POST]}, "SHIPPING_ID_DUPLICATE"),
        ({"ok": False}, 'parameter "error_message" is required'),
    ],
)
async def test_an_answer_about_delivery_is_refused(refusal: Any, shipping: dict[str, Any], words: str) -> None:
    assert await refusal("answerShippingQuery", shipping_query_id="1", **shipping) == f"Bad Request: {words}"
