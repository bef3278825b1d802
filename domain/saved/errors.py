from __future__ import annotations

from domain.kit.errors import N_, ShopError


class SavedFull(ShopError):
    """`max` products can be saved."""

    message = N_("{max} saved products is the most. Remove one first.")


class TooManyAlerts(ShopError):
    """`max` alerts can wait at once."""

    message = N_("{max} alerts is the most. Stop one first.")
