"""`back` says which screen opened a sub-screen: "k" the cart, "r" the review of the basket, "d" of a direct cart."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class OpenCart(CallbackData, prefix="k"):
    """S-20."""

    page: int = 1


def page_of(back: str) -> int:
    """The cart's page a button was drawn on."""
    return int(back[1:]) if back[1:].isdecimal() else 1


class OpenLine(CallbackData, prefix="kl"):
    """S-21."""

    line: int


class SetQty(CallbackData, prefix="kq"):
    """The line had `was` units and should have `to`; 0 removes it. Harmless twice by construction.

    `back` is the cart's page ("k2"), or "l" for the line's own screen.
    """

    line: int
    was: int
    to: int
    back: str = "k"

    def home(self) -> CallbackData:
        return OpenCart(page=page_of(self.back))


class UndoRemove(Guarded, prefix="ku"):
    def home(self) -> CallbackData:
        return OpenCart()


class TypeQty(CallbackData, prefix="kt"):
    line: int


class SaveForLater(CallbackData, prefix="kz"):
    line: int


class AskCoupon(CallbackData, prefix="kc"):
    """S-22."""

    back: str = "k"


class ApplyCoupon(Guarded, prefix="ka"):
    code: str
    back: str = "k"

    def home(self) -> CallbackData:
        return AskCoupon(back=self.back)


class DropCoupon(Guarded, prefix="kd"):
    back: str = "k"

    def home(self) -> CallbackData:
        return AskCoupon(back=self.back)


class OpenExtras(CallbackData, prefix="kx"):
    """S-24."""

    back: str = "k"


class ToggleExtra(Guarded, prefix="kg"):
    """`name` is gift_wrap or hide_prices."""

    name: str
    on: int
    back: str = "k"

    def home(self) -> CallbackData:
        return OpenExtras(back=self.back)


class AskExtra(CallbackData, prefix="ke"):
    """Wait for the words of note, card_message or recipient."""

    name: str
    back: str = "k"
