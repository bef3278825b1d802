from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class SendAgain(CallbackData, prefix="dg"):
    """Say the keys of an order line once more, or hand over its file."""

    line: int
