"""Why a paper cannot be issued or a number not be set."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class NotPaidYet(ShopError):
    message = N_("This order is not paid in full, so there is nothing to issue yet.")


class NumbersGoUp(ShopError):
    """`next` is the lowest number that can still be given."""

    message = N_("Numbers only go up. The next one is {next} or higher.")


class PaperLinkEnded(ShopError):
    message = N_("This link has ended. Open the order in the chat and press the button again.")
    status = 410
