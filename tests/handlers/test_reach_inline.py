"""Search as you type: what is listed where, for whom, and what becomes of a pick."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from bot.incoming import Incoming
from domain.catalog.rules import base36
from domain.kit.db import sql
from domain.shop.actions import change_facts
from domain.shop.bots import add_bot
from domain.stock.actions import set_on_hand
from handlers.reply import InlineAnswer, parts
from handlers.screen import Screen

_ids = count(1)
FROM = {"id": 77, "is_bot": False, "first_name": "Anna"}


@dataclass
class Typing:
    """Somebody in Telegram who types "@shop …" somewhere."""

    app: Any
    shop_id: int

    async def _handles(self, **native: Any) -> Any:
        looks = "message" not in native
        came = Incoming(
            self.shop_id, "telegram", "77", "other", "", key=f"tg:4242:{next(_ids)}", locale="en", looks=looks,
            bot="4242", native={"update_id": next(_ids), **native},
        )  # fmt: skip
        return parts((await self.app.conversation.handle(came))[1])

    async def types(self, words: str, offset: str = "", where: str = "group") -> InlineAnswer:
        query = {"id": "1", "from": FROM, "query": words, "offset": offset, "chat_type": where}
        (answer,) = await self._handles(inline_query=query)
        return answer

    async def picks(self, result: str, message: str | None) -> None:
        chosen = {"result_id": result, "from": FROM, "query": "x"} | ({"inline_message_id": message} if message else {})
        assert await self._handles(chosen_inline_result=chosen) == ()

    async def says(self, text: str) -> Screen:
        chat = {"id": 77, "type": "private"}
        length = len(text.split()[0])
        command = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
        message = {"message_id": 1, "date": 1, "chat": chat, "from": FROM, "text": text, "entities": command}
        return next(s for s in await self._handles(message=message) if isinstance(s, Screen))


@pytest.fixture
async def anna(app, shop) -> Typing:
    await add_bot(shop.owner, "telegram", "4242", "tea_bot", "")
    await shop.product("Enamel mug", price="9.00")
    await shop.product("Teapot", price="24.00", compare_at="30.00")
    return Typing(app, shop.id)


def titles(answer: InlineAnswer) -> list[str]:
    return [result.title for result in answer.results]


async def test_words_find_products_with_a_card_that_leads_into_the_shop(anna):
    answer = await anna.types("mug")
    (mug,) = answer.results
    assert (mug.title, mug.says) == ("Enamel mug · $9.00", "")
    assert "In stock" in mug.description
    assert mug.body.startswith("Price on ")
    buy, more = mug.actions
    assert (buy.label, buy.url) == ("Buy · $9.00", f"https://t.me/tea_bot?start={mug.id}")
    assert more.find == f"#{mug.id[1:]}"


async def test_a_customers_card_says_who_sent_it_and_is_for_them_alone(anna):
    assert not (await anna.types("mug")).personal
    await anna.says("/shop")
    answer = await anna.types("mug")
    (code,) = await sql("SELECT code FROM invite_code")
    assert answer.results[0].actions[0].url.endswith(f"-r{code['code']}")
    assert answer.personal


async def test_answers_in_several_languages_are_not_shared(anna, shop):
    await change_facts(shop.owner, locales=["en", "ru"])
    assert (await anna.types("mug")).personal


async def test_nothing_typed_lists_what_was_looked_at_then_what_sells(anna, shop):
    await shop.product("Bowl", price="5.00")
    await anna.says(f"/p_{base36(1)}")
    answer = await anna.types("")
    assert titles(answer)[0] == "Enamel mug · $9.00"
    assert (len(answer.results), answer.personal) == (3, True)


async def test_one_product_by_its_number_and_the_sale_by_its_word(anna):
    assert titles(await anna.types(f"#{base36(2)}")) == ["Teapot · $24.00"]
    (teapot,) = (await anna.types("sale")).results
    assert teapot.title == "Teapot · $24.00"
    assert "−20%" in teapot.description
    assert "Before: $30.00" in teapot.body


async def test_twenty_a_page_and_then_no_more(anna, shop):
    for n in range(25):
        await shop.product(f"Plate {n}", price="3.00")
    first = await anna.types("plate")
    second = await anna.types("plate", first.next_offset)
    assert (len(first.results), first.next_offset) == (20, "2")
    assert (len(second.results), second.next_offset) == (5, "")
    assert len({r.id for r in (*first.results, *second.results)}) == 25
    assert (await anna.types("plate", "9")).results == ()


async def test_what_is_sold_out_stands_last_and_says_so(anna, shop):
    await shop.product("Small mug", price="4.00", stock=0)
    answer = await anna.types("mug")
    assert titles(answer)[-1] == "Small mug · $4.00"
    assert answer.results[-1].description == "Sold out"
    assert answer.results[-1].actions[0].label == "Open in the shop"


async def test_nothing_found_leads_to_the_shop(anna):
    answer = await anna.types("zeppelin")
    assert (answer.results, answer.button) == ((), ("Not found. Ask the shop", "tsearch"))
    assert (await anna.says("/start tsearch")).id == "S-50"


async def test_in_the_shops_own_chat_a_pick_opens_the_product(anna):
    (mug,) = (await anna.types("mug", where="sender")).results
    assert (mug.says, mug.actions) == (f"/p_{mug.id[1:]}", ())
    assert (await anna.types("mug", where="sender")).cache_seconds == 0
    screen = await anna.says(mug.says)
    assert (screen.id, screen.title) == ("S-08", "Enamel mug")
    assert "That link has ended." in (await anna.says("/p_zzz")).notice


async def test_a_sent_card_is_remembered_once_and_only_of_this_shop(anna, shop):
    await anna.picks("p1", "AgAD-1")
    await anna.picks("p1", "AgAD-1")
    await anna.picks("p1", None)
    await anna.picks("pzzz", "AgAD-2")
    await anna.picks("other", "AgAD-3")
    rows = await sql("SELECT product_id, bot, inline_message, locale FROM sent_card")
    assert rows == [{"product_id": 1, "bot": "4242", "inline_message": "AgAD-1", "locale": "en"}]


async def test_search_offers_to_type_and_see(anna, shop):
    screen = await anna.says("/search")
    assert [a.find for a in screen.actions if a.find is not None] == [""]


async def test_sold_out_in_the_list_of_now(anna, shop):
    await set_on_hand(shop.owner, await shop.variant("Enamel mug"), 10, 0, "gone")
    assert (await anna.types("mug")).results[0].description == "Sold out"
