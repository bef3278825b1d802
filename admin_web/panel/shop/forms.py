"""Reading the forms of the shop's settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from admin_web import places
from admin_web.forms import Form, maybe_amount, plain_amount
from admin_web.panel.shop import sheet
from domain.kit.errors import N_
from domain.kit.i18n import available_locales
from domain.shop.native import BY_CARD
from domain.shop.views import KEYED, LIVE_ONLY, TEST_ONLY, ShopView

NOT_ORIGIN = N_("Write addresses like https://example.com, one a line.")
NOT_CHANNEL = N_("Write the channel's name, like @teahouse, or its number, which begins with -100.")
NOT_COLOUR = N_("Write a colour like #0a6b4f.")
NO_LANGUAGE = N_("Choose at least one language.")
NO_METHOD = N_("Choose at least one way to pay.")
NO_ACCOUNT = N_("Customers need an account to transfer to.")
NO_KEYS = N_("Connect Stripe first, for the mode the shop is in.")
METHODS = ("cash", "transfer", BY_CARD, "stripe")
TRYING = tuple(sorted(TEST_ONLY - KEYED))

Values = dict[str, Any]
Read = Callable[[Form, ShopView], Values]


def stored_shop(shop: ShopView) -> Form:
    """Everything the shop page shows."""
    s = shop.settings
    form = Form.stored(
        name=shop.name, pitch=shop.pitch, phone=shop.phone, email=shop.email, seller=shop.seller, country=shop.country,
        timezone=shop.timezone, locale=shop.locale, currency=shop.currency, prices_include_tax=shop.prices_include_tax,
        orders_closed=s.orders_closed, closed_notice=s.closed_notice, notice=s.notice, accent=s.accent,
        embed_origins=s.embed_origins, telegram_channel=s.telegram_channel,
        telegram_pictures=s.telegram_pictures,
    )  # fmt: skip
    return form.ticking("locales", shop.locales)


def facts(form: Form, shop: ShopView) -> Values:
    """Columns of the shop. A language the shop speaks by default is always among those it speaks."""
    locale = form.choice("locale", available_locales(), shop.locale)
    spoken = form.chosen("locales", available_locales())
    return {
        "name": form.text("name", limit=80, required=True),
        "pitch": form.text("pitch", limit=160),
        "phone": form.text("phone", limit=30),
        "email": form.text("email", limit=120),
        "seller": form.body("seller", limit=1000),
        "country": form.choice("country", places.country_codes(), shop.country),
        "timezone": form.choice("timezone", places.zones(), shop.timezone),
        "locale": locale,
        "locales": [locale, *(code for code in spoken if code != locale)],
        "currency": form.choice("currency", dict(places.currencies("en")), shop.currency),
        "prices_include_tax": form.flag("prices_include_tax"),
    }


def opening(form: Form, _shop: ShopView) -> Values:
    return {
        "orders_closed": form.flag("orders_closed"),
        "closed_notice": form.text("closed_notice", limit=200),
        "notice": form.text("notice", limit=200),
    }


def look(form: Form, _shop: ShopView) -> Values:
    """The merchant's colour, and the sites that may show the chat in a frame."""
    accent = form.text("accent", limit=7).lower()
    if accent and not re.fullmatch(r"#[0-9a-f]{6}", accent):
        form.complain("accent", NOT_COLOUR)
    origins = form.lines("embed_origins", limit=2000)
    if not all(_is_origin(origin) for origin in origins):
        form.complain("embed_origins", NOT_ORIGIN)
    return {"accent": accent, "embed_origins": tuple(origin.rstrip("/") for origin in origins)}


def channel(form: Form, _shop: ShopView) -> Values:
    """The channel products are posted into; a link to it is taken for its name."""
    typed = re.sub(r"^(https?://)?t\.me/", "@", form.text("telegram_channel", limit=80))
    if typed and not re.fullmatch(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,13}", typed):
        form.complain("telegram_channel", NOT_CHANNEL)
    return {"telegram_channel": typed, "telegram_pictures": form.flag("telegram_pictures")}


def _is_origin(text: str) -> bool:
    """A scheme and a host and no more: it goes into a header of every chat page."""
    parts = urlsplit(text)
    plain = re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?/?", text)
    return bool(plain) and parts.scheme in ("http", "https")


# ---------------------------------------------------------------------------------------------- payment and checkout


def stored_payment(shop: ShopView) -> Form:
    s = shop.settings
    form = Form.stored(
        cash_fee=plain_amount(s.cash_fee, shop.currency), transfer_holder=s.transfer_holder,
        transfer_account=s.transfer_account, transfer_bank=s.transfer_bank, transfer_hold_h=s.transfer_hold_h,
        **sheet.stored(shop),
    )  # fmt: skip
    return form.ticking("methods", s.payment_methods)


def payment(form: Form, shop: ShopView) -> Values:
    """Ways to pay. A transfer needs an account, what is for trying needs test mode. Other methods stay as they are."""
    offered = METHODS + TRYING if shop.test_mode else METHODS
    chosen = _with_keys(form, shop, form.chosen("methods", offered))
    others = tuple(code for code in shop.settings.payment_methods if code not in (*METHODS, *TRYING, *KEYED))
    account = form.text("transfer_account", limit=60)
    if not chosen and not others:
        form.complain("methods", NO_METHOD)
    if "transfer" in chosen and not account:
        form.complain("transfer_account", NO_ACCOUNT)
    return {
        "payment_methods": chosen + others,
        "cash_fee": form.maybe_money("cash_fee", shop.currency) or 0,
        "transfer_holder": form.text("transfer_holder", limit=80),
        "transfer_account": account,
        "transfer_bank": form.text("transfer_bank", limit=80),
        "transfer_hold_h": form.whole("transfer_hold_h", low=1, high=720),
        **sheet.settings(form),
    }


def _with_keys(form: Form, shop: ShopView, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """One box stands for both modes of a provider; it needs keys for the mode the shop is in."""
    if LIVE_ONLY.isdisjoint(chosen):
        return chosen
    usable = KEYED - (LIVE_ONLY if shop.test_mode else TEST_ONLY)
    if usable.isdisjoint(shop.settings.connected):
        form.complain("methods", NO_KEYS)
    return (*chosen, *sorted(KEYED - LIVE_ONLY))


def stored_checkout(shop: ShopView) -> Form:
    s = shop.settings
    return Form.stored(
        minimum_order=plain_amount(s.minimum_order, shop.currency) if s.minimum_order else None,
        gift_wrap_fee=maybe_amount(s.gift_wrap_fee, shop.currency), low_stock=s.low_stock, max_qty=s.max_qty,
        return_days=s.return_days, stock_hold_min=s.stock_hold_min, whole_prices=s.whole_prices,
    )  # fmt: skip


def checkout(form: Form, shop: ShopView) -> Values:
    return {
        "minimum_order": form.maybe_money("minimum_order", shop.currency) or 0,
        "gift_wrap_fee": form.maybe_money("gift_wrap_fee", shop.currency),
        "stock_hold_min": form.whole("stock_hold_min", low=5, high=120),
        "low_stock": form.whole("low_stock", low=0, high=1000),
        "max_qty": form.whole("max_qty", low=1, high=999),
        "return_days": form.whole("return_days", low=0, high=365),
        "whole_prices": form.flag("whole_prices"),
    }
