"""Links into the shop: what they say, and where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.rules import base36
from domain.search.actions import store_list
from domain.shop.actions import change_facts, set_text
from handlers.home.links import Link, product_payload, read_link


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("p1a2", Link("product", 1658)),
        (
            "p1a2v9-xSPRING10-r7f3-m12",
            Link("product", 2149893, ((1658, 9),), coupon="SPRING10", referrer="7f3", campaign="12"),
        ),
        ("c9-ufb", Link("category", 9, source="fb")),
        ("l3", Link("list", 3)),
        ("tdelivery", Link("topic", word="delivery")),
        ("h-gru", Link("home", language="ru")),
        ("k0a1b2c3d4e5f-xSPRING10", Link("shared", word="0a1b2c3d4e5f", coupon="SPRING10")),
        ("oA1b2C3d4E5f6G7h8", Link("order", word="A1b2C3d4E5f6G7h8")),
        ("oA1b2-3d4E5f6G7h8x", Link("order", word="A1b2-3d4E5f6G7h8x")),
    ],
)
def test_a_payload_is_read(payload: str, link: Link):
    assert read_link(payload) == link


@pytest.mark.parametrize(
    "payload", ["", "x", "p", "p1-", "p1-zz", "pABC", "p12345678", "q1", "c9 ", "p1-x1", "é", "p1" * 40]
)
def test_what_says_nothing_is_nothing(payload: str):
    assert read_link(payload) is None


@given(st.integers(1, 36**7 - 1), st.integers(0, 36**7 - 1))
def test_every_product_has_a_link_that_leads_to_it(product_id: int, variant_id: int):
    link = read_link(product_payload(product_id, variant_id))
    assert link is not None
    assert ((product_id, variant_id) in link.pairs) if variant_id else (link.id == product_id)
    assert len(product_payload(product_id, variant_id)) <= 64


@given(st.text(max_size=80))
def test_no_payload_breaks_the_reading(payload: str):
    read_link(payload)


@pytest.fixture
async def teapot(shop):
    return await shop.product("Teapot", price="24.00", category=("Kitchen",))


async def test_a_link_opens_the_product_and_welcomes_once(shop, anna, teapot):
    await change_facts(shop.owner, pitch="Tea and what it needs.")
    await anna.opens(f"p{base36(teapot)}")
    assert anna.screen.title == "Teapot"
    assert anna.screen.notice == "Welcome to Tea House. Tea and what it needs."
    await anna.taps_on("Back")
    await anna.opens(f"p{base36(teapot)}")
    assert anna.screen.notice == ""


async def test_a_link_to_a_variant_has_it_chosen(shop, anna):
    shirt = await shop.product("Linen shirt", sizes=("S", "M"))
    await anna.opens(product_payload(shirt, await shop.variant("Linen shirt", "M")))
    assert anna.sees("Size: M")


async def test_a_variant_that_is_gone_leaves_its_product(shop, anna, teapot):
    await anna.opens(product_payload(teapot, 999))
    assert anna.screen.title == "Teapot"


async def test_a_link_to_a_category_a_list_or_a_text_opens_it(shop, anna, teapot):
    await set_text(shop.owner, "delivery", "en", "We deliver on Thursdays.")
    await anna.opens("c1")
    assert anna.sees("Kitchen · 1 item")
    await anna.opens(f"l{base36(await store_list(shop.by, query='teapot'))}")
    assert anna.screen.id == "S-06"
    await anna.opens("tdelivery")
    assert anna.sees("We deliver on Thursdays.")


@pytest.mark.parametrize("payload", ["p999", "c999", "l999", "oA1b2C3d4E5f6G7h8", "zzz", "k123456789012"])
async def test_a_link_that_leads_nowhere_ends_at_home(shop, anna, teapot, payload: str):
    await anna.opens(payload)
    assert anna.screen.id == "S-01"
    assert anna.sees("That link has ended.")


async def test_a_link_in_another_language_speaks_it(shop, anna, teapot):
    await change_facts(shop.owner, locales=["en", "ru"])
    await anna.opens(f"p{base36(teapot)}-gru")
    assert anna.sees("Teapot")
    await anna.opens("h")
    assert anna.screen.id == "S-01"
