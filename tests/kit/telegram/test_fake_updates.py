"""How updates reach a bot: polling, webhooks, their order, their life, and accidents on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError, web

from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.two_bots import listening

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Shop:
    """Whoever takes the posts; `answers` are given first, then 200."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self.answers: list[web.Response] = []
        self.busy = self.most = 0
        self.slow = 0.0

    async def take(self, request: web.Request) -> web.Response:
        self.heads.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.got.append(await request.json())
        self.busy += 1
        self.most = max(self.most, self.busy)
        await asyncio.sleep(self.slow)
        self.busy -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got if "message" in update]


@pytest.fixture
async def shop(call: Call) -> AsyncIterator[Shop]:
    shop = Shop()
    async with listening(shop.take) as url:
        await call("setWebhook", url=url, secret_token="s-1", max_connections=2)
        yield shop
        await call("deleteWebhook")


async def ids(call: Call, **params: Any) -> list[int]:
    return [update["update_id"] for update in (await call("getUpdates", **params))["result"]]


async def test_an_update_is_given_until_a_higher_offset_confirms_it(call: Call, ann: TelegramUser) -> None:
    for text in "abc":
        await ann.sends(text)
    assert await ids(call) == await ids(call) == [1000, 1001, 1002]
    assert await ids(call, offset=1001, limit=1) == [1001]
    assert await ids(call, offset=-1) == [1002]
    assert await ids(call, offset=1003) == []


async def test_a_long_poll_ends_when_something_comes(call: Call, ann: TelegramUser) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    ann.fake.waits = 0.05
    await ann.sends("hello")
    assert (await poll)["result"][0]["message"]["text"] == "hello"


async def test_the_later_of_two_pollers_ends_the_earlier(call: Call, fake: FakeTelegram, ann: TelegramUser) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert await ids(call) == []
    assert (await poll)["error_code"] == 409


async def test_there_is_no_polling_beside_a_webhook(call: Call, shop: Shop) -> None:
    assert "can't use getUpdates method while webhook is active" in (await call("getUpdates"))["description"]
    assert (await call("getWebhookInfo"))["result"]["max_connections"] == 2


async def test_only_the_kinds_asked_for_come(call: Call, ann: TelegramUser) -> None:
    ann.fake.waits = 0.01
    await ids(call, allowed_updates=["message"])
    await ann.blocks()
    await ann.sends("back")
    assert [list(u)[1] for u in (await call("getUpdates"))["result"]] == ["message"]
    await ids(call, allowed_updates=["my_chat_member"])
    await ann.blocks()
    assert len(await ids(call)) == 2


async def test_ids_of_an_older_numbering_confirm_nothing(call: Call, fake: FakeTelegram, ann: TelegramUser) -> None:
    await ann.sends("a")
    fake.waits = 0.01
    assert await ids(call, offset=1001) == []
    fake.restart_ids(7)
    await ann.sends("b")
    assert await ids(call, offset=1001) == [7]


async def test_callbacks_die_after_150_seconds_and_messages_after_a_day(call: Call, clock: Any, ann: Any) -> None:
    await call("sendMessage", chat_id=ann.id, text="x")
    await ann.presses(ann.bottom, "b")
    await ann.sends("hello")
    clock.passes(seconds=149)
    assert len(await ids(call)) == 2
    clock.passes(seconds=2)
    assert len(await ids(call)) == 1
    clock.passes(hours=24)
    assert await ids(call) == []


async def test_a_webhook_gets_the_secret_and_is_done_with_2xx(call: Call, shop: Shop, ann: TelegramUser) -> None:
    await ann.sends("hello")
    assert (shop.texts, shop.heads) == (["hello"], ["s-1"])
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 0


async def test_what_fails_is_posted_again_before_the_next_of_its_queue(call: Call, shop: Shop, ann: Any) -> None:
    shop.answers = [web.Response(status=500) for _ in range(3)]
    await ann.sends("a")
    await ann.sends("b")
    await ann.fake.until(lambda: shop.texts[-1:] == ["b"])
    assert shop.texts == ["a", "a", "a", "a", "b"]
    assert "500" in (await call("getWebhookInfo"))["result"]["last_error_message"]


async def test_a_stuck_chat_does_not_hold_up_another_nor_its_own_buttons(shop: Shop, call: Call, ann: Any) -> None:
    ann.fake.pace = 10.0
    await call("sendMessage", chat_id=ann.id, text="x")
    shop.answers = [web.Response(status=500), web.Response(status=500)]
    await ann.sends("poison")
    await ann.fake.until(lambda: len(shop.got) == 2, 1)
    await ann.fake.user(ann.bot, "Boris").sends("hello")
    ann.fake.waits = 0.05
    await ann.presses(ann.bottom, "b")
    assert (shop.texts[-1], "callback_query" in shop.got[-1]) == ("hello", True)


async def test_no_more_posts_at_once_than_asked_for(shop: Shop, fake: FakeTelegram, ann: TelegramUser) -> None:
    shop.slow = 0.02
    people = [fake.user(ann.bot, name) for name in "BCDEF"]
    await asyncio.gather(*(person.sends("hello") for person in people))
    assert (len(shop.got), shop.most) == (5, 2)


async def test_a_method_in_the_answer_is_called(shop: Shop, fake: FakeTelegram, ann: TelegramUser) -> None:
    body = {"method": "sendMessage", "chat_id": ann.id, "text": "at once"}
    shop.answers = [web.json_response(body)]
    await ann.sends("hello")
    assert ann.bottom.text == "at once"
    assert [(c.method, c.by_reply) for c in fake.calls_of("sendMessage")] == [("sendMessage", True)]


async def test_updates_go_astray_as_ordered(shop: Shop, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.faults.drop("message")
    fake.faults.deliver_twice("message", times=2)
    for text in "abc":
        await ann.sends(text)
    await fake.until(lambda: len(shop.got) == 4, 1)
    assert shop.texts == ["b", "b", "c", "c"]
    fake.faults.reorder()
    await ann.sends("first")
    await ann.sends("second")
    await fake.until(lambda: len(shop.got) == 6, 1)
    assert shop.texts[-2:] == ["second", "first"]


async def test_copies_of_an_update_come_at_once(shop: Shop, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.faults.deliver_twice("message", copies=2, at_once=True)
    shop.slow = 0.02
    await ann.sends("a")
    await fake.until(lambda: len(shop.got) == 3, 1)
    assert (len({update["update_id"] for update in shop.got}), shop.most) == (1, 2)


async def test_another_program_takes_over(call: Call, fake: FakeTelegram, ann: TelegramUser) -> None:
    await ann.sends("a")
    assert [update["update_id"] for update in await fake.polls_too(ann.bot)] == [1000]
    poll = asyncio.create_task(call("getUpdates", offset=1001, timeout=5))
    await asyncio.sleep(0.05)
    await fake.polls_too(ann.bot)
    assert "only one bot instance" in (await poll)["description"]


async def test_an_update_is_held_back_on_the_clock(call: Call, clock: Any, fake: FakeTelegram, ann: Any) -> None:
    fake.faults.hold("message", 30)
    fake.faults.hold("message")
    await ann.sends("a")
    await ann.sends("b")
    clock.passes(seconds=31)
    await fake.until(lambda: ann.bot.updates.waiting, 1)
    assert await ids(call) == [1000]
    fake.release()
    assert await ids(call) == [1000, 1001]


async def test_calls_fail_as_ordered(refusal: Any, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.faults.answer("sendMessage", 429, retry_after=3, times=2)
    fake.faults.answer("*", 502)
    fake.faults.answer("sendMessage", 500, done=True)
    said = [await refusal("sendMessage", chat_id=ann.id, text="x") for _ in range(5)]
    wait = "Too Many Requests: retry after 3"
    assert said == [wait, wait, "Bad Gateway", "Internal Server Error", ""]
    assert len(ann.messages) == 2


async def test_one_chat_fails_and_the_others_do_not(refusal: Any, fake: FakeTelegram, ann: TelegramUser) -> None:
    boris = fake.user(ann.bot, "Boris")
    await boris.opens()
    fake.faults.answer("sendMessage", 403, chat=boris.id)
    said = [await refusal("sendMessage", chat_id=person.id, text="x") for person in (ann, boris, boris)]
    assert said == ["", "Forbidden: bot was blocked by the user", ""]


async def test_a_call_takes_its_time_and_polling_is_left_alone(call: Call, fake: FakeTelegram, ann: Any) -> None:
    fake.faults.slow("*", 0.05)
    await ids(call)
    before = asyncio.get_running_loop().time()
    await call("sendMessage", chat_id=ann.id, text="x")
    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_a_call_is_executed_and_its_answer_lost(call: Call, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.faults.lose_response("sendMessage")
    with pytest.raises(ServerDisconnectedError):
        await call("sendMessage", chat_id=ann.id, text="x")
    assert ann.bottom.text == "x"


async def test_a_press_is_answered_once_and_in_time(call: Call, shop: Shop, clock: Any, ann: TelegramUser) -> None:
    ann.fake.waits = 0.01
    await call("sendMessage", chat_id=ann.id, text="x")
    first, late = await ann.presses(ann.bottom, "b"), await ann.presses(ann.bottom, "b")
    answers = [await call("answerCallbackQuery", callback_query_id=first.id) for _ in range(2)]
    clock.passes(seconds=60)
    answers.append(await call("answerCallbackQuery", callback_query_id=late.id))
    assert [answer["ok"] for answer in answers] == [True, False, False]
    assert ann.unanswered == 2


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com:8080/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://example.com/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_is_refused(refusal: Any, params: dict[str, Any], words: str) -> None:
    assert await refusal("setWebhook", **params) == f"Bad Request: {words}"
