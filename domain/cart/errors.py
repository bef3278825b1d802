"""Why a cart or a checkout cannot be so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class OnlyLeft(ShopError):
    """`n` units can be had."""

    message = N_("Only {n} available.")


class TooManyUnits(ShopError):
    """`max` of one thing may be ordered at once."""

    message = N_("{max} of one item is the most for one order. Write to us if you need more.")


class CartFull(ShopError):
    """`max` different items fit."""

    message = N_("{max} different items fit into one order. Order these first.")


class VariantGone(ShopError):
    """`item` is its title, as far as it is known."""

    message = N_("{item} is no longer sold.")
    status = 404


class NothingToShare(ShopError):
    message = N_("There is nothing to share yet.")


class CartEmpty(ShopError):
    message = N_("Your cart is empty.")


class BelowMinimum(ShopError):
    """`missing` is Money."""

    message = N_("Add {missing} more to order.")


class OrdersClosed(ShopError):
    """The merchant takes no orders for now; browsing stays open."""

    message = N_("We are not taking orders right now. Your cart is saved.")


class TwoPayments(ShopError):
    """Part of the cart is sold for Stars only, part for money."""

    message = N_("Digital items are paid in Stars, the others in money. Buy one part, then the other.")


class NotSoldHere(ShopError):
    """`item` is digital and has no price in Stars, which are all that may be taken for it here."""

    message = N_("{item} is not sold in this messenger. You can buy it in our chat on the web.")


class NotOffered(ShopError):
    """A choice of the checkout that is not (or no longer) among those offered."""

    message = N_("That choice is no longer offered. Here is what is.")


class TooLong(ShopError):
    """`max` characters fit."""

    message = N_("That is too long: {max} characters fit.")
    status = 422


class QuoteChanged(ShopError):
    """What would be charged, or when it would arrive, differs from what was shown."""

    message = N_("Something has changed since you looked. Check your order once more; nothing was charged.")


class QuoteIncomplete(ShopError):
    """Steps of the checkout are still open."""

    message = N_("One step is still missing before the order can be placed.")
