from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Search(CallbackData, prefix="q"):
    """S-05."""


class TellWhenFound(CallbackData, prefix="qn"):
    """Be told, or no longer, when the words of a stored list find something."""

    list_id: int
    on: int


class SearchAll(CallbackData, prefix="qa"):
    """Run the words of stored list `list_id` over the whole shop; `exact` without correcting them."""

    list_id: int
    exact: int = 0
