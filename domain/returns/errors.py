"""Why something cannot be returned so."""

from __future__ import annotations

from domain.kit.errors import N_, NotFound, ShopError


class ReturnGone(NotFound):
    message = N_("We don't know that return.")


class NotDelivered(ShopError):
    """`number` is the order's."""

    message = N_("Order {number} has not been delivered yet. It can be returned afterwards.")


class WindowOver(ShopError):
    """`date` is the last day on which it could be returned."""

    message = N_("It could be returned until {date}. Ask the shop if something is wrong with it.")


class NothingToReturn(ShopError):
    """`number` is the order's."""

    message = N_("Nothing of order {number} is left to be returned.")


class TooManyUnits(ShopError):
    """`left` units of `item` can still be returned."""

    message = N_("{item}: {left} can still be returned.")


class NothingChosen(ShopError):
    message = N_("Choose what you want to return, and why.")


class PhotosFull(ShopError):
    """`max` pictures are enough."""

    message = N_("{max} pictures are enough.")
