"""What a customer keeps an eye on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.catalog.views import Tile
from domain.customers.views import AddressView
from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved product. `tile` is None when it is not sold any more; `was` is its price when it was saved."""

    product_id: int
    name: str
    was: Money
    was_available: bool
    tile: Tile | None

    @property
    def is_back(self) -> bool:
        return self.tile is not None and self.tile.available and not self.was_available

    @property
    def change(self) -> Money | None:
        """How much dearer (or cheaper) it has become; None when it has not."""
        if self.tile is None or self.tile.price.currency != self.was.currency:
            return None
        return self.tile.price - self.was or None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something to be told about. `kind`: stock, price, open or words; `options` are the variant's values."""

    id: int
    kind: str
    product_id: int
    variant_id: int
    name: str
    options: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What one customer has to do with one product: set on it, wanted of its variants in the basket, where it would go.

    `home` is the default address, else the newest.
    """

    saved: bool = False
    price_alert: bool = False
    stock_alerts: frozenset[int] = frozenset()
    in_cart: Mapping[int, int] = field(default_factory=dict)
    home: AddressView | None = None


@dataclass(frozen=True, slots=True)
class DueAlert:
    """An alert whose moment has come. `price` is the one at which the customer asked, None for other kinds.

    `words` and `list_id` are of a search that found nothing then.
    """

    id: int
    kind: str
    customer_id: int
    product_id: int
    variant_id: int
    price: Money | None
    list_id: int = 0
    words: str = ""
