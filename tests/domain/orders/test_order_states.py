"""The graph, walked."""

import itertools

import pytest

from domain.kit.states import IllegalMove
from domain.orders.models import OrderStatus as S
from domain.orders.queries import order as read_order
from domain.orders.states import MOVES, next_moves, payment_status
from domain.payments.actions import Tracking, advance, capture, clear_attention, deliver
from tests.kit.market import euros


def test_every_status_can_be_reached():
    reached = {S.AWAITING_PAYMENT, S.PLACED}
    while more := {to for at in reached for to in MOVES[at]} - reached:
        reached |= more
    assert reached == set(S)


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("courier", ["placed", "packing", "shipped", "delivered"]),
        ("pickup", ["placed", "packing", "ready", "delivered"]),
        ("", ["placed", "delivered"]),
    ],
)
def test_each_kind_of_delivery_has_one_way(kind, way):
    for at, to in itertools.pairwise(way):
        assert next_moves(S(at), kind) == (S(to), S.CANCELLED)
    assert next_moves(S(way[-1]), kind) == ()


def test_no_button_makes_money_appear():
    assert next_moves(S.AWAITING_PAYMENT, "courier") == (S.CANCELLED,)
    assert next_moves(S.CANCELLED, "courier") == ()


@pytest.mark.parametrize(
    ("total", "paid", "refunded", "words"),
    [
        (100, 0, 0, "unpaid"), (100, 40, 0, "part_paid"), (100, 100, 0, "paid"), (100, 120, 0, "paid"),
        (100, 100, 1, "part_refunded"), (100, 100, 100, "refunded"), (0, 0, 0, "paid"),
    ],
)  # fmt: skip
def test_payment_status_is_a_matter_of_sums(total, paid, refunded, words):
    assert payment_status(total, paid, refunded) == words


async def test_every_illegal_move_is_refused_and_changes_nothing(market):
    tea, anna = await market.item("Tea", stock=50), await market.buyer()
    way = ("packing", "shipped", "delivered")
    for steps in range(len(way) + 1):
        order = await market.order(anna, (tea, 1))
        for step in way[:steps]:
            order = await advance(market.owner, order.id, step)
        before = await market.state()
        for to in {s.value for s in S} - set(order.moves) - {order.status} | {"cancelled"}:
            with pytest.raises(IllegalMove):
                await advance(market.owner, order.id, to)
        assert (await market.state(), await read_order(anna, order.id)) == (before, order)


async def test_a_move_done_already_is_done(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1))
    for _ in range(2):
        view = await advance(market.owner, order.id, "packing", was="placed")
    assert (view.status, (await market.topics()).count("order.packing")) == ("packing", 1)
    with pytest.raises(IllegalMove):
        await advance(market.owner, order.id, "shipped", was="placed")


async def test_tracking_is_kept_with_the_parcel(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1))
    await advance(market.owner, order.id, "packing", "fragile")
    sent = await advance(
        market.owner, order.id, "shipped", tracking=Tracking(" LX123 ", "https://t.example/LX123", "Omniva")
    )
    assert (sent.tracking, sent.tracking_url, sent.carrier) == ("LX123", "https://t.example/LX123", "Omniva")
    assert [(h.to_status, h.actor, h.note) for h in sent.history][1] == ("packing", "staff:1", "fragile")
    assert (await deliver(market.owner, order.id)).paid == euros(2300)


async def test_attention_is_cleared_by_a_person(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1), payment="transfer")
    flagged = await capture(market.by, order.id, "transfer", euros(1), "ch_1")
    assert (flagged.needs_attention, (await clear_attention(market.owner, order.id)).needs_attention) == (
        "Paid too little", "",
    )  # fmt: skip
