"""Links that are made say what they were made of, and what came with one is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.rules import base36
from domain.chats.views import ChatView
from domain.customers.arrivals import arrival_of, invite_code
from domain.kit.actor import Actor
from domain.kit.db import sql
from handlers.home.links import LONGEST, Link, payload_of, read_link, share_link, telegram_link
from tests.handlers.goods import a_shop

BIGGEST = 36**7 - 1
MODS = {
    "coupon": "SPRING_202620267",
    "referrer": "zzzzzzz",
    "campaign": "zzzzzzz",
    "source": "zzzzzz",
    "language": "ru",
}
CHAT = ChatView(1, 1, "telegram", "77", 1, "en", "", 0, 1, bot="4242")


def test_the_longest_legal_link_is_as_long_as_a_link_may_be():
    longest = payload_of(Link("product", pairs=((BIGGEST, BIGGEST),), **MODS))
    assert len(longest) == LONGEST == 64
    assert replace(read_link(longest), id=0, pairs=()) == Link("product", **MODS)


@pytest.mark.parametrize(
    "link",
    [
        Link("home"), Link("home", source="qr1"), Link("category", 9), Link("list", 77, campaign="12"),
        Link("shared", word="0a1b2c3d4e5f", coupon="SPRING10"), Link("topic", word="delivery", language="ru"),
        Link("order", word="A1b2-3d4E5f6G7h8x"), Link("join", word="A1b2C3d4E5f6G7h8"),
    ],
)  # fmt: skip
def test_what_is_written_is_read(link: Link):
    assert read_link(payload_of(link)) == link


@given(st.integers(1, BIGGEST), st.integers(1, BIGGEST))
def test_products_and_their_variants_are_written_and_read(product: int, variant: int):
    assert read_link(payload_of(Link("product", product))).id == product
    assert (product, variant) in read_link(payload_of(Link("product", pairs=((product, variant),)))).pairs


def test_a_personal_link_takes_no_coupon_and_no_friend():
    assert payload_of(Link("join", word="A1b2C3d4E5f6G7h8", coupon="SPRING10", referrer="a1", source="qr")) == (
        "wA1b2C3d4E5f6G7h8-uqr"
    )


@pytest.mark.parametrize(
    "link", [Link("shared", word="short"), Link("home", source="longer7"), Link("home", coupon="x" * 17), Link("topic")]
)
def test_what_no_link_can_hold_is_not_written(link: Link):
    with pytest.raises(ValueError, match="no link says"):
        payload_of(link)


def test_a_link_is_passed_on_as_the_reader_can_open_it():
    shop = replace(a_shop(), telegram="gathered_bot")
    assert share_link(shop, CHAT, "p1a2") == "https://t.me/gathered_bot?start=p1a2"
    assert share_link(shop, replace(CHAT, channel="web"), "p1a2") == "/chat/gathered?start=p1a2"
    assert share_link(a_shop(), CHAT, "p1a2") == "p1a2"
    assert telegram_link(a_shop(), "p1a2") == ""


async def _id_of(person) -> int:
    rows = await sql("SELECT customer_id FROM chat WHERE external_id = $1", person.session)
    return int(rows[0]["customer_id"])


async def test_what_came_with_a_link_is_kept(shop, anna, boris):
    teapot = await shop.product("Teapot")
    await anna.opens("h-m12-ufb")
    code = await invite_code(Actor(shop.id, "customer", await _id_of(anna)))
    await boris.opens(f"p{base36(teapot)}-r{code}-m13")
    found = await arrival_of(shop.by, await _id_of(boris))
    assert (found.referrer_id, found.first_campaign, found.first_source) == (await _id_of(anna), "13", "")
    assert (await arrival_of(shop.by, await _id_of(anna))).first_source == "fb"
