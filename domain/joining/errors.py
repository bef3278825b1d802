from __future__ import annotations

from domain.kit.errors import N_, NotFound, ShopError


class LinkEnded(NotFound):
    message = N_("That link has ended.")


class OtherAccount(ShopError):
    """Both sides are known by an account of the same messenger, and not the same one."""

    message = N_("That cart is connected with another account already. Nothing was changed.")


class TwoPeople(ShopError):
    """Both have ordered, under different phone numbers."""

    message = N_("Both have orders of their own, under different phone numbers. They stay apart.")


class NotJoinable(ShopError):
    message = N_("These two cannot be connected. Ask the shop.")


class SamePerson(ShopError):
    message = N_("Choose another customer: this is the same one.")


class OneBlocked(ShopError):
    """Whether the one they become is blocked has to be somebody's decision."""

    message = N_("One of the two is blocked. Unblock them first, then merge.")


class TwoAccounts(ShopError):
    message = N_("Both write from the same messenger, under different accounts. They stay apart.")
