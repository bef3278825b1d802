"""What comes in from Telegram: every kind of it, what nobody can read, who may bring it, what goes wrong meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import receive
from bot.channels.telegram.show import queue_of
from bot.channels.telegram.webhook import HEADER
from bot.limits import SESSIONS
from domain.kit.db import sql
from domain.kit.errors import ShopError
from domain.shop.bots import add_bot
from tests.kit.shop import ShopKit
from tests.kit.telegram.updates import recorded
from tests.kit.telegram_stage import TOKEN, Stage, telegram_app

BOT = TOKEN.partition(":")[0]


@pytest.fixture
async def shop(sqlite: Any) -> ShopKit:
    kit = await ShopKit.open()
    await kit.product("Teapot")
    return kit


@pytest.fixture
async def stage(sqlite: Any, shop: ShopKit) -> AsyncIterator[Stage]:
    async with telegram_app(sqlite, shop, "webhook", by_hand=True) as stage:
        yield stage


def hook(stage: Stage, bot: str = BOT) -> str:
    return f"{stage.app.settings.telegram_webhook_url}/hooks/telegram/{bot}"


def start(number: int) -> dict[str, Any]:
    person = {"id": 77, "is_bot": False, "first_name": "Olga", "language_code": "ru"}
    chat = {"id": 77, "type": "private", "first_name": "Olga"}
    message = {"message_id": 5, "date": 1_790_000_000, "chat": chat, "from": person, "text": "/start"}
    return {"update_id": number, "message": message}


async def brings(stage: Stage, body: Any, secret: str | None, bot: str = BOT) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with aiohttp.ClientSession() as http, http.post(hook(stage, bot), json=body, headers=headers) as answer:
        return answer.status


async def test_every_kind_of_update_is_taken(stage):
    """Two recordings lack what the library holds for certain: these are kept whole, and no other one fails."""
    connection = await stage.app.telegram.bots.connection(BOT)
    updates = {number: one for number, one in enumerate(recorded(), 1)}
    for number, (_, _, raw) in updates.items():
        await asyncio.wait_for(stage.app.telegram.receiver.take(connection, raw | {"update_id": number}), 10)
    assert len({kind for _, kind, _ in updates.values()}) == 26
    kept = [int(row["key"].rpartition(":")[2]) for row in await sql("SELECT key FROM failed_update")]
    assert {updates[number][0] for number in kept} == {"message_poll", "refunded_payment"}


async def test_an_update_nobody_can_read_is_kept_whole_and_those_behind_it_go_on(stage):
    anna = stage.fake.user(stage.bot, "Anna")
    broken = {"chat": {"id": anna.id, "type": "private"}, "from": {"id": anna.id}, "message_id": "many"}
    await stage.fake.feeds(stage.bot, {"message": broken}, lane=f"chat:{anna.id}")
    await anna.opens()
    assert anna.sees("Welcome to Tea House")
    (kept,) = await sql("SELECT channel, code, resolved_at FROM failed_update")
    assert (kept["channel"], kept["resolved_at"]) == ("telegram", None)


@pytest.mark.parametrize("secret", [None, "", "wrong", "x" * 300])
async def test_who_does_not_know_the_secret_is_turned_away(stage, secret):
    assert await brings(stage, start(1), secret) == 401
    assert await sql("SELECT id FROM chat") == []


async def test_the_secret_of_one_bot_does_not_open_another(stage):
    assert await brings(stage, start(1), stage.app.telegram.bots.secret(BOT), bot="4343") == 401


async def test_an_unknown_bot_and_a_body_without_sense_are_refused(stage):
    bots = stage.app.telegram.bots
    assert await brings(stage, start(1), bots.secret("4343"), bot="4343") == 404
    assert await brings(stage, ["no", "update"], bots.secret(BOT)) == 400


async def test_the_same_update_again_changes_nothing(stage):
    secret = stage.app.telegram.bots.secret(BOT)
    stage.fake.user(stage.bot, "Olga", id=77)
    assert [await brings(stage, start(9), secret) for _ in range(3)] == [200, 200, 200]
    assert len(await sql("SELECT id FROM customer")) == 1


async def test_lower_numbers_after_a_quiet_week_are_new_updates(stage):
    anna = stage.fake.user(stage.bot, "Anna")
    await anna.opens()
    stage.fake.restart_ids(3)
    await anna.sends("/cart")
    assert anna.sees("Your cart is empty.")


async def test_lower_numbers_are_confirmed_and_not_carried_out_again(sqlite, shop):
    async with telegram_app(sqlite, shop, "polling", by_hand=True) as stage:
        anna = stage.fake.user(stage.bot, "Anna")
        await anna.opens()
        stage.fake.restart_ids(3)
        await anna.sends("/cart")
        assert anna.sees("Your cart is empty.")
        assert await stage.fake.until(lambda: not stage.bot.updates.waiting)
        since = len(stage.fake.calls)
        await anna.sends("/orders")
        assert [call.method for call in stage.fake.calls[since:] if call.method == "sendPhoto"] == ["sendPhoto"]


async def test_a_crowd_of_newcomers_is_let_in(stage):
    crowd = [stage.fake.user(stage.bot, f"Friend {n}") for n in range(SESSIONS.burst + 2)]
    for friend in crowd:
        await friend.opens()
    assert all(friend.sees("Welcome to Tea House") for friend in crowd)
    assert await sql("SELECT id FROM failed_update") == []


async def test_a_database_that_is_away_makes_telegram_bring_it_again(stage, monkeypatch):
    anna = stage.fake.user(stage.bot, "Anna")
    turn = stage.app.conversation.turn
    tries = []

    def away(*asked: Any) -> Any:
        tries.append(asked)
        if len(tries) == 1:
            raise ConnectionError("the database is away")
        return turn(*asked)

    monkeypatch.setattr(stage.app.conversation, "turn", away)
    await anna.opens()
    await anna.waits_for("Welcome to Tea House")
    assert len(tries) == 2


async def test_two_shops_have_a_bot_each_in_one_process(stage, shop):
    other = await ShopKit.open("books", "Book Nook")
    await other.product("Atlas")
    token = "5252:token-of-another-shop-for-tests-xx"
    books = stage.fake.bot(token, username="books_bot")
    await add_bot(other.by, "telegram", "5252", "books_bot", token)
    await stage.app.telegram.round()
    await stage.fake.until(lambda: books.updates.listened)
    anna, boris = stage.fake.user(stage.bot, "Anna"), stage.fake.user(books, "Boris")
    await anna.opens()
    await boris.opens()
    assert (anna.sees("Tea House"), boris.sees("Book Nook")) == (True, True)


async def test_a_bot_of_another_shop_cannot_be_taken(stage):
    other = await ShopKit.open("books", "Book Nook")
    with pytest.raises(ShopError, match="serves another shop"):
        await add_bot(other.by, "telegram", BOT, "hawker_test_bot", TOKEN)


async def test_a_bad_token_is_said_plainly(sqlite, shop):
    settings = sqlite.model_copy(update={"telegram_token": "1:not-a-token-telegram-knows-of-at-all"})
    async with telegram_app(settings, shop, "polling", by_hand=True) as stage:
        problem = await stage.app.telegram.bots.take_environments()
    assert problem.startswith("Telegram does not know this token. Copy it from @BotFather once more")
    assert "HAWKER_TELEGRAM_TOKEN" in problem


async def test_the_environments_token_serves_the_first_shop(sqlite, shop):
    async with telegram_app(sqlite, shop, "polling", by_hand=True) as stage:
        fresh = "6161:token-of-the-environment-for-tests"
        stage.fake.bot(fresh, username="env_bot")
        bots = stage.app.telegram.bots
        bots.settings = stage.app.settings.model_copy(update={"telegram_token": fresh})
        assert await bots.take_environments() == ""
        await stage.app.telegram.round()
        assert bots.connections["6161"].view.shop_id == shop.id
    assert (await shop.view()).telegram == "env_bot"


async def test_telegram_is_told_of_commands_in_every_language_and_of_what_we_take(stage, shop):
    await stage.fake.until(lambda: stage.fake.calls_of("setChatMenuButton"))
    told = stage.fake.calls_of("setMyCommands")
    assert {call.params["scope"]["type"] for call in told} == {"all_private_chats", "all_group_chats"}
    (webhook,) = stage.fake.calls_of("setWebhook")
    assert {"message", "callback_query", "pre_checkout_query", "shipping_query", "my_chat_member"} <= set(
        webhook.params["allowed_updates"]
    )
    assert (webhook.params["max_connections"], TOKEN in webhook.params["url"]) == (100, False)


async def test_who_stands_in_line_behind_a_slow_one_is_not_given_up(stage, monkeypatch):
    """Time counts from the input's turn: behind others of its chat there may be a payment."""
    monkeypatch.setattr(receive, "LONGEST_S", 3.0)
    connection = await stage.app.telegram.bots.connection(BOT)
    olga = start(1)["message"]["chat"]["id"]
    async with stage.app.conversation.queues.of(queue_of(BOT, str(olga))):
        waiting = asyncio.ensure_future(stage.app.telegram.receiver.take(connection, start(1)))
        await asyncio.sleep(3.2)
        assert not waiting.done()
    await waiting
    assert await sql("SELECT code FROM failed_update") == []
    assert len(await sql("SELECT id FROM chat")) == 1


async def test_work_that_never_ends_is_given_up_and_kept(stage, monkeypatch):
    monkeypatch.setattr(receive, "LONGEST_S", 0.2)
    monkeypatch.setattr(stage.app.conversation, "_reply", lambda _visit: asyncio.sleep(60))
    connection = await stage.app.telegram.bots.connection(BOT)
    await asyncio.wait_for(stage.app.telegram.receiver.take(connection, start(1)), 20)
    (kept,) = await sql("SELECT key FROM failed_update")
    assert kept["key"] == f"tg:{BOT}:1"
