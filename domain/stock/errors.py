"""Why goods cannot be taken, or counted so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class SoldOut(ShopError):
    """`item` is its title, `left` what can still be had (0)."""

    message = N_("{item} has just sold out. Nothing was charged.")


class NotEnough(SoldOut):
    """Fewer than wanted, but some: `left`."""

    message = N_("{item}: only {left} left. Nothing was charged.")


class HeldByOrders(ShopError):
    """`held` units wait for orders that are not paid yet, so that fewer cannot be on hand."""

    message = N_("{held} are held for orders that wait for payment. Cancel those first, or keep at least {held}.")


class StockMoved(ShopError):
    """Somebody sold or counted meanwhile: `was` is what the form showed, `is_now` what is there."""

    message = N_("Stock is {is_now} now, no longer {was}. Nothing was changed.")


class CountedByKeys(ShopError):
    message = N_("Its keys are its stock: add keys or delete some, and the number follows.")
