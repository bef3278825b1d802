from __future__ import annotations

from domain.kit.errors import N_, NotFound, ShopError


class ProductGone(NotFound):
    """It was sold here once. `name` in the reader's locale."""

    message = N_("{name} is no longer sold here.")


class PriceMoved(ShopError):
    """Somebody else changed the price since the page was drawn; `now` is what it is."""

    message = N_("The price was changed to {now} in the meantime. Nothing was changed.")


class NothingToSell(ShopError):
    message = N_("Give the product a price before it is published.")
    status = 422
