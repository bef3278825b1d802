from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class OpenReturn(CallbackData, prefix="rt"):
    """S-43: begins a return of an order, or goes on with it. `step`: "" items, "why", "sum"; `page` of the items."""

    order: int
    step: str = ""
    page: int = 1


class ReturnCard(CallbackData, prefix="rd"):
    """The card of a return that has been asked for, sent again."""

    id: int


class ReturnLabel(CallbackData, prefix="rl"):
    """Hand over the label an agreed return is sent back under."""

    id: int


class SetReturn(Guarded, prefix="rq"):
    """`to` units of a line; `order` is for the way home."""

    id: int
    order: int
    line: int
    to: int
    page: int = 1

    def home(self) -> CallbackData:
        return OpenReturn(order=self.order, page=self.page)


class ReturnWhy(Guarded, prefix="rw"):
    id: int
    order: int
    why: str

    def home(self) -> CallbackData:
        return OpenReturn(order=self.order, step="why")


class ReturnWish(Guarded, prefix="ri"):
    id: int
    order: int
    wish: str

    def home(self) -> CallbackData:
        return OpenReturn(order=self.order, step="sum")


class SendReturn(Guarded, prefix="rs"):
    id: int
    order: int

    def home(self) -> CallbackData:
        return OpenReturn(order=self.order, step="sum")


class WithdrawReturn(Guarded, prefix="rx"):
    id: int

    def home(self) -> CallbackData:
        return ReturnCard(id=self.id)
