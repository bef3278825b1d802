"""A product's screen is rebuilt from its button alone.

`src` is where it was opened from, without ':': "c9.2.pop" (list source, page, sort), "k" (cart), "w" (saved),
"od7" (order 7), "r" (review), "h" (Home), "" (its category): see `handlers/browse/places.py`. `chosen` is option value
ids in the order pressed, joined by "." ("12.17"), or the variant they lead to ("v88").
"""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenProduct(CallbackData, prefix="p"):
    """S-08. `photo` cycles pictures, `more` is the page of the long text (0: the short one).

    `id` 0 is the product of the variant in `chosen`.
    """

    id: int
    chosen: str = ""
    photo: int = 0
    more: int = 0
    src: str = ""


class OpenAlbum(CallbackData, prefix="pg"):
    """All pictures of a product, and its screen again under them."""

    id: int
    chosen: str = ""
    src: str = ""


class OpenOptions(CallbackData, prefix="po"):
    """S-09: one axis per step, `step` from 0."""

    id: int
    step: int = 0
    chosen: str = ""
    src: str = ""
    page: int = 1


class Add(CallbackData, prefix="a"):
    """At least `qty` units of the variant in the cart: a double tap changes nothing."""

    variant: int
    qty: int
    src: str = ""

    def home(self) -> CallbackData:
        return OpenProduct(id=0, chosen=f"v{self.variant}", src=self.src)


class SetInCart(CallbackData, prefix="as"):
    """The stepper on the product's screen: the basket had `was` units and should have `to`."""

    variant: int
    was: int
    to: int
    src: str = ""

    def home(self) -> CallbackData:
        return OpenProduct(id=0, chosen=f"v{self.variant}", src=self.src)


class BuyNow(CallbackData, prefix="b"):
    """Buy this variant alone; the basket stays as it is."""

    variant: int
    qty: int = 1

    def home(self) -> CallbackData:
        return OpenProduct(id=0, chosen=f"v{self.variant}")


class Save(CallbackData, prefix="s"):
    id: int
    on: int
    chosen: str = ""
    src: str = ""


class TellWhenBack(CallbackData, prefix="n"):
    """Back-in-stock alert for a variant on or off."""

    variant: int
    on: int
    src: str = ""


class TellWhenCheaper(CallbackData, prefix="pd"):
    id: int
    on: int
    src: str = ""
