"""Everything that moves money, and the goods that move with it. Every verb here is its own transaction.

Locks are taken in one order everywhere, so that two verbs never wait for each other: order row, cart, counter,
coupon, stock (variants by id), wallet.
"""

from domain.payments.actions.admitting import Sheet, admit
from domain.payments.actions.advancing import Tracking, advance, clear_attention, deliver
from domain.payments.actions.cancelling import back_to_cart, cancel, deny_cancel, expire_orders
from domain.payments.actions.capturing import capture, confirm_transfer
from domain.payments.actions.editing import Difference, edit_order, weigh_edit
from domain.payments.actions.placing import place
from domain.payments.actions.receiving import Receipt, receive, taken_back
from domain.payments.actions.reconciling import check, close_payment, look_over, poll_payments, push_refunds
from domain.payments.actions.refund_parts import refund_parts, refundable
from domain.payments.actions.refunding import pay_out, refund
from domain.payments.actions.returning import retry_refund, send_refund
from domain.payments.actions.settling import hear
from domain.payments.actions.starting import begin, begin_with, pay_again
from domain.payments.actions.unheard import not_heard

__all__ = [
    "Difference",
    "Receipt",
    "Sheet",
    "Tracking",
    "admit",
    "advance",
    "back_to_cart",
    "begin",
    "begin_with",
    "cancel",
    "capture",
    "check",
    "clear_attention",
    "close_payment",
    "confirm_transfer",
    "deliver",
    "deny_cancel",
    "edit_order",
    "expire_orders",
    "hear",
    "look_over",
    "not_heard",
    "pay_again",
    "pay_out",
    "place",
    "poll_payments",
    "push_refunds",
    "receive",
    "refund",
    "refund_parts",
    "refundable",
    "retry_refund",
    "send_refund",
    "taken_back",
    "weigh_edit",
]
