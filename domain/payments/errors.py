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
