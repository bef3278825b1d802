from __future__ import annotations

from domain.kit.errors import N_, ShopError


class SavedFull(ShopError):
    """`max` products can be saved."""

    message = N_("{max} saved products is the most. Remove one first.")


class TooManyWords(ShopError):
    """`max` searches can be waited for at once."""

    message = N_("You wait for {max} searches already. Stop one under Alerts first.")


class TooManyAlerts(ShopError):
    """`max` alerts can wait at once."""

    message = N_("{max} alerts is the most. Stop one first.")
