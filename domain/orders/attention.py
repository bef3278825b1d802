"""Why a person has to look at an order: fixed sentences, so that the panel can say them in any language."""

from __future__ import annotations

from domain.kit.errors import N_

TOO_LITTLE = N_("Paid too little")
TOO_MUCH = N_("Paid too much")
TWICE = N_("Paid twice: give one payment back")
OTHER_CURRENCY = N_("Paid in another currency")
PAID_SOLD_OUT = N_("Paid, but sold out: refund it or order more")
PAID_LATE = N_("Paid after it had expired, and sold out: refund it")
PAID_CANCELLED = N_("Paid after it was cancelled: refund it")
TWICE_BACK = N_("Paid twice: the second payment goes back by itself")
TO_PAY_OUT = N_("Refund to be paid out")
NOT_AS_ASKED = N_("The payment provider reports another amount: look there")
TEST_WHEN_LIVE = N_("A test payment came after test mode: it was not booked")
REFUND_REFUSED = N_("The payment provider refused a refund: try again")
REFUND_CAME_BACK = N_("A refund came back from the customer's bank: look at the payment provider")
REFUND_LATE = N_("A refund has not gone through for an hour")
REFUNDED_OUTSIDE = N_("Refunded at the payment provider, not here")
DISPUTED = N_("The customer's bank disputes the payment: answer at the payment provider")
REFUNDED_TOO_MUCH = N_("More was refunded at the payment provider than was paid")
NOTHING_TO_HAND_OVER = N_("Paid, but a digital item has no key or file left: add one, it goes out by itself")
GOODS_UNDER_WAY = N_("Cancelled on its way: add the goods to stock when they are back")
PAPER_FAILED = N_("Its invoice could not be issued: the payment is safe, it is tried again")

LONGEST = 200
_BETWEEN = "; "


def reasons(text: str) -> tuple[str, ...]:
    """The sentences in an order's `needs_attention`, each to be translated by itself."""
    return tuple(sentence for sentence in text.split(_BETWEEN) if sentence)


def with_reason(text: str, reason: str) -> str:
    """`text` and one more reason; never the same twice, and no more than the column holds."""
    joined = _BETWEEN.join(dict.fromkeys((*reasons(text), reason)))
    return joined if len(joined) <= LONGEST else text


def without_reason(text: str, reason: str) -> str:
    return _BETWEEN.join(sentence for sentence in reasons(text) if sentence != reason)
