from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.home.buttons import Home


class GoOn(CallbackData, prefix="go"):
    """Make the link by which this customer goes on in another messenger."""


class Connect(CallbackData, prefix="gc"):
    """Yes, whoever made this link is me."""

    token: str

    def home(self) -> CallbackData:
        return Home()
