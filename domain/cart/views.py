"""Carts and quotes as screens see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.customers.views import AddressView as AddressView
from domain.kit.errors import ShopError
from domain.kit.money import Money, total


@dataclass(frozen=True, slots=True)
class LineView:
    """One cart line. `free` None: stock does not limit it. `changed_from` is the unit price last seen, if it differs.

    `reason`: "" · "only_left" (fewer than wanted; `quantity` is what there is) · "sold_out" · "gone" (no longer sold) ·
    "not_here" (not sold in this messenger).
    """

    id: int
    variant_id: int
    product_id: int
    title: str
    options: str
    quantity: int
    unit_price: Money
    total: Money
    available: bool
    reason: str
    free: int | None
    changed_from: Money | None
    image: str
    weight_g: int = 0
    sku: str = ""
    digital: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A way to get the goods: its fee (None when it depends on an address we lack) and dates.

    `estimate`: worked out for the shop's own country while the address is unknown; no total includes it yet.
    """

    method_id: int
    kind: str
    name: str
    fee: Money | None
    earliest: date | None
    latest: date | None
    ready_at: datetime | None = None
    point_id: int = 0
    point: str = ""
    needs_phone: bool = True
    chosen: bool = False
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class PointView:
    id: int
    name: str
    address: str
    hours: str
    lat: float | None
    lon: float | None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class TaxLine:
    name: str
    rate_bp: int
    amount: Money


@dataclass(frozen=True, slots=True)
class CartView:
    """The cart as it stands, priced now. `units` counts available and unavailable units alike.

    `delivery` is the cheapest or chosen of the `options`; `total` includes it unless it is an estimate.
    `apart` are lines that cannot be paid together with `lines`; `split`: nobody has chosen which part comes first.
    `coupon_refusal` says why the coupon takes nothing off now; `coupon_problem` is the same in English.
    """

    id: int
    kind: str
    revision: int
    currency: str
    lines: tuple[LineView, ...]
    gone: tuple[LineView, ...]
    units: int
    goods: Money
    discount: Money
    coupon: str
    coupon_problem: str
    delivery: DeliveryOption | None
    tax_on_top: Money
    fees: Money
    total: Money
    missing_for_free_delivery: Money | None
    missing_for_minimum: Money | None
    extras: dict[str, str] = field(default_factory=dict)
    can_undo: bool = False
    payment: str = ""
    coupon_refusal: ShopError | None = None
    options: tuple[DeliveryOption, ...] = ()
    payments: tuple[str, ...] = ()
    apart: tuple[LineView, ...] = ()
    split: bool = False

    @property
    def digital(self) -> bool:
        """Nothing of what is bought now is sent."""
        return bool(self.lines) and all(line.digital for line in self.lines)

    @property
    def all_lines(self) -> tuple[LineView, ...]:
        """Everything that can be had, also what is bought apart."""
        return (*self.lines, *self.apart)

    @property
    def apart_total(self) -> Money:
        """What the other part comes to, without what delivery adds."""
        currency = self.apart[0].total.currency if self.apart else self.currency
        return total((line.total for line in self.apart), currency)


@dataclass(frozen=True, slots=True)
class QuoteView:
    """What the customer is shown on the review screen and will be charged, as stored. `missing` names open steps:

    "address", "phone", "delivery", "payment"; empty when the order can be placed. `changes` are price rises to accept.
    `name` and `phone` are the customer's, as far as they are known. `wallet` is what of the total it pays, `in_wallet`
    what is in there.
    """

    id: int
    revision: int
    cart: CartView
    address: AddressView | None
    phone: str
    delivery: DeliveryOption | None
    payment: str
    taxes: tuple[TaxLine, ...]
    total: Money
    expires_at: datetime
    missing: tuple[str, ...]
    wallet: Money
    in_wallet: Money
    changes: tuple[LineView, ...] = ()
    basket_units: int = 0
    name: str = ""

    @property
    def due(self) -> Money:
        """What is still to be paid in the way that is chosen."""
        return self.total - self.wallet if self.wallet else self.total
