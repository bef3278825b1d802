"""Help by button, command and words."""

from __future__ import annotations

import pytest

from domain.kit.i18n import Translator
from domain.shop.actions import change_facts, set_text
from handlers.support.screens import HelpView, help_screen
from handlers.support.words import topic_of
from tests.handlers.goods import T, a_shop, labels
from tests.handlers.sales import fits, row
from tests.kit.store import Store, buys


@pytest.fixture
async def helped(shop):
    """The shop has written about delivery and its terms, and can be called."""
    await set_text(shop.by, "delivery", "en", "We deliver within two days.")
    await set_text(
        shop.by, "terms", "en", "\n\n".join(f"Paragraph {n}. " + "Words of the law. " * 20 for n in range(6))
    )
    await change_facts(shop.by, phone="+1 (512) 472-0123", email="hello@tea.example", seller="Tea House Ltd, Austin")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("where is my order", "orders"),
        ("Where's my order?", "orders"),
        ("hi, where is my order please", "orders"),
        ("refund", "returns"),
        ("I want my money back!!", "returns"),
        ("Returns?", "returns"),
        ("how much is delivery to Riga", "delivery"),
        ("delivery", "delivery"),
        ("do you ship? what is the delivery?", "delivery"),
        ("how can i pay", "payment"),
        ("how do I pay", "payment"),
        ("human", "human"),
        ("can I talk to a human", "human"),
        ("help", "human"),
        ("terms", "terms"),
    ],
)
def test_words_that_ask_for_help(words, topic):
    assert topic_of(words, T) == topic


@pytest.mark.parametrize(
    "words", ["teapot", "delivery bag", "track suit", "phone case", "company of wolves", "return gift box", "x" * 500]
)
def test_words_that_ask_for_goods(words):
    assert topic_of(words, T) == ""


@pytest.mark.parametrize(
    ("words", "topic"),
    [("我的快递到哪了", "orders"), ("你好我要退款谢谢", "returns"), ("请问运费怎么算啊", "delivery"), ("绿茶", "")],
)
def test_chinese_puts_no_space_round_its_words(words, topic):
    assert topic_of(words, Translator("zh_Hans")) == topic


def test_english_is_understood_in_every_language():
    assert topic_of("refund", Translator("ru")) == "returns"


async def test_help_offers_only_what_the_shop_has_written(anna, helped):
    await anna.types("/help")
    assert [c.label for c in anna.screen.choices] == ["Delivery & prices", "Terms", "Who sells here"]
    assert [a.url for a in anna.screen.actions if a.url] == ["tel:+15124720123", "mailto:hello@tea.example"]


async def test_a_shop_without_texts_still_helps(anna, shop):
    await anna.types("/help")
    assert anna.screen.title == "What do you need?"
    assert anna.can_tap("Orders")
    assert fits(anna.screen).choices == ()


async def test_a_question_is_answered_before_it_is_searched_for(anna, helped):
    await anna.types("how much is delivery?")
    assert anna.sees("We deliver within two days.")


async def test_a_topic_nobody_has_written_about_leads_to_people(anna, helped):
    await anna.types("refund")
    assert anna.screen.id == "S-50"
    assert anna.can_tap("Delivery & prices")


async def test_a_long_text_turns_in_pages(anna, helped):
    await anna.types("/terms")
    assert anna.sees("Paragraph 0.")
    await anna.taps_on("Next")
    assert not anna.sees("Paragraph 0.")
    await anna.taps_on("Prev")
    assert anna.sees("Paragraph 0.")


async def test_who_asks_for_their_data_is_shown_what_is_kept(anna, helped):
    await anna.types("delete my data")
    assert anna.screen.id == "S-66"


async def test_who_sells_is_a_fact_of_the_shop(anna, helped):
    await anna.types("/help")
    await anna.taps_on("Who sells here")
    assert anna.sees("Tea House Ltd, Austin")


async def test_orders_under_way_come_first(anna, shop, helped):
    await Store.open(shop)
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await buys(anna)
    await anna.types("/help")
    assert anna.screen.choices[0].label == "📦 Where is #1001?"
    await anna.types("where is my order?")
    assert anna.screen.id == "S-40"


async def test_help_about_an_order_begins_with_it(anna, shop, helped):
    await Store.open(shop)
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await buys(anna)
    await anna.taps_on("Help with this order")
    assert [c.label for c in anna.screen.choices][:2] == ["📦 Where is #1001?", "Cancel #1001"]
    assert anna.screen.actions[1].url == "mailto:hello@tea.example?subject=Order%20%231001"


async def test_help_with_a_payment_names_who_has_it_and_offers_past_orders_too(anna, shop, helped):
    await anna.types("/paysupport")
    assert anna.sees("Payments here go to Tea House")
    assert anna.sees("+1 (512) 472-0123 · hello@tea.example")
    store = await Store.open(shop)
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await buys(anna)
    await store.moves(1001, "packing", "shipped", "delivered")
    await anna.types("/paysupport")
    assert anna.screen.choices[0].label == "📦 Where is #1001?"
    assert not anna.sees("Telegram support")


async def test_terms_are_on_the_review(anna, shop, helped):
    await Store.open(shop)
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", line="12 Main St", city="Austin", postcode="78701", phone="512 472 0123")
    await anna.taps_on("Terms")
    assert anna.sees("Paragraph 0.")


def test_the_helping_screen_is_pure():
    view = HelpView(a_shop(), frozenset({"returns"}), (row(), row(1043)), row(1043), can_cancel=True)
    screen = fits(help_screen(view, T))
    assert [c.label for c in screen.choices] == [
        "📦 Where is #1043?", "Cancel #1043", "📦 Where is #1042?", "Returns"
    ]  # fmt: skip
    assert labels(screen) == []
