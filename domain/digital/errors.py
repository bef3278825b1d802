"""Why a digital item cannot be kept, sold or handed over so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class NotDigital(ShopError):
    message = N_("This product is not digital. Mark it as digital first.")


class GivesFile(ShopError):
    message = N_("Buyers of this get a file. Take the file away first, then add keys.")


class GivesKeys(ShopError):
    """`left` keys are still for sale."""

    message = N_("Buyers of this get keys, and {left} are still for sale. Delete those first, then add a file.")


class KeySold(ShopError):
    message = N_("That key has been sold meanwhile, or deleted already. Nothing was changed.")


class NothingHanded(ShopError):
    message = N_("This item has not been handed over yet.")
    status = 404


class SentEnough(ShopError):
    """`most` times it was sent once more."""

    message = N_("This was sent again {most} times already. Write to us and we will help.")


class LinkEnded(ShopError):
    message = N_("This link has ended. Open the order in the chat and press the file's button again.")
    status = 410
