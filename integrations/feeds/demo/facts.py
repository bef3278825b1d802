"""What the demo shop is: its name and seller, where it delivers, what it charges, its coupons and its texts.

Plain figures for the command that sets the shop up; the goods are in `catalogue.py`. All of it is made up: the phone
number is from the range kept for fiction and the addresses end in .example.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from domain.kit.money import Money
from integrations.feeds.demo.catalogue import CURRENCY, shop_texts

WEEKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, as printed on invoices."""

    name: str
    registration: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours on some weekdays (Monday is 0), in the shop's time zone."""

    weekdays: tuple[int, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class PickupPoint:
    """A place to collect an order; degrees are WGS 84."""

    key: str
    name: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    latitude: float
    longitude: float
    hours: tuple[Hours, ...]
    ready_in_hours: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a rate holds: whole countries."""

    key: str
    name: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one method in one zone.

    A flat rate has one step without a limit; a rate by weight has several, each up to and including `up_to_g`.
    """

    zone: str
    steps: tuple[tuple[int | None, Money], ...]
    free_from: Money | None
    transit_days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DeliveryMethod:
    """One way to get an order; `points` only for pickup."""

    key: str
    name: str
    kind: Literal["pickup", "flat", "weight"]
    rates: tuple[Rate, ...] = ()
    points: tuple[PickupPoint, ...] = ()
    preparation_days: int = 0
    cut_off_hour: int = 14
    weekdays: tuple[int, ...] = WEEKDAYS


@dataclass(frozen=True, slots=True)
class TaxRate:
    """Tax of one class of goods in one country, in hundredths of a percent."""

    tax_class: str
    name: str
    country: str
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that takes off a percentage (hundredths of a percent) or an amount."""

    code: str
    title: str
    percent_bp: int = 0
    amount: Money | None = None
    minimum: Money | None = None
    category: tuple[str, ...] = ()
    first_order_only: bool = False
    uses_per_customer: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """Everything about the demo shop that is not a product. `texts`: locale → pitch, delivery, returns, …"""

    name: str
    pitch: str
    currency: str
    country: str
    timezone: str
    locale: str
    phone: str
    email: str
    prices_include_tax: bool
    seller: Seller
    hours: tuple[Hours, ...]
    zones: tuple[Zone, ...]
    methods: tuple[DeliveryMethod, ...]
    tax_rates: tuple[TaxRate, ...]
    coupons: tuple[Coupon, ...]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


def shop_facts() -> ShopFacts:
    """The demo shop's settings. Prices are before tax, as shops in the United States show them."""
    texts = shop_texts()
    return ShopFacts(
        name=SELLER.name,
        pitch=texts["en"]["pitch"],
        currency=CURRENCY,
        country="US",
        timezone="America/New_York",
        locale="en",
        phone=SELLER.phone,
        email=SELLER.email,
        prices_include_tax=False,
        seller=SELLER,
        hours=SHOP_HOURS,
        zones=ZONES,
        methods=METHODS,
        tax_rates=TAX_RATES,
        coupons=COUPONS,
        texts=texts,
    )


def _dollars(text: str) -> Money:
    return Money.parse(text, CURRENCY)


def _flat(zone: str, price: str, days: tuple[int, int], free_from: str = "") -> Rate:
    return Rate(zone, ((None, _dollars(price)),), _dollars(free_from) if free_from else None, days)


def _by_weight(zone: str, days: tuple[int, int], **prices: str) -> Rate:
    steps = tuple((int(kilos.removeprefix("kg")) * 1000, _dollars(price)) for kilos, price in prices.items())
    return Rate(zone, steps, None, days)


SELLER = Seller(
    name="Lantern Lane",
    registration="Demonstration only, not registered",
    street="12 Lantern Lane",
    city="Syracuse",
    region="NY",
    postcode="13202",
    country="US",
    email="hello@lanternlane.example",
    phone="+13155550142",
)

SHOP_HOURS = (Hours(WEEKDAYS, "09:00", "18:00"), Hours((5,), "09:00", "15:00"))

POINTS = (
    PickupPoint(
        key="shop",
        name="The shop",
        street="12 Lantern Lane",
        city="Syracuse",
        region="NY",
        postcode="13202",
        country="US",
        latitude=43.0469,
        longitude=-76.1513,
        hours=SHOP_HOURS,
        ready_in_hours=2,
    ),
    PickupPoint(
        key="stall",
        name="Market hall, stall 27",
        street="Market Hall, Wharf Street",
        city="Syracuse",
        region="NY",
        postcode="13208",
        country="US",
        latitude=43.0721,
        longitude=-76.1698,
        hours=(Hours((3, 4), "10:00", "16:00"), Hours((5,), "07:00", "14:00")),
        ready_in_hours=24,
    ),
)

ZONES = (
    Zone("home", "United States", ("US",)),
    Zone("neighbors", "Canada and Mexico", ("CA", "MX")),
)

METHODS = (
    DeliveryMethod("pickup", "Pickup", "pickup", points=POINTS),
    DeliveryMethod(
        "courier",
        "Courier",
        "flat",
        rates=(_flat("home", "4.90", (2, 4), free_from="60.00"), _flat("neighbors", "14.90", (5, 9))),
    ),
    DeliveryMethod(
        "express",
        "Express",
        "weight",
        rates=(
            _by_weight("home", (1, 1), kg1="9.90", kg3="13.90", kg10="19.90", kg20="29.90"),
            _by_weight("neighbors", (2, 3), kg1="24.90", kg3="34.90", kg10="54.90"),
        ),
    ),
)

TAX_RATES = (
    TaxRate("standard", "Sales tax", "US", 800),
    TaxRate("food", "Food, not taxed", "US", 0),
)

COUPONS = (
    Coupon("WELCOME10", "10% off your first order", percent_bp=1000, first_order_only=True, uses_per_customer=1),
    Coupon("LANTERN5", "$5 off from $40", amount=_dollars("5.00"), minimum=_dollars("40.00")),
    Coupon("TEATIME", "15% off tea", percent_bp=1500, category=("Pantry", "Tea")),
    Coupon(
        "SUMMER",
        "20% off in July and August 2025",
        percent_bp=2000,
        starts_at=datetime(2025, 7, 1, tzinfo=UTC),
        ends_at=datetime(2025, 9, 1, tzinfo=UTC),
    ),
)
