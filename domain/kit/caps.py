"""The most somebody gives on their own."""

from __future__ import annotations

from domain.kit.actor import Actor, Permission
from domain.kit.errors import N_, ShopError
from domain.kit.money import Money


class OverCap(ShopError):
    """`cap` is what this person may give on their own, `amount` what it would have been."""

    message = N_("On your own you may give up to {cap}. Somebody else has to agree to {amount}.")
    status = 403


def is_capped(by: Actor) -> bool:
    return by.kind == "staff" and Permission.ANY_AMOUNT not in by.permissions


def check_cap(by: Actor, cap: int, amount: Money, already: int = 0) -> None:
    """`already` is what they gave before under the same cap. Money of another currency has no cap, so nobody may.

    Raises `OverCap`.
    """
    if is_capped(by) and (amount.currency != by.caps.currency or already + amount.minor > cap):
        raise OverCap(cap=Money(cap, by.caps.currency or amount.currency), amount=amount)
