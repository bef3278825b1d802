"""The cards of people who work for the shop: what they say, and what can be pressed in each state by each role."""

from __future__ import annotations

from datetime import UTC

import pytest

from domain.approvals.queries import ApprovalView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.models import OrderStatus
from domain.orders.states import next_moves
from domain.orders.views import OrderView
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from handlers.channel import TELEGRAM
from handlers.fit import overflow
from handlers.screen import Screen
from handlers.staff.asked import request_card
from handlers.staff.screens import end_card, money_screen, staff_card, tracking_screen, trouble_card
from tests.handlers.goods import usd
from tests.handlers.sales import order

T = Translator("en", UTC)


def worker(role: Role = Role.OWNER) -> Actor:
    return Actor(1, "staff", 1, PERMISSIONS[role])


def in_state(status: str, **more: object) -> OrderView:
    kind = str(more.get("delivery_kind", "courier"))
    return order(status, moves=tuple(to.value for to in next_moves(OrderStatus(status), kind)), **more)


def labels(screen: Screen) -> list[str]:
    return [action.label for action in screen.actions]


@pytest.mark.parametrize(
    ("status", "kind", "first"),
    [
        ("placed", "courier", "📦 Start packing"),
        ("packing", "courier", "🚚 Sent off"),
        ("packing", "pickup", "🏬 Ready"),
        ("ready", "pickup", "✅ Delivered, $51.00 received"),
        ("shipped", "courier", "✅ Delivered, $51.00 received"),
    ],
)
def test_the_next_step_of_the_graph_is_the_one_primary_button(status: str, kind: str, first: str) -> None:
    card = staff_card(in_state(status, delivery_kind=kind), T, worker())
    assert [action.label for action in card.actions if action.role == "primary"] == [first]


@pytest.mark.parametrize("status", ["delivered", "cancelled"])
def test_what_has_ended_offers_nothing(status: str) -> None:
    assert labels(staff_card(in_state(status), T, worker())) == []


def test_who_only_sees_orders_presses_nothing() -> None:
    assert labels(staff_card(in_state("placed"), T, worker(Role.AGENT))) == []


def test_only_who_confirms_payments_is_asked_whether_money_has_come() -> None:
    waits = in_state("awaiting_payment", payment_method="transfer")
    assert "💵 $51.00 has come" in labels(staff_card(waits, T, worker()))
    assert "💵 $51.00 has come" not in labels(staff_card(waits, T, worker(Role.PACKER)))


def test_a_group_sees_no_address_and_nothing_that_asks_back() -> None:
    card = staff_card(in_state("packing"), T, worker(), group=True)
    assert labels(card) == ["🚚 Sent off"]
    assert "12 Main St" not in str(card)


def test_a_wish_to_cancel_is_said_and_can_be_declined() -> None:
    card = staff_card(in_state("packing", cancel_requested=True, cancel_reason="Too slow"), T, worker())
    assert "The customer wants to cancel. Too slow" in card.notice
    assert "Keep the order" in labels(card)


def test_problems_stand_on_top_and_alone_in_a_message() -> None:
    odd = in_state("placed", needs_attention="Paid too much")
    assert staff_card(odd, T, worker()).notice == "Paid too much"
    assert "Paid too much" in trouble_card(odd, T).body


def test_cancelling_says_what_goes_back() -> None:
    assert "$51.00 goes back" in end_card(in_state("placed", paid=usd("51.00")), T).body
    assert "Nothing was paid yet" in end_card(in_state("placed"), T).body


@pytest.mark.parametrize("status", [status.value for status in OrderStatus])
def test_every_card_and_question_fits(status: str) -> None:
    view = in_state(status, payment_method="transfer", needs_attention="Paid too much", cancel_requested=True)
    drawn = [draw(view, T) for draw in (tracking_screen, money_screen, end_card, trouble_card)]
    for screen in (*drawn, *(staff_card(view, T, worker(role)) for role in Role)):
        assert overflow(screen, TELEGRAM) == []


def test_a_long_request_fits_and_says_who_asks_for_how_much() -> None:
    view = ApprovalView(
        1, "refund", "declined", usd("51.00"), "r" * 200, 7, "Anna", "n" * 80, None, "d" * 80, None, "a" * 200,
        to_wallet=False, mine=False,
    )  # fmt: skip
    card = request_card(view, T)
    assert overflow(card, TELEGRAM) == []
    assert card.title.endswith("asks: a refund, $51.00")
