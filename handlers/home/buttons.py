from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Home(CallbackData, prefix="h"):
    """S-01."""


class TellWhenOpen(CallbackData, prefix="hn"):
    """Tell this customer when the shop opens."""
