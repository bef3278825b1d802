from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenWallet(CallbackData, prefix="wl"):
    """S-62; `page` of its movements."""

    page: int = 1
