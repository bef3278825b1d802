"""Why a draft cannot become an order so."""

from __future__ import annotations

from domain.kit.errors import N_, NotFound, ShopError


class DraftGone(NotFound):
    message = N_("We don't know that offer.")


class DraftOver(ShopError):
    message = N_("This offer has ended. Ask the shop for a new one.")


class DraftLacks(ShopError):
    """`what` is a word for the part that is missing."""

    message = N_("Something is missing: items, an address, a delivery method or a way to pay.")


class NoChat(ShopError):
    message = N_("This customer has no chat that can be reached. Mark it as paid, or take the order by phone.")
