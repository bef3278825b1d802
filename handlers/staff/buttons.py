"""What people who work for the shop press. Who presses is asked anew every time: a card in a group is anybody's."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class Desk(CallbackData, prefix="zd"):
    """S-90."""


class Toggle(CallbackData, prefix="zt"):
    """`what`: "orders" or "money"."""

    what: str
    on: int


class Disconnect(CallbackData, prefix="zu"):
    """This account is a customer's again."""


class StaffOrder(CallbackData, prefix="zo"):
    """S-91: the order as it is now."""

    id: int


class _OnOrder(CallbackData, prefix="z?"):
    id: int

    def home(self) -> CallbackData:
        return StaffOrder(id=self.id)


class MoveOrder(_OnOrder, prefix="zm"):
    """From the status it was drawn in to another one."""

    to: str
    was: str


class AskTracking(_OnOrder, prefix="zk"):
    """S-92."""


class AskMoney(_OnOrder, prefix="zp"):
    """S-93."""


class TakeMoney(_OnOrder, prefix="zq"):
    """The money has come, and nobody knows its reference. `due` is what was asked for, in minor units."""

    due: int


class AskEnd(_OnOrder, prefix="zc"):
    """S-94."""


class EndOrder(Guarded, prefix="zx"):
    id: int
    why: str

    def home(self) -> CallbackData:
        return StaffOrder(id=self.id)


class KeepOrder(_OnOrder, prefix="zn"):
    """Its customer wanted to cancel it."""


class Attended(_OnOrder, prefix="za"):
    """What needed a person has been seen to."""
