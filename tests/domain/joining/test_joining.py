"""Two chats prove to be one person: everything belongs to one customer, once, and only to whom it should."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from domain.cart import actions as cart
from domain.cart.queries import cart as read_cart
from domain.catalog.queries import product_of_variant
from domain.chats.actions import open_chat
from domain.customers.actions import meet, save_address, set_name, set_phone
from domain.customers.arrivals import arrival_of, friends_sent, invite_code, note_arrival
from domain.customers.queries import addresses, profile
from domain.doctor.tenants import pointers
from domain.joining.actions import join, joining, make_token, sweep_tokens
from domain.joining.errors import LinkEnded, NotJoinable, OtherAccount, TwoPeople
from domain.joining.moves import MOVES
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.orders.queries import orders_of
from domain.payments import actions as payments
from domain.saved.actions import save, tell_when_back, tell_when_cheaper
from domain.saved.queries import alerts, saved_ids
from tests.kit.market import HOME, Market


async def telegram(market: Market, number: str = "77", name: str = "Anna") -> Actor:
    customer = await meet(market.id, "telegram", number, "en", name)
    await open_chat(market.id, "telegram", number, "en", customer, "4242")
    return Actor(market.id, "customer", customer, channel="telegram")


async def joined(maker: Actor, opener: Actor) -> Actor:
    done = await join(opener, await make_token(maker))
    return replace(opener, id=done.customer_id)


def test_every_column_that_names_a_customer_has_a_rule(sqlite):
    columns = {(p.table, p.column) for p in pointers() if p.target == "customer"}
    assert set(MOVES) - columns <= {("event", "customer_id"), ("searcher", "customer_id")}
    assert columns - set(MOVES) == set()


async def test_two_baskets_become_one_with_at_least_so_many(market):
    tea, cup = await market.item("Tea"), await market.item("Cup")
    web, phone = await market.stranger(), await telegram(market)
    await cart.add_at_least(web, tea, 2)
    await cart.add_at_least(web, cup, 1)
    await cart.add_at_least(phone, tea, 3)
    me = await joined(web, phone)
    basket = await read_cart(me, "basket", locale="en")
    assert {line.variant_id: line.quantity for line in basket.lines} == {tea: 3, cup: 1}
    assert await market.count("customer") == await market.count("cart") == 1


async def test_a_cart_only_one_has_goes_over_as_it_is(market):
    tea = await market.item("Tea")
    web, phone = await market.stranger(), await telegram(market)
    await cart.add_at_least(web, tea, 2)
    await cart.buy_now(phone, tea, 1)
    me = await joined(web, phone)
    assert (await read_cart(me, "basket", locale="en")).units == 2
    assert (await read_cart(me, "direct", locale="en")).units == 1


async def test_what_is_bought_now_is_what_was_touched_last(market, clock):
    tea, cup = await market.item("Tea"), await market.item("Cup")
    web, phone = await market.stranger(), await telegram(market)
    await cart.buy_now(web, tea, 1)
    clock.passes(minutes=1)
    await cart.buy_now(phone, cup, 2)
    me = await joined(web, phone)
    assert [(x.variant_id, x.quantity) for x in (await read_cart(me, "direct", locale="en")).lines] == [(cup, 2)]


async def test_who_has_ordered_stays_else_who_came_first(market, clock):
    tea, web = await market.item("Tea"), await market.stranger()
    clock.passes(minutes=1)
    phone = await telegram(market)
    assert (await joined(web, phone)).id == web.id
    newer = await telegram(market, "78")
    await save_address(newer, HOME)
    await set_phone(newer, "+371 20 123 456")
    await market.order(newer, (tea, 1))
    another = await market.stranger("boris")
    assert (await joined(another, newer)).id == newer.id


async def test_orders_of_both_are_in_one_list_and_can_be_found_by_their_quotes(market):
    tea, web, phone = await market.item("Tea"), await market.buyer(), await telegram(market)
    await save_address(phone, HOME)
    await set_phone(phone, "+371 20 123 456")
    first, second = await market.order(web, (tea, 1)), await market.order(phone, (tea, 2))
    quote = (await sql("SELECT quote_id FROM orders WHERE id = $1", second.id))[0]["quote_id"]
    me = await joined(phone, web)
    assert {row.id for row in (await orders_of(me, False, 1)).items} == {first.id, second.id}
    assert (await payments.place(me, quote, 1)).id == second.id
    third = await market.order(me, (tea, 1))
    assert third.id not in (first.id, second.id)


async def test_addresses_saved_things_and_alerts_are_kept_once(market):
    tea, cup = await market.item("Tea"), await market.item("Cup", stock=0)
    web, phone = await market.buyer(), await telegram(market)
    await save_address(phone, HOME)
    await save_address(phone, HOME | {"line": "3 Park Ave"})
    tea_product = (await product_of_variant(web, tea, locale="en")).id
    for person in (web, phone):
        await save(person, tea_product, True)
        await tell_when_back(person, cup, True)
    await tell_when_cheaper(phone, tea_product, True)
    me = await joined(web, phone)
    kept = await addresses(me)
    assert (sorted(a.line for a in kept), sum(a.is_default for a in kept)) == (["12 Market St", "3 Park Ave"], 1)
    assert await saved_ids(me) == (tea_product,)
    assert sorted(a.kind for a in await alerts(me, locale="en")) == ["price", "stock"]


async def test_who_stays_takes_over_what_they_do_not_say_themselves(market):
    web, phone = await market.stranger(), await telegram(market)
    await set_phone(phone, "+371 20 123 456")
    await set_name(web, "Anna Ozola")
    me = await profile(await joined(web, phone))
    assert (me.id, me.name, me.phone) == (web.id, "Anna Ozola", "+37120123456")


async def test_a_coupon_used_by_either_has_been_used_by_both(market):
    await market.coupon("ONCE", per_customer=1)
    tea, web, phone = await market.item("Tea"), await market.buyer(), await telegram(market)
    await save_address(phone, HOME)
    await set_phone(phone, "+371 20 123 456")
    for person in (web, phone):
        await market.order(person, (tea, 1), code="ONCE")
    me = await joined(web, phone)
    uses = await sql("SELECT customer_id, seat FROM coupon_use ORDER BY id")
    assert [(use["customer_id"], use["seat"]) for use in uses] == [(me.id, 1), (me.id, None)]


async def test_friends_and_arrivals_come_along_and_nobody_sent_themselves(market, clock):
    web, phone, friend = await market.stranger(), await telegram(market), await market.stranger("boris")
    code = await invite_code(phone)
    await note_arrival(friend, referrer=code)
    await note_arrival(phone, campaign="7")
    clock.passes(hours=1)
    await note_arrival(web, campaign="8", referrer=code)
    me = await joined(web, phone)
    found = await arrival_of(market.by, me.id)
    assert (found.first_campaign, found.last_campaign, found.referrer_id) == ("7", "8", 0)
    assert await friends_sent(me) == 1
    assert await invite_code(me) == code


# ------------------------------------------------------------------------------------------------------------- guards


async def test_a_link_joins_once(market):
    web, phone, thief = await market.stranger(), await telegram(market), await market.stranger("thief")
    token = await make_token(web)
    done = await join(phone, token)
    again = await join(replace(phone, id=done.customer_id), token)
    assert (done.changed, again.changed, again.customer_id) == (True, False, done.customer_id)
    with pytest.raises(LinkEnded):
        await join(thief, token)
    with pytest.raises(LinkEnded):
        await joining(thief, token)


async def test_two_who_open_one_link_at_once_are_not_both_joined(market):
    web, phone, other = await market.stranger(), await telegram(market), await market.stranger("other")
    token = await make_token(web)
    ends = await asyncio.gather(join(phone, token), join(other, token), return_exceptions=True)
    assert sum(isinstance(end, LinkEnded) for end in ends) == 1
    assert await market.count("customer") == 2


async def test_a_link_ends_after_ten_minutes(market, clock):
    web, phone = await market.stranger(), await telegram(market)
    token = await make_token(web)
    assert (await joining(phone, token)).channel == "web"
    clock.passes(minutes=11)
    for verb in (join, joining):
        with pytest.raises(LinkEnded):
            await verb(phone, token)
    assert await sweep_tokens() == 1


async def test_a_link_of_another_shop_is_none(market):
    token = await make_token(await market.stranger())
    stranger = await telegram(await Market.open("other"), "78")
    for verb in (join, joining):
        with pytest.raises(LinkEnded):
            await verb(stranger, token)


async def test_ones_own_link_changes_nothing_and_is_not_used_up(market):
    web = await market.stranger()
    token = await make_token(web)
    assert (await joining(web, token)).same
    assert not (await join(web, token)).changed
    assert (await join(await telegram(market), token)).changed


async def test_two_accounts_of_one_messenger_stay_apart(market):
    web, phone, second = await market.stranger(), await telegram(market), await telegram(market, "78")
    me = await joined(web, phone)
    with pytest.raises(OtherAccount):
        await joined(me, second)
    assert (await joined(me, await market.stranger("laptop"))).id == me.id


async def test_two_people_with_orders_under_different_numbers_stay_apart(market):
    tea, web, phone = await market.item("Tea"), await market.buyer(), await telegram(market)
    await save_address(phone, HOME)
    await set_phone(phone, "+371 29 999 999")
    for person in (web, phone):
        await market.order(person, (tea, 1))
    token = await make_token(web)
    with pytest.raises(TwoPeople):
        await join(phone, token)
    assert (await joining(phone, token)).same is False


async def test_a_blocked_customer_gets_no_second_name(market):
    web, phone = await market.stranger(), await telegram(market)
    await sql("UPDATE customer SET blocked = TRUE WHERE id = $1 RETURNING id", web.id)
    with pytest.raises(NotJoinable):
        await joined(web, phone)


async def test_staff_can_see_who_was_connected(market):
    web, phone = await market.stranger(), await telegram(market)
    me = await joined(web, phone)
    (row,) = await sql("SELECT subject, changes FROM audit WHERE action = 'customer.joined'")
    assert row["subject"] == f"customer:{me.id}"
    assert str(phone.id) in str(row["changes"])
