from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenSaved(CallbackData, prefix="w"):
    """S-14."""

    page: int = 1


class AddAllSaved(CallbackData, prefix="wa"):
    pass


class OpenAlerts(CallbackData, prefix="al"):
    """S-15."""


class StopAlert(CallbackData, prefix="ax"):
    """`id` 0 stops all of them."""

    id: int
