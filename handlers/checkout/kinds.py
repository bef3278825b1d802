"""Two carts can be bought: the basket ("b") and the direct one of Buy now ("d"); and who opens their sub-screens."""

from __future__ import annotations

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import Review

CartName = Literal["basket", "direct"]


def cart_name(kind: str) -> CartName:
    """The cart a checkout button speaks of."""
    return "direct" if kind == "d" else "basket"


def kind_of(back: str) -> str:
    """The cart whose sub-screen is open: "k" and "r" are the basket's, "d" is the direct cart's."""
    return "d" if back == "d" else "b"


def opener(back: str) -> CallbackData:
    """The screen a sub-screen returns to."""
    return OpenCart() if back == "k" else Review(kind=kind_of(back))


def review_back(kind: str) -> str:
    """How a sub-screen opened from S-36 is told where it came from."""
    return "d" if kind == "d" else "r"
