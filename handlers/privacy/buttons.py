from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class OpenPrivacy(CallbackData, prefix="pv"):
    """S-66."""


class SendData(CallbackData, prefix="pw"):
    """Hand me what you keep about me."""


class AskErase(CallbackData, prefix="pq"):
    """What deleting would take away, and the last question."""


class EraseMe(Guarded, prefix="px"):
    """Yes, delete. `rev` is the customer it was asked about: pressed again, it deletes nobody else."""

    def home(self) -> CallbackData:
        return AskErase()
