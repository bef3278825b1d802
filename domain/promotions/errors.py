"""Why a code does not work: one precise reason each."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class CouponRefused(ShopError):
    """Any reason for which a code takes nothing off; `code` is as the customer knows it."""

    message = N_("The code {code} does not work here.")
    status = 422


class CouponUnknown(CouponRefused):
    """Also said of a paused code: that it exists is the shop's business."""

    message = N_("We don't know the code {code}.")


class CouponNotStarted(CouponRefused):
    """`date` is the instant from which it works."""

    message = N_("{code} starts working: {date}.")


class CouponExpired(CouponRefused):
    """`date` is the instant at which it ended."""

    message = N_("{code} expired: {date}.")


class CouponNeedsMore(CouponRefused):
    """`minimum` and `missing` are Money, counted on the goods the code is for."""

    message = N_("{code} needs {minimum}. Add {missing}.")


class CouponNotForThese(CouponRefused):
    message = N_("{code} is not for these items.")


class CouponUsedUp(CouponRefused):
    message = N_("{code} has been used up.")


class CouponUsedByYou(CouponRefused):
    message = N_("You have already used {code}.")


class CouponTakesMoney(CouponRefused):
    """A sum of money cannot be taken off a price in Stars."""

    message = N_("{code} takes off an amount of money. These items are paid in Stars.")
