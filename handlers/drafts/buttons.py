from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class OpenDraft(CallbackData, prefix="yo"):
    """The card of an order the shop has made for the customer."""

    id: int


class AcceptDraft(Guarded, prefix="ya"):
    id: int

    def home(self) -> CallbackData:
        return OpenDraft(id=self.id)


class DeclineDraft(Guarded, prefix="yd"):
    id: int

    def home(self) -> CallbackData:
        return OpenDraft(id=self.id)
