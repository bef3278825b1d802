from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class Me(CallbackData, prefix="me"):
    """S-60."""


class Addresses(CallbackData, prefix="ad"):
    """S-61."""


class OpenAddress(CallbackData, prefix="ao"):
    id: int


class NewAddress(CallbackData, prefix="an"):
    """`id` changes that address, 0 adds one."""

    id: int = 0


class RenameAddress(CallbackData, prefix="ar"):
    id: int


class MakeDefault(CallbackData, prefix="am"):
    id: int


class DeleteAddress(CallbackData, prefix="ak"):
    id: int


class UndoDelete(CallbackData, prefix="au"):
    id: int


class Languages(CallbackData, prefix="lg"):
    """S-64."""


class SetLanguage(CallbackData, prefix="ls"):
    code: str


class AskName(CallbackData, prefix="mn"):
    """Wait for what the customer wants to be called."""


class ForgetPhone(Guarded, prefix="mf"):
    def home(self) -> CallbackData:
        return Me()
