from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenPayment(CallbackData, prefix="py"):
    """S-37 of an order that waits for its money."""

    order: int


class CheckPayment(CallbackData, prefix="pc"):
    order: int


class PayAgain(CallbackData, prefix="pa"):
    """Another try after a payment that failed."""

    order: int


class OtherMethod(CallbackData, prefix="pm"):
    """Give the order's goods back to the cart and choose another way to pay."""

    order: int


class ForgetAddress(CallbackData, prefix="pf"):
    """Do not keep the address an order's payment sheet asked for."""

    order: int
    address: int
