from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class TryAgain(CallbackData, prefix="ta"):
    """The same press, words or form once more; `id` is what was kept of it."""

    id: int
