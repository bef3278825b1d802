from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class Orders(CallbackData, prefix="os"):
    """S-40."""

    past: int = 0
    page: int = 1


class OpenOrder(CallbackData, prefix="od"):
    """S-41: sends the card again."""

    id: int


class AskCancel(CallbackData, prefix="oc"):
    """S-42."""

    id: int
    reason: str = ""


class CancelOrder(Guarded, prefix="ox"):
    id: int
    reason: str

    def home(self) -> CallbackData:
        return OpenOrder(id=self.id)


class Reorder(CallbackData, prefix="or"):
    """S-45. `mode`: "" asks when the basket holds other things, "add" or "replace" after asking."""

    id: int
    mode: str = ""
