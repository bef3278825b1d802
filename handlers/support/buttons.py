from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Help(CallbackData, prefix="hp"):
    """S-50."""

    order: int = 0


class HelpTopic(CallbackData, prefix="ht"):
    """`slug` is delivery, returns, payment, terms, privacy or seller; `page` of a long text."""

    slug: str
    page: int = 1
