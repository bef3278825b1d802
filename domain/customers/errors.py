"""Why something about a person cannot be so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class TooManyAddresses(ShopError):
    """`max` addresses are kept already."""

    message = N_("You have {max} saved addresses. Delete one you no longer need first.")


class UndoOver(ShopError):
    message = N_("It is too late to undo that.")


class Blocked(ShopError):
    """`contact` is how to reach the shop."""

    message = N_("This shop can't take orders from this account. Questions: {contact}")
    status = 403
