"""Keys and files go to whoever has paid, once."""

import os
from dataclasses import replace
from hashlib import sha256

import pytest

from domain.catalog.models import Variant
from domain.digital import actions
from domain.digital.errors import GivesFile, GivesKeys, KeySold, NotDigital, NothingHanded, SentEnough
from domain.digital.models import DigitalKey
from domain.digital.queries import file_of_line, goods, handed
from domain.digital.store import place_of
from domain.doctor.examine import violations
from domain.kit.db import sql
from domain.kit.errors import BadInput
from domain.orders.attention import NOTHING_TO_HAND_OVER
from domain.orders.models import OrderLine
from domain.orders.queries import order as read_order
from domain.payments import actions as payments
from domain.stock.actions import adjust
from domain.stock.errors import CountedByKeys, SoldOut


async def bought(market, digital, buyer, keys="AAAA-1111\nBBBB-2222", units=1):
    variant = await digital("Gift code")
    await actions.add_keys(market.owner, variant, keys)
    order = await market.paid(buyer, (variant, units))
    return variant, order


async def test_keys_are_the_stock_of_what_they_open(market, digital):
    variant = await digital("Gift code")
    added = await actions.add_keys(market.owner, variant, "AAAA\n BBBB \n\nAAAA\nCCCC")
    again = await actions.add_keys(market.owner, variant, "CCCC\nDDDD")
    assert (added.count, added.repeated, again.count, again.repeated) == (3, ("AAAA",), 1, ("CCCC",))
    assert await market.stock(variant) == (4, 0)
    key = (await goods(market.owner, [variant]))[variant].keys[0]
    await actions.remove_key(market.owner, key.id)
    assert await market.stock(variant) == (3, 0)
    with pytest.raises(KeySold):
        await actions.remove_key(market.owner, key.id)


async def test_a_key_lies_sealed(market, digital):
    variant = await digital("Gift code")
    await actions.add_keys(market.owner, variant, "AAAA-1111")
    row = (await sql("SELECT sealed, mark FROM digital_key"))[0]
    assert "AAAA" not in row["sealed"] + row["mark"]
    assert [k.key for k in (await goods(market.owner, [variant]))[variant].keys] == ["AAAA-1111"]


async def test_what_is_counted_by_its_keys_is_not_counted_by_hand(market, digital):
    variant = await digital("Gift code")
    await actions.add_keys(market.owner, variant, "AAAA")
    with pytest.raises(CountedByKeys):
        await adjust(market.owner, variant, 5, "found some")


async def test_a_paid_key_is_handed_over_once(market, digital):
    anna = await market.stranger()
    variant, order = await bought(market, digital, anna)
    for _ in range(3):
        await actions.deliver(market.by, order.id)
    lines = await handed(anna, order.id)
    assert [line.keys for line in lines] == [("AAAA-1111",)]
    assert (await read_order(anna, order.id)).status == "delivered"
    assert await market.stock(variant) == (1, 0)
    assert await DigitalKey.filter(order_line_id=None).count() == 1


async def test_every_unit_has_a_key_of_its_own(market, digital):
    anna = await market.stranger()
    _, order = await bought(market, digital, anna, "A-1\nA-2\nA-3", units=2)
    await actions.deliver(market.by, order.id)
    assert (await handed(anna, order.id))[0].keys == ("A-1", "A-2")


async def test_nothing_is_handed_over_before_it_is_paid(market, digital):
    anna = await market.stranger()
    variant = await digital("Gift code")
    await actions.add_keys(market.owner, variant, "AAAA")
    order = await market.order(anna, (variant, 1), payment="transfer")
    await actions.deliver(market.by, order.id)
    assert await handed(anna, order.id) == ()


async def test_the_last_key_goes_to_one_of_two(market, digital):
    anna, boris = await market.stranger("anna"), await market.stranger("boris")
    variant, _ = await bought(market, digital, anna, "ONLY-ONE")
    with pytest.raises(SoldOut):
        await market.paid(boris, (variant, 1), reference="R2")


async def test_an_order_whose_key_is_gone_waits_for_a_person_and_for_a_new_key(market, digital):
    anna = await market.stranger()
    variant, order = await bought(market, digital, anna, "AAAA")
    await sql("DELETE FROM digital_key RETURNING id")
    await actions.deliver(market.by, order.id)
    flagged = await read_order(market.owner, order.id)
    assert (flagged.needs_attention, flagged.status) == (NOTHING_TO_HAND_OVER, "placed")
    await actions.add_keys(market.owner, variant, "BBBB\nCCCC")
    await actions.deliver(market.by, order.id)
    mended = await read_order(market.owner, order.id)
    assert (mended.needs_attention, mended.status) == ("", "delivered")
    assert (await handed(anna, order.id))[0].keys == ("BBBB",)
    assert await market.stock(variant) == (1, 0)


async def test_a_new_key_wakes_the_orders_that_wait_for_one(market, digital):
    anna = await market.stranger()
    variant, order = await bought(market, digital, anna, "AAAA")
    await sql("DELETE FROM digital_key RETURNING id")
    await actions.deliver(market.by, order.id)
    await actions.add_keys(market.owner, variant, "BBBB")
    rows = await sql("SELECT payload FROM outbox WHERE topic = 'digital.deliver' ORDER BY id DESC")
    assert len(rows) == 2


async def test_everybody_gets_the_newest_file(market, digital):
    anna = await market.stranger()
    variant = await digital("Booklet")
    await Variant.filter(id=variant).update(policy="untracked")
    await actions.set_file(market.owner, variant, "../booklet<1>.pdf", b"first")
    order = await market.paid(anna, (variant, 3))
    await actions.deliver(market.by, order.id)
    line = (await handed(anna, order.id))[0]
    assert (line.file.name, line.file.place.read_bytes(), line.quantity) == ("booklet 1.pdf", b"first", 3)
    await actions.set_file(market.owner, variant, "booklet.pdf", b"second")
    assert (await file_of_line(anna, line.id)).place.read_bytes() == b"second"


async def test_a_file_that_nobody_can_get_any_more_is_deleted(market, digital, clock):
    variant = await digital("Booklet")
    for words in (b"first", b"second"):
        await actions.set_file(market.owner, variant, "a.txt", words)
    assert await actions.sweep_files() == 0
    first = place_of(market.id, sha256(b"first").hexdigest())
    os.utime(first, (0, 0))
    assert (await actions.sweep_files(), first.exists()) == (1, False)
    assert (await goods(market.owner, [variant]))[variant].file.place.read_bytes() == b"second"


async def test_keys_and_a_file_are_not_mixed(market, digital):
    code, booklet = await digital("Gift code"), await digital("Booklet")
    await actions.add_keys(market.owner, code, "AAAA")
    await actions.set_file(market.owner, booklet, "a.pdf", b"words")
    with pytest.raises(GivesKeys):
        await actions.set_file(market.owner, code, "a.pdf", b"words")
    with pytest.raises(GivesFile):
        await actions.add_keys(market.owner, booklet, "BBBB")


async def test_what_is_sent_by_post_has_neither(market):
    mug = await market.item("Mug")
    with pytest.raises(NotDigital):
        await actions.add_keys(market.owner, mug, "AAAA")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 801, "\n".join(map(str, range(2001)))])
async def test_keys_that_cannot_be_kept_are_refused(market, digital, text):
    with pytest.raises(BadInput):
        await actions.add_keys(market.owner, await digital("Gift code"), text)


async def test_a_buyer_asks_again_five_times(market, digital):
    anna, boris = await market.stranger("anna"), await market.stranger("boris")
    _, order = await bought(market, digital, anna)
    with pytest.raises(NothingHanded):
        await actions.send_again(anna, order.lines[0].id)
    await actions.deliver(market.by, order.id)
    for _ in range(5):
        assert await actions.send_again(anna, order.lines[0].id) == order.id
    with pytest.raises(SentEnough):
        await actions.send_again(anna, order.lines[0].id)
    with pytest.raises(NothingHanded):
        await actions.send_again(boris, order.lines[0].id)
    assert await actions.send_again(market.owner, order.lines[0].id) == order.id


async def test_a_sold_key_is_nobody_elses_to_read(market, digital):
    anna, boris = await market.stranger("anna"), await market.stranger("boris")
    _, order = await bought(market, digital, anna)
    await actions.deliver(market.by, order.id)
    assert await handed(boris, order.id) == ()
    assert (await handed(market.owner, order.id))[0].keys == ("…1111",)


async def test_the_digital_part_of_a_mixed_order_does_not_wait_for_the_parcel(market, digital):
    anna = await market.buyer()
    code, mug = await digital("Gift code"), await market.item("Mug")
    await actions.add_keys(market.owner, code, "AAAA")
    order = await market.paid(anna, (code, 1), (mug, 1))
    await actions.deliver(market.by, order.id)
    shown = await read_order(anna, order.id)
    assert (shown.status, [line.handed for line in shown.lines]) == ("placed", [True, False])


async def test_who_has_a_key_asks_the_shop_before_the_order_ends(market, digital):
    anna = await market.buyer()
    code, mug = await digital("Gift code"), await market.item("Mug")
    await actions.add_keys(market.owner, code, "AAAA\nBBBB")
    order = await market.paid(anna, (code, 1), (mug, 1))
    await actions.deliver(market.by, order.id)
    assert not (await read_order(anna, order.id)).can_cancel
    asked = await payments.cancel(anna, order.id, "changed my mind")
    assert (asked.status, asked.cancel_requested) == ("placed", True)
    await payments.cancel(market.owner, order.id, "as you wish")
    assert await market.stock(code) == (1, 0)
    assert await market.stock(mug) == (10, 0)


async def test_a_parcel_paid_at_the_door_brings_its_key_with_the_money(market, digital):
    anna = await market.buyer()
    code, mug = await digital("Gift code"), await market.item("Mug")
    await actions.add_keys(market.owner, code, "AAAA")
    order = await market.order(anna, (code, 1), (mug, 1), payment="cash")
    await actions.deliver(market.by, order.id)
    assert await handed(anna, order.id) == ()
    for to in ("packing", "shipped", "delivered"):
        await payments.advance(market.owner, order.id, to)
    await actions.deliver(market.by, order.id)
    assert [line.keys for line in await handed(anna, order.id)] == [("AAAA",)]


async def test_a_key_nobody_was_handed_is_sold_again_though_its_parcel_is_away(market, digital):
    anna = await market.buyer()
    code, mug = await digital("Gift code"), await market.item("Mug")
    await actions.add_keys(market.owner, code, "AAAA")
    order = await market.order(anna, (code, 1), (mug, 1), payment="cash")
    for to in ("packing", "shipped"):
        await payments.advance(market.owner, order.id, to)
    await payments.cancel(market.owner, order.id, "nobody at the door")
    assert (await market.stock(code), await market.stock(mug)) == ((1, 0), (9, 0))
    assert await violations() == []


async def test_what_was_sold_before_it_had_keys_takes_its_units_then(market, digital):
    anna = await market.stranger()
    variant = await digital("Gift code")
    await Variant.filter(id=variant).update(policy="untracked")
    order = await market.paid(anna, (variant, 1))
    await actions.deliver(market.by, order.id)
    await actions.add_keys(market.owner, variant, "AAAA\nBBBB")
    await actions.deliver(market.by, order.id)
    assert (await handed(anna, order.id))[0].keys == ("AAAA",)
    assert await market.stock(variant) == (1, 0)


async def test_an_order_that_costs_nothing_is_handed_over_too(market, digital):
    anna = await market.stranger()
    variant = await digital("Gift code", price=0)
    await actions.add_keys(market.owner, variant, "AAAA")
    order = await market.order(anna, (variant, 1), payment="transfer")
    assert order.status == "placed"
    assert len(await sql("SELECT id FROM outbox WHERE topic = 'digital.deliver'")) == 1


async def test_another_shop_sees_nothing_of_it(market, digital):
    anna = await market.stranger()
    variant, order = await bought(market, digital, anna)
    await actions.deliver(market.by, order.id)
    stranger = replace(market.owner, shop_id=market.id + 1)
    assert await handed(stranger, order.id) == ()
    assert await goods(stranger, [variant]) == {}
    line = await OrderLine.get(order_id=order.id)
    with pytest.raises(NothingHanded):
        await actions.send_again(stranger, line.id)
