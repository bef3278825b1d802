"""S-39 to S-45 and the news of an order, as pure functions of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.kit.paging import Page
from domain.orders.models import OrderStatus
from handlers.browse.buttons import OpenList
from handlers.orders import news
from handlers.orders.buttons import AskCancel, CancelOrder, OpenOrder, Orders, Reorder
from handlers.orders.cancelling import cancel_card
from handlers.orders.card import order_card, placed_canvas
from handlers.orders.screens import Again, orders_screen, reorder_screen
from handlers.orders.words import state_word, step_word
from handlers.payment.screens import ended_screen, settled_screen, transfer_screen
from tests.handlers.goods import T, a_shop, action, choice, labels, primary, usd
from tests.handlers.sales import PLACED_AT, fits, history, order, payment, row


def steps(screen) -> list[tuple[str, str]]:
    return [(s.label, s.state) for s in screen.steps]


def test_a_placed_order_shows_the_way_before_it():
    screen = fits(order_card(order(), T))
    assert (screen.kind, screen.key, screen.title) == ("card", "order:1042", "Order #1042 · $51.00")
    assert steps(screen) == [("Placed", "current"), ("Packing", "todo"), ("On the way", "todo"), ("Delivered", "todo")]


def test_steps_done_have_their_times():
    screen = order_card(order("shipped", history=history("placed", "packing", "shipped"), moves=("delivered",)), T)
    assert [(s.label, s.state) for s in screen.steps][:3] == [
        ("Placed", "done"), ("Packing", "done"), ("On the way", "current")
    ]  # fmt: skip
    assert all(s.when for s in screen.steps[:3])


def test_a_pickup_has_other_steps():
    screen = order_card(order("ready", delivery_kind="pickup", point="Main street 1", history=history("placed")), T)
    assert [label for label, _ in steps(screen)] == ["Placed", "Packing", "Ready for pickup", "Picked up"]
    assert "🏬 Main street 1" in screen.lines


def test_a_transfer_has_a_step_of_its_own():
    paid = order("packing", payment_method="transfer", payment_status="paid", payments=(payment(),), paid=usd("51.00"))
    assert steps(order_card(paid, T))[:2] == [("Placed", "done"), ("Paid", "done")]


def test_waiting_for_money_is_the_current_step():
    waiting = order("awaiting_payment", payment_method="transfer", expires_at=PLACED_AT, history=())
    screen = fits(order_card(waiting, T))
    assert steps(screen)[0] == ("Waiting for payment", "current")
    assert primary(screen) == ["How to pay $51.00"]


def test_a_cancelled_order_stops_where_it_stood():
    ended = order("cancelled", history=history("placed", "packing", "cancelled"), payment_status="refunded",
                  refunded=usd("51.00"))  # fmt: skip
    assert steps(order_card(ended, T)) == [
        ("Placed", "done"), ("Packing", "done"), ("Cancelled", "failed"), ("Refunded", "done")
    ]  # fmt: skip


def test_every_status_has_its_words():
    for status in OrderStatus:
        assert step_word(status.value, T) != status.value
        assert "_" not in state_word(row(status=status.value), T)
        fits(order_card(order(status.value), T))


def test_a_refunded_order_is_called_so_in_the_list():
    assert state_word(row(status="cancelled", payment_status="refunded"), T) == "refunded"


def test_buttons_follow_what_can_still_be_done():
    assert action(order_card(order(), T), "Cancel order").press == AskCancel(id=1)
    packing = order("packing", can_cancel=False, moves=("shipped", "cancelled"))
    assert "Ask to cancel" in labels(order_card(packing, T))
    assert "Ask to cancel" not in labels(order_card(replace(packing, cancel_requested=True), T))
    assert action(order_card(order("delivered"), T), "Order again").press == Reorder(id=1)


def test_tracking_is_followed_or_copied():
    link = order_card(order("shipped", tracking="LX1", tracking_url="https://t.example/LX1"), T)
    assert action(link, "Track").url == "https://t.example/LX1"
    assert action(order_card(order("shipped", tracking="LX1"), T), "Copy tracking").copy == "LX1"


def test_a_test_order_says_so():
    assert "A test order: nothing is sent." in order_card(order(is_test=True), T).lines


def test_forty_lines_still_fit():
    line = order().lines[0]
    many = order(lines=tuple(replace(line, id=n, title="A long name of a thing " * 9) for n in range(40)))
    assert "and 32 more" in [f.label for f in fits(order_card(many, T)).facts]


def test_the_canvas_steps_aside_with_a_link():
    screen = fits(placed_canvas(order(), T, "/chat/tea?start=otok"))
    assert screen.title == "Order placed ↓"
    assert screen.body.startswith("Order #1042 is placed. We'll write here when it ships.")
    assert action(screen, "Link").url == "/chat/tea?start=otok"
    assert placed_canvas(order(), T).actions == ()


def test_cancelling_says_what_happens_to_the_money():
    assert "not paid anything" in fits(cancel_card(order(), "", T)).body
    paid = order(payment_status="paid", paid=usd("51.00"))
    assert cancel_card(paid, "", T).body == "$51.00 goes back the way you paid, in 3–5 days."
    packing = cancel_card(order("packing", can_cancel=False), "", T)
    assert (packing.body.startswith("The shop has begun"), labels(packing)) == (True, ["Ask the shop", "Keep order"])


def test_the_reason_travels_with_the_button():
    screen = cancel_card(order(), "slow", T)
    assert choice(screen, "Too slow").state == "chosen"
    assert action(screen, "Yes, cancel").press == CancelOrder(rev=3, id=1, reason="slow")
    assert action(screen, "Keep order").press == OpenOrder(id=1)


def test_orders_are_listed_five_at_a_time():
    screen = fits(orders_screen(Page((row(),), 1, 5, 7), False, T))
    found = next(c for c in screen.choices if c.press == OpenOrder(id=1042))
    assert (found.label, found.description, found.price) == ("#1042", "3 items · on its way", "$47.20")
    assert action(screen, "Next").press == Orders(past=0, page=2)


@pytest.mark.parametrize(
    ("past", "others", "title"),
    [(False, False, "No orders yet."), (False, True, "No orders on the way."), (True, True, "No past orders yet.")],
)
def test_an_empty_list_is_no_dead_end(past, others, title):
    screen = fits(orders_screen(Page((), 1, 5, 0), past, T, others=others))
    assert (screen.title, primary(screen)) == (title, ["Browse"])


def again(**more: object) -> Again:
    return replace(Again("Socks", "", 2, usd("4.50"), usd("4.50"), 9), **more)


def test_differences_are_named_before_buying_again():
    cap = again(title="Cap", free=0, similar=OpenList(source="c9"))
    lines = (again(now=usd("5.00")), cap, again(title="Hat", now=None), again(title="Scarf", free=1))
    screen = fits(reorder_screen(order(), lines, 0, T))
    assert screen.lines == ("Socks now $5.00, was $4.50", "Cap sold out", "Hat: no longer sold", "Scarf: only 1 left")
    assert primary(screen) == ["Continue with 3 items"]
    assert action(screen, "Similar to Cap").press == OpenList(source="c9")


def test_a_basket_is_asked_about_before_it_is_mixed():
    screen = fits(reorder_screen(order(), (again(),), 2, T))
    assert screen.body == "Your cart holds 2 items already."
    assert labels(screen) == ["Add to my cart", "Replace my cart"]


def test_nothing_to_buy_again_leads_home():
    assert primary(reorder_screen(order(), (again(free=0),), 0, T)) == ["Browse"]


TRANSFER = a_shop(transfer_account="US00 1234", transfer_holder="Tea House Ltd", transfer_bank="Bank")


def test_a_transfer_can_be_copied_piece_by_piece():
    waiting = order("awaiting_payment", expires_at=PLACED_AT)
    screen = fits(transfer_screen(waiting, TRANSFER, T, methods=2))
    assert [a.copy for a in screen.actions if a.copy] == ["US00 1234", "51.00", "1042"]
    assert "Pay another way" in labels(screen)
    assert "Pay another way" not in labels(transfer_screen(waiting, TRANSFER, T))


def test_an_open_end_names_no_hour():
    assert transfer_screen(order("awaiting_payment"), TRANSFER, T).title == "Order #1042 is reserved for you."


def test_an_ended_reservation_says_where_the_goods_are():
    screen = fits(ended_screen(order("cancelled", cancel_reason="expired"), T))
    assert screen.title == "The reservation ended."
    assert screen.body.endswith("Your cart is saved.")
    assert action(screen, "Try again").press == Reorder(id=1, mode="add")


def test_what_is_settled_leads_to_the_order():
    assert primary(fits(settled_screen(order(), T))) == ["Open the order"]


def test_news_takes_the_place_of_the_news_before():
    said = [
        news.moved_news(order("shipped"), T), news.moved_news(order("ready", point="Main street 1"), T),
        news.moved_news(order("delivered"), T), news.moved_news(order("cancelled"), T),
        news.paid_news(order(), usd("51.00"), T), news.refunded_news(order(), usd("5.00"), T),
        news.expired_news(order(), T), news.pay_soon_news(order(expires_at=PLACED_AT), T),
        news.attention_news(order(), T), news.kept_news(order(), "", T),
    ]  # fmt: skip
    assert {fits(screen).key for screen in said} == {"order-news:1"}
    assert all("#1042" in screen.body for screen in said)


def test_the_end_of_an_order_says_where_its_money_is():
    held = order("cancelled", paid=usd("51.00"))
    assert news.cancelled_words(held, T).endswith("$51.00 goes back the way you paid, in 3–5 days.")
    back = replace(held, refunded=usd("51.00"))
    assert news.cancelled_words(back, T).endswith("Refund of $51.00 is on its way, 3–5 days.")
    assert news.cancelled_words(order("cancelled"), T) == "Order #1042 is cancelled."
