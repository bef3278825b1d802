from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class PostProduct(CallbackData, prefix="wp"):
    """Staff: post this product into the shop's channel."""

    id: int
