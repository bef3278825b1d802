"""What screens, pages and actions know of a shop."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.kit.i18n import Translator

TEST_ONLY = frozenset({"test-gateway", "stripe-test"})  # ways to pay that move no real money
LIVE_ONLY = frozenset({"stripe"})  # and those that only move real money
KEYED = frozenset({"stripe", "stripe-test"})  # and those that need keys of the merchant's own


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """Defaults of every choice a merchant can make; amounts in minor units, times as named.

    `telegram_pictures` False: its screens there are words alone, for slow networks and goods without pictures.
    `card_keys`: which keys ("test", "live") the shop has for cards in Telegram; `tips` are suggested there, in percent.
    `papers` are invoices, receipts and credit notes: `legal_name`, `legal_address` and `tax_number` make them invoices.
    `connected`: the providers of `KEYED` the shop has keys for.
    `synonyms`: by language, what customers type and what it means; changed through `domain/search/synonyms.py`.
    `refund_caps`, `credit_caps`: the most a role gives on its own; what is not named is as in `domain/staff/caps.py`.
    """

    page_size: int = 6
    home_shelf: int = 3
    low_stock: int = 3
    stock_hold_min: int = 15
    transfer_hold_h: int = 72
    quote_min: int = 30
    link_coupon_days: int = 7
    input_ttl_min: int = 10
    undo_s: int = 60
    cart_keep_days: int = 60
    alert_keep_days: int = 90
    return_days: int = 14
    max_cart_lines: int = 50
    max_qty: int = 99
    saved_max: int = 200
    addresses_max: int = 10
    awaiting_orders_max: int = 3
    minimum_order: int = 0
    gift_wrap_fee: int | None = None
    cash_fee: int = 0
    payment_methods: tuple[str, ...] = ("cash",)
    transfer_holder: str = ""
    transfer_account: str = ""
    transfer_bank: str = ""
    closed_notice: str = ""
    orders_closed: bool = False
    notice: str = ""
    whole_prices: bool = False
    accent: str = ""
    embed_origins: tuple[str, ...] = ()
    telegram_channel: str = ""
    telegram_pictures: bool = True
    card_keys: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()
    tips: tuple[int, ...] = ()
    checkout_in_telegram: bool = False
    papers_automatic: bool = True
    papers_for_free: bool = False
    papers_footer: str = ""
    slip_prices: bool = False
    legal_name: str = ""
    legal_address: str = ""
    tax_number: str = ""
    invoice_prefix: str = "INV-"
    receipt_prefix: str = "R-"
    credit_prefix: str = "CN-"
    refund_caps: dict[str, int] = field(default_factory=dict)
    credit_caps: dict[str, int] = field(default_factory=dict)
    second_factor_for_all: bool = False
    synonyms: dict[str, dict[str, str]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShopView:
    """One shop, frozen at `version` (grows with every change of catalogue or settings).

    `telegram` is the user name of its bot there, "" when it has none that works.
    """

    id: int
    slug: str
    name: str
    pitch: str
    currency: str
    country: str
    timezone: str
    locale: str
    locales: tuple[str, ...]
    phone: str
    email: str
    seller: str
    prices_include_tax: bool
    test_mode: bool
    is_demo: bool
    version: int
    settings: ShopSettings
    telegram: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def speaking(self, locale: str) -> Translator:
        """The words of one reader of this shop, at its time and in its way of writing prices."""
        return Translator(locale, self.zone, self.locale, self.settings.whole_prices)
