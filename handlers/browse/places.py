"""Where a list comes from, written small enough for a button.

A source is "c9" (category 9), "s12" (stored list 12), "g3" (collection 3), "sale", "new" or "all". A place is a source
with its page and sort ("c9.2.pop"); other screens that open products have short places of their own: "k" the cart, "w"
the saved items, "r" and "d" the review, "od7" order 7, "z" and a token what somebody shared, "h" Home.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from handlers.browse.buttons import OpenList
from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import Review
from handlers.home.buttons import Home
from handlers.orders.buttons import OpenOrder
from handlers.saved.buttons import OpenSaved
from handlers.sharing.buttons import OpenShared

SORTS = ("pop", "up", "down", "new")
_LIST = re.compile(r"(c\d+|s\d+|g\d+|sale|new|all)\.(\d+)\.(pop|up|down|new)")
_NUMBERED = re.compile(r"(od|w)(\d+)")
_SHARED = re.compile(r"z([0-9a-z]{12})")
_FIXED: dict[str, Callable[[], CallbackData]] = {
    "h": Home,
    "k": OpenCart,
    "w": OpenSaved,
    "r": lambda: Review(kind="b"),
    "d": lambda: Review(kind="d"),
}
MAX_PACKED = 64


def place(source: str, page: int, sort: str) -> str:
    """A list as the place a product is opened from."""
    return f"{source}.{page}.{sort}"


def number(source: str, letter: str) -> int:
    """9 for "c9" when asked for "c"; 0 for sources of another kind."""
    tail = source.removeprefix(letter)
    return int(tail) if source.startswith(letter) and tail.isdecimal() else 0


def next_sort(sort: str) -> str:
    """Popular → Price ↑ → Price ↓ → New → Popular."""
    return SORTS[(SORTS.index(sort) + 1) % len(SORTS)] if sort in SORTS else SORTS[0]


def back_to(src: str, category_id: int = 0) -> CallbackData:
    """The screen a place names; a product without one goes back to its category."""
    if found := _LIST.fullmatch(src):
        return OpenList(source=found[1], page=int(found[2]), sort=found[3])
    if found := _NUMBERED.fullmatch(src):
        return OpenOrder(id=int(found[2])) if found[1] == "od" else OpenSaved(page=int(found[2]))
    if found := _SHARED.fullmatch(src):
        return OpenShared(token=found[1])
    if src in _FIXED:
        return _FIXED[src]()
    return OpenList(source=f"c{category_id}") if category_id else Home()


def fits(button: CallbackData) -> bool:
    """Whether a button is short enough to be sent at all."""
    try:
        return len(button.pack().encode()) <= MAX_PACKED
    except ValueError:
        return False
