"""Why money cannot move so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class TooManyAwaiting(ShopError):
    """`count` orders of this customer wait for money already."""

    message = N_("{count} of your orders are waiting for payment. Pay or cancel one of them first.")


class ReferenceUsed(ShopError):
    """`reference` was recorded before, for order `number`."""

    message = N_("{reference} is already recorded for order {number}.")


class NothingDue(ShopError):
    """`number` is paid, or cancelled."""

    message = N_("Nothing is to be paid for order {number}.")


class RefundUnderWay(ShopError):
    message = N_("This refund is done, or on its way already.")


class RefundTooMuch(ShopError):
    """`left` is Money: what can still be given back."""

    message = N_("{left} can be refunded, not more.")


class NotCancellable(ShopError):
    message = N_("This order can no longer be cancelled.")


class NotEditable(ShopError):
    message = N_("This order can no longer be changed: it has moved on.")


class WholeOnly(ShopError):
    """`amount` is Money: the whole payment."""

    message = N_("Stars go back only all at once: {amount}.")


class StarsOnly(ShopError):
    message = N_("Stars go back as Stars, not into the wallet.")


class PartGone(ShopError):
    message = N_("A part of this has been refunded meanwhile. Look again at what is left.")


class NotReturned(ShopError):
    """`why` is the provider's own word."""

    message = N_("It could not be given back now: {why}. Try again later.")


class InvoiceGone(ShopError):
    """What was drawn into a payment sheet no longer holds."""

    message = N_("This invoice is out of date. The current one is in the chat.")


class SomebodyElses(ShopError):
    message = N_("This invoice was made for somebody else.")


class AlreadyPaid(ShopError):
    message = N_("Order {number} is paid already.")


class BeingPaid(ShopError):
    message = N_("Order {number} is being paid at this moment. Wait a little, then look at the order.")


class OrderEnded(ShopError):
    message = N_("The reservation of order {number} has ended. Your cart is saved.")


class SumChanged(ShopError):
    """`total` is Money: what is due now."""

    message = N_("The sum is {total} now. Look at the order again in the chat.")
