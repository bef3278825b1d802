from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Share(CallbackData, prefix="sh"):
    """Make a link to what is in the cart ("k") or saved ("w")."""

    what: str


class OpenShared(CallbackData, prefix="sc"):
    """S-25: what a link holds."""

    token: str
    page: int = 1


class AddShared(CallbackData, prefix="sa"):
    """What can be had of it into the cart, at least so many of each: a double tap changes nothing."""

    token: str
