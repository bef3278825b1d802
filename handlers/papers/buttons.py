from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class GetPaper(CallbackData, prefix="pp"):
    """Hand over an invoice, a receipt or a credit note."""

    id: int
