"""What a draft comes to: its own prices and discount, the shop's delivery and taxes, by the one calculation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.cart.basket import Basket, BasketLine, LastQuote
from domain.cart.choices import payment_options
from domain.cart.pricing import DeliveryChoice, PricedLine, TaxContext, goods_after, price
from domain.cart.sums import Sums
from domain.cart.things import things
from domain.cart.views import DeliveryOption
from domain.customers.models import Customer
from domain.customers.views import AddressView
from domain.delivery.queries import rules_at
from domain.delivery.rules import fee
from domain.delivery.views import Method
from domain.drafts.models import OrderDraft, OrderDraftLine
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.money import Money, share_out
from domain.kit.rows import moment
from domain.payments.edits import way_of
from domain.shop.native import NATIVE
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from domain.shop.words import Words, words_at
from domain.tax.queries import rates_at


async def draft_sums(by: Actor, draft: OrderDraft, locale: str, quote: LastQuote | None = None) -> Sums:
    """As `reckon` would say it of a cart with these lines, this address and these choices."""
    shop, buyer = await shop_of(by), await Customer.get(id=draft.customer_id)
    lines = await _lines(by, draft, locale)
    words = await words_at(by, shop.version, locale, shop.locale)
    priced = [PricedLine(x.variant_id, x.wanted, x.unit_minor, x.tax_class) for x in lines]
    goods = sum(x.goods_minor for x in priced)
    shares = share_out(min(draft.discount, goods), [x.goods_minor for x in priced]) if goods else []
    way = await _way(by, shop, draft, lines, goods_after(priced, shares or [0] * len(priced)), words)
    address = _address(draft)
    option, choice = way if way else (None, None)
    place = (address.country, address.region) if address and not (option and option.kind == "pickup") else None
    tax = TaxContext(
        await rates_at(by, shop.version), *(place or (shop.country, "")), inclusive=shop.prices_include_tax
    )
    payments = tuple(code for code in payment_options(shop) if code not in NATIVE)
    basket = Basket(
        0, "staff", 0, buyer.id, version=shop.version, address=address, payment=draft.payment_method,
        extras={"note": draft.note} if draft.note else {}, name=buyer.name, phone=buyer.phone,
        blocked=buyer.blocked, quote=quote, lines=lines, words=words,
    )  # fmt: skip
    return Sums(
        basket=basket, shop=shop, lines=lines, gone=(), options=(), delivery=option, payments=payments,
        payment=draft.payment_method if draft.payment_method in payments else "",
        totals=price(priced, shares, choice, tax, currency=draft.currency), free_in=None,
    )  # fmt: skip


async def _lines(by: Actor, draft: OrderDraft, locale: str) -> tuple[BasketLine, ...]:
    """At the prices that are offered; `seen_minor` is what each costs in the shop."""
    rows = await OrderDraftLine.of(by, order_draft_id=draft.id).order_by("position", "id")
    found = await things(by, {row.variant_id: row.quantity for row in rows}, locale)
    return tuple(replace(found[row.variant_id], unit_minor=row.unit_price) for row in rows if row.variant_id in found)


def _address(draft: OrderDraft) -> AddressView | None:
    kept: dict[str, Any] = {k: v for k, v in draft.address.items() if k in AddressView.__dataclass_fields__}
    return AddressView(**kept) if kept.get("line") else None


async def _way(
    by: Actor, shop: ShopView, draft: OrderDraft, lines: tuple[BasketLine, ...], goods: int, words: Words
) -> tuple[DeliveryOption, DeliveryChoice] | None:
    rules = await rules_at(by, shop.version)
    method = rules.method(draft.method_id or 0)
    if method is None or not any(line.ships for line in lines):
        return None
    point = rules.point(draft.point_id or 0) or (rules.points[0] if len(rules.points) == 1 else None)
    facts = way_of(method, shop, words(method.name), point.id if point else 0, words(point.name) if point else "")
    minor = _fee(draft, method, lines, goods)
    days = {name: date.fromisoformat(facts[name]) if facts[name] else None for name in ("earliest", "latest")}
    option = DeliveryOption(
        method.id, method.kind, facts["name"], Money(minor, draft.currency), days["earliest"], days["latest"],
        ready_at=moment(facts["ready_at"]), point_id=facts["point_id"], point=facts["point"],
        needs_phone=method.needs_phone, chosen=True,
    )  # fmt: skip
    return option, DeliveryChoice(method.id, minor, method.tax_class)


def _fee(draft: OrderDraft, method: Method, lines: tuple[BasketLine, ...], goods: int) -> int:
    if draft.delivery_fee is not None:
        return int(draft.delivery_fee)
    return fee(method.price, sum(x.weight_g * x.wanted for x in lines if x.ships), goods) or 0


def over(draft: OrderDraft) -> bool:
    """Whether its time to be accepted has passed."""
    until: datetime | None = draft.expires_at
    return until is not None and until <= now()
