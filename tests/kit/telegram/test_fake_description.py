"""Calls are held against the description of the Bot API, and recorded updates of every kind are read."""

from __future__ import annotations

import json
from typing import Any

import aiogram.methods
import pytest
from aiogram.types import Update
from pydantic import ValidationError

from tests.kit.samples import sample
from tests.kit.telegram import description
from tests.kit.telegram.currencies import EXPONENTS
from tests.kit.telegram.description import API, describe, thing
from tests.kit.telegram.methods import HANDLERS
from tests.kit.telegram.table import METHODS, parameters
from tests.kit.telegram.updates import one_of_each, recorded
from tests.kit.telegram.wire import Given

KEYS = {"inline_keyboard": [[{"text": "Buy", "callback_data": "b"}]]}
FLEXIBLE: dict[str, Any] = {
    "title": "Tea",
    "description": "Tea",
    "payload": "order:1",
    "currency": "USD",
    "provider_token": "4242:TEST:provider",
    "prices": [{"label": "Tea", "amount": 500}],
    "need_shipping_address": True,
    "is_flexible": True,
}
STRICT, LAX = {"text"}, {"url"}
STRICTER = {"message_poll", "poll", "refunded_payment"}
WRONG = [
    ("sendMessage", {"chat_id": 1}, "sendMessage: text is missing"),
    ("sendMessage", {"chat_id": 1, "text": "x", "txt": 1}, "sendMessage: there is no txt in sendMessage"),
    ("sendMessage", {"chat_id": 1, "text": "x", "message_thread_id": "a"}, "message_thread_id is not Integer: 'a'"),
    (
        "sendInvoice",
        {"chat_id": 1, "title": "x", "description": "x", "payload": "x", "currency": "USD", "prices": [{"label": "x"}]},
        "prices: amount is missing",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1", "show_alert": "perhaps"},
        "show_alert is not Boolean: 'perhaps'",
    ),
]
RIGHT = [
    ("sendMessage", {"chat_id": "5", "text": "x", "disable_notification": "true", "reply_markup": None}),
    ("sendMediaGroup", {"chat_id": 5, "media": '[{"type": "photo", "media": "attach://a"}]'}),
    ("getUpdates", {"offset": "5", "allowed_updates": '["message"]'}),
]


@pytest.fixture(params=["described", "by aiogram alone"])
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "described":
        sample(API)
    if request.param != "described":
        monkeypatch.setattr(description, "book", lambda: {"methods": {}, "types": {}})
    return str(request.param)


@pytest.mark.parametrize(("method", "params", "sentence"), WRONG)
def test_a_wrong_call_is_told(source: str, method: str, params: dict[str, Any], sentence: str) -> None:
    said = describe(method, Given(params, {}))
    assert len(said) == 1
    assert source != "described" or said[0].endswith(sentence)


def test_a_wrong_field_deep_within_is_told() -> None:
    sample(API)
    keys = '{"inline_keyboard": [[{"text": 5}]]}'
    said = describe("sendMessage", Given({"chat_id": "1", "text": "x", "reply_markup": keys}, {}))
    assert said == ["sendMessage: reply_markup: inline_keyboard: text is not String: 5"]


def test_a_field_newer_than_the_description_is_held_to_its_type_too() -> None:
    sample(API)
    said = describe("sendMessage", Given({"chat_id": 1, "text": "x", "receiver_user_id": "anna"}, {}))
    assert said[0].startswith("sendMessage: receiver_user_id input should be a valid integer")
    assert describe("sendMessage", Given({"chat_id": 1, "text": "x", "receiver_user_id": 5}, {})) == []


@pytest.mark.parametrize(("method", "params"), RIGHT)
def test_a_right_call_is_not(source: str, method: str, params: dict[str, Any]) -> None:
    assert describe(method, Given(params, {})) == []


def test_every_method_of_the_table_is_answered() -> None:
    assert METHODS.keys() == HANDLERS.keys()


def test_the_currencies_are_those_of_the_payments_page() -> None:
    listed = json.loads(sample("telegram/currencies/currencies.json").read_text())
    assert {code: about["exp"] for code, about in listed.items()} == EXPONENTS


@pytest.fixture
def everything(fake: Any, tea_bot: Any, ann: Any, call: Any) -> Any:
    """Do a bit of everything; all updates it made."""

    async def everything() -> list[dict[str, Any]]:
        fake.waits, fake.patience = 0.01, 0.01
        group = fake.group(tea_bot, "Staff", [ann], forum=True, admin=True)
        await call("sendMessage", chat_id=ann.id, text="x", reply_markup=KEYS)
        await ann.presses(ann.bottom, "b")
        said = await ann.opens("p7")
        await ann.edits(await ann.sends("hello", reply_to=said), "hallo")
        for share in (ann.shares_contact, ann.sends_photo, ann.sends_voice, ann.sends_sticker, ann.sends_document):
            await share()
        await ann.shares_location(1.5, 2.5)
        await group.says(ann, "/help", thread=3)
        await (await fake.group(tea_bot, "Small", [ann]).upgrade()).kicks_bot(ann)
        await fake.channel(tea_bot, "News").posts("hello")
        await ann.pays(invoice=(await call("createInvoiceLink", **FLEXIBLE))["result"])
        await ann.blocks()
        return list((await call("getUpdates"))["result"])

    return everything


async def test_what_the_server_sends_is_described_too(everything: Any) -> None:
    sample(API)
    updates = await everything()
    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert [thing(update, "Update", "") for update in updates] == [[]] * len(updates)
    assert kinds == {"message", "edited_message", "callback_query", "channel_post", "my_chat_member", "shipping_query"}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_table_names_no_parameter_that_is_not_described(method: str) -> None:
    unknown = [name for name in parameters(method) if name not in description.newer("methods", method)]
    assert unknown == []


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_table_requires_what_the_description_requires(method: str) -> None:
    model = getattr(aiogram.methods, method[:1].upper() + method[1:])
    required = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    ours = {name for name, (_, needed) in parameters(method).items() if needed}
    assert (ours - required - STRICT, required - ours - LAX) == (set(), set())


def test_recorded_updates_are_of_26_kinds() -> None:
    assert len(one_of_each()) == 26


def test_recorded_updates_are_read_by_the_library() -> None:
    """Three recordings lack what the library holds for certain."""
    failed = set()
    for name, _, raw in recorded():
        try:
            Update.model_validate(raw)
        except ValidationError:
            failed.add(name)
    assert failed == STRICTER


async def test_a_recorded_update_is_fed_to_a_bot(fake: Any, tea_bot: Any, call: Any) -> None:
    await fake.feeds(tea_bot, one_of_each()["purchased_paid_media"])
    assert "purchased_paid_media" in (await call("getUpdates"))["result"][0]
