"""Frozen views of the catalogue, for screens and pages. Text is already in the reader's locale (or the shop's)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class CategoryView:
    """`count` is the number of published products here and below."""

    id: int
    parent_id: int
    name: str
    description: str
    count: int
    depth: int
    image: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A product in a list. `old_price` is None unless it is on sale now; `price_to` differs where variants differ.

    Not `sold_here`: it is digital and has no price in Stars, which are all that may be taken for it in this messenger.
    """

    id: int
    name: str
    price: Money
    price_to: Money
    old_price: Money | None
    available: bool
    image: str
    has_options: bool
    default_variant_id: int = 0
    saved: bool = False
    in_cart: int = 0
    sold_here: bool = True

    @property
    def discount_percent(self) -> int:
        """Whole percent off, rounded down; 0 when not on sale."""
        return 100 - (-(-self.price.minor * 100 // self.old_price.minor)) if self.old_price else 0


@dataclass(frozen=True, slots=True)
class OptionValueView:
    """`value` as the reader calls it, `own` as the merchant wrote it: what is compared."""

    id: int
    value: str
    own: str = ""

    @property
    def merchant(self) -> str:
        return self.own or self.value


@dataclass(frozen=True, slots=True)
class OptionView:
    """`name` as the reader calls it, `own` as the merchant wrote it."""

    id: int
    name: str
    values: tuple[OptionValueView, ...]
    own: str = ""

    @property
    def merchant(self) -> str:
        return self.own or self.name


@dataclass(frozen=True, slots=True)
class VariantView:
    """`free` is what can still be sold: None when stock does not limit it (backorder, untracked).

    `price` is what is paid where the reader is: Stars for digital goods in Telegram. Not `sold_here`: it has no such
    price. `gives` is what a buyer of a digital one is handed: "", "keys" or "file".
    """

    id: int
    product_id: int
    sku: str
    price: Money
    old_price: Money | None
    value_ids: tuple[int, ...]
    values: tuple[str, ...]
    weight_g: int
    policy: str
    free: int | None
    image: str = ""
    gtin: str = ""
    on_hand: int = 0
    sold_here: bool = True
    stars: int = 0
    gives: str = ""

    @property
    def available(self) -> bool:
        return self.free is None or self.free > 0


@dataclass(frozen=True, slots=True)
class ImageView:
    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class ProductView:
    """`description` is sanitised HTML; `plain` the same as plain text."""

    id: int
    key: str
    name: str
    description: str
    plain: str
    brand: str
    status: str
    kind: str
    tax_class: str
    requires_shipping: bool
    revision: int
    category_id: int
    category_path: tuple[tuple[int, str], ...]
    options: tuple[OptionView, ...]
    variants: tuple[VariantView, ...]
    images: tuple[ImageView, ...]
    attributes: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    published_at: datetime | None = None

    @property
    def available(self) -> bool:
        return any(v.available for v in self.variants)

    @property
    def digital(self) -> bool:
        return self.kind == "digital"

    @property
    def sold_here(self) -> bool:
        """Whether any of it may be sold in the messenger the reader is in."""
        return not self.variants or any(v.sold_here for v in self.variants)

    @property
    def published(self) -> bool:
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`key` is short ASCII, stable for this list: it goes into a button."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    label: str
    values: tuple[FacetValue, ...]


Source = Literal["all", "category", "sale", "new", "ids", "collection"]
Sort = Literal["pop", "up", "down", "new", "rank"]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which list is looked at. `filters` maps facet keys to the keys of the values chosen (any of them fits).

    Source "ids" is `product_ids`, best first (search results); sort "rank" keeps that order. Source "collection" is
    what the `rule` of a collection fits, as (name, value).
    """

    source: Source = "all"
    category_id: int = 0
    product_ids: tuple[int, ...] | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "pop"
    page: int = 1
    size: int = 6
    collection_id: int = 0
    rule: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ProductListRow:
    """A product in the panel's list. `free` is None when stock does not limit it."""

    id: int
    key: str
    name: str
    status: str
    brand: str
    price: Money
    price_to: Money
    on_sale: bool
    variants: int
    free: int | None
    image: str
    is_demo: bool
    revision: int


@dataclass(frozen=True, slots=True)
class PriceEntry:
    """From `at` on, a variant cost `price` (until the next entry)."""

    at: datetime
    price: Money
    compare_at: Money | None
