"""What a cart comes to, now: lines that count, discount, delivery, fees and tax by the one calculation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.cart.basket import Basket, BasketLine
from domain.cart.choices import Parcel, delivery_options, named, payment_of, payment_options, purchases
from domain.cart.pricing import (
    DeliveryChoice,
    Fee,
    PricedLine,
    TaxContext,
    Totals,
    content_hash,
    goods_after,
    missing_for_free,
    price,
)
from domain.cart.views import DeliveryOption
from domain.delivery.queries import rules_at
from domain.delivery.views import DeliveryRules
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.money import STARS, Money
from domain.promotions.errors import CouponRefused, CouponUnknown
from domain.promotions.queries import categories_of
from domain.promotions.rules import CouponTerms, Line, discount
from domain.shop.card_sums import card_takes
from domain.shop.native import BY_CARD
from domain.shop.queries import shop_at, shop_of
from domain.shop.views import ShopView
from domain.tax.queries import rates_at
from domain.tax.rules import TaxRate


@dataclass(frozen=True, slots=True)
class Facts:
    """What the shop says at this moment. `categories` only where a coupon asks for them."""

    shop: ShopView
    at: datetime
    delivery: DeliveryRules = field(default_factory=DeliveryRules)
    rates: tuple[TaxRate, ...] = ()
    categories: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sums:
    """The result. `lines` count, `gone` do not; `totals.lines` follow `lines`.

    `apart` cannot be paid together with `lines`; while it is undecided which of them is bought first, `split` is true.
    """

    basket: Basket
    shop: ShopView
    lines: tuple[BasketLine, ...]
    gone: tuple[BasketLine, ...]
    options: tuple[DeliveryOption, ...]
    delivery: DeliveryOption | None
    payments: tuple[str, ...]
    payment: str
    totals: Totals
    free_in: int | None
    refusal: CouponRefused | None = None
    points: int = 0
    phone_rule: bool = False
    apart: tuple[BasketLine, ...] = ()

    @property
    def split(self) -> bool:
        return bool(self.apart) and not self.basket.part

    @property
    def wallet_minor(self) -> int:
        """What of it the wallet pays, where the customer wants that. Stars are no money of the shop's."""
        wanted = self.basket.uses_wallet and self.currency != STARS
        return min(self.basket.wallet, self.totals.total_minor) if wanted else 0

    @property
    def due_minor(self) -> int:
        """What is still to be paid in the way that is chosen."""
        return self.totals.total_minor - self.wallet_minor

    @property
    def currency(self) -> str:
        return self.totals.currency

    @property
    def digital(self) -> bool:
        """Nothing of it is sent."""
        return bool(self.lines) and all(line.digital for line in self.lines)

    @property
    def phone(self) -> str:
        return "" if self.digital else self.basket.phone

    @property
    def ships(self) -> bool:
        return any(line.ships for line in self.lines)

    @property
    def missing(self) -> tuple[str, ...]:
        """The open steps of the checkout, in their order."""
        return tuple(step for step, is_open in self._steps() if is_open)

    def _steps(self) -> tuple[tuple[str, bool], ...]:
        way = self.delivery
        pickup = way is not None and way.kind == "pickup"
        needs_phone = self.ships and (way.needs_phone if way else self.phone_rule)
        no_way = way is None or (pickup and not way.point_id and self.points > 0)
        return (
            ("address", self.ships and not pickup and self.basket.address is None),
            ("phone", needs_phone and not self.basket.phone),
            ("delivery", self.ships and no_way),
            ("payment", self.due_minor > 0 and not self.payment),
        )

    @property
    def missing_for_minimum(self) -> int:
        return 0 if self.currency == STARS else max(0, self.shop.settings.minimum_order - self.totals.goods_minor)

    @property
    def digest(self) -> str:
        """Everything that is promised besides how soon a pickup is ready, which moves with every minute."""
        way, address = self.delivery, self.basket.address
        days = [str(day) for day in (way.earliest, way.latest)] if way else []
        also = {
            "address": [address.id, address.full, address.country] if address and not self._pickup else [],
            "phone": self.phone,
            "delivery": [way.method_id, way.kind, way.point_id, *days] if way else [],
            "coupon": "" if self.refusal else self.basket.coupon,
            "payment": self.payment,
            "extras": self.basket.wishes,
            "wallet": self.wallet_minor,
        }
        return content_hash(self.totals, also)

    @property
    def _pickup(self) -> bool:
        return self.delivery is not None and self.delivery.kind == "pickup"


async def facts_for(by: Actor, basket: Basket) -> Facts:
    """The shop's rules at the version the basket was read with; no statement when this process knows them."""
    shop = await (shop_at(by.shop_id, basket.version) if basket.version else shop_of(by))
    terms = basket.terms
    products = {line.product_id for line in basket.lines} if terms and terms.category_ids else set()
    return Facts(
        shop=shop,
        at=now(),
        delivery=await rules_at(by, shop.version),
        rates=await rates_at(by, shop.version),
        categories=await categories_of(by, products),
    )


async def sums_of(by: Actor, basket: Basket) -> Sums:
    return reckon(basket, await facts_for(by, basket))


def reckon(basket: Basket, facts: Facts) -> Sums:
    """Pure: the whole cart at this moment."""
    shop = facts.shop
    lines, apart = purchases([line for line in basket.lines if line.available], basket.part)
    stars = bool(lines) and lines[0].in_stars
    priced = [PricedLine(x.variant_id, x.quantity, x.due_minor, x.tax_class) for x in lines]
    shares, refusal = _shares(basket, facts, lines)
    way = _way(basket, facts, lines, goods_after(priced, shares))
    tax = TaxContext(facts.rates, *_taxed_in(basket, shop, way.chosen), inclusive=shop.prices_include_tax)

    def charged(by_way: str) -> Totals:
        fees = _fees(basket, shop, by_way, lines)
        currency = STARS if stars else shop.currency
        return price(priced, shares, way.charged, None if stars else tax, currency=currency, fees=fees)

    payments = _taken(payment_options(shop, lines, basket.channel), basket, charged)
    payment = payment_of(basket, payments)
    return Sums(
        basket=basket,
        shop=shop,
        lines=lines,
        gone=tuple(line for line in basket.lines if not line.available),
        options=way.options,
        delivery=way.chosen,
        payments=payments,
        payment=payment,
        totals=_totals(basket, charged, payment),
        free_in=way.free_in,
        refusal=refusal,
        points=len(facts.delivery.points),
        phone_rule=any(m.needs_phone for m in facts.delivery.methods),
        apart=apart,
    )


def _taken(codes: tuple[str, ...], basket: Basket, charged: Callable[[str], Totals]) -> tuple[str, ...]:
    """Without the card in Telegram for a sum it does not take."""
    if BY_CARD not in codes:
        return codes
    totals = charged(BY_CARD)
    left = totals.total_minor - (min(basket.wallet, totals.total_minor) if basket.uses_wallet else 0)
    if not left or card_takes(Money(left, totals.currency)):
        return codes
    return tuple(code for code in codes if code != BY_CARD)


def _totals(basket: Basket, charged: Callable[[str], Totals], payment: str) -> Totals:
    """Where the wallet pays for all, the way that was chosen costs nothing."""
    if basket.uses_wallet and payment:
        alone = charged("")
        if alone.currency != STARS and alone.total_minor <= basket.wallet:
            return alone
    return charged(payment)


@dataclass(frozen=True, slots=True)
class _Way:
    """`charged` is None for an estimate, which is shown but enters no total."""

    options: tuple[DeliveryOption, ...] = ()
    chosen: DeliveryOption | None = None
    charged: DeliveryChoice | None = None
    free_in: int | None = None


def _way(basket: Basket, facts: Facts, lines: tuple[BasketLine, ...], goods_minor: int) -> _Way:
    shipped = [line for line in lines if line.ships]
    if not shipped:
        return _Way()
    parcel = Parcel(sum(x.weight_g * x.quantity for x in shipped), goods_minor, facts.shop.currency)
    options = named(delivery_options(basket, facts.shop, facts.delivery, parcel, facts.at), basket.words)
    chosen = next((option for option in options if option.chosen), None)
    method = facts.delivery.method(chosen.method_id) if chosen else None
    if chosen is None or method is None or chosen.fee is None:
        return _Way(options, chosen)
    charged = None if chosen.estimate else DeliveryChoice(method.id, chosen.fee.minor, method.tax_class)
    return _Way(options, chosen, charged, missing_for_free(method.price, goods_minor))


def _shares(
    basket: Basket, facts: Facts, lines: tuple[BasketLine, ...]
) -> tuple[tuple[int, ...], CouponRefused | None]:
    """What the coupon takes off each line; nothing, and why, when it does not hold (any more)."""
    if not basket.coupon or not lines:
        return (), None
    if basket.terms is None:
        return (), CouponUnknown(code=basket.coupon)
    try:
        return coupon_shares(basket.terms, lines, facts), None
    except CouponRefused as refusal:
        return (), refusal


def coupon_shares(terms: CouponTerms, lines: Sequence[BasketLine], facts: Facts) -> tuple[int, ...]:
    """What a code takes off each of these lines. Raises a `CouponRefused`."""
    none: frozenset[int] = frozenset()
    counted = [
        Line(
            x.product_id, x.quantity * x.due_minor, facts.categories.get(x.product_id, none), x.quantity * x.unit_minor
        )
        for x in lines
    ]  # fmt: skip
    stars = any(line.in_stars for line in lines)
    return discount(terms, counted, facts.at, facts.shop.currency, stars=stars)


def _taxed_in(basket: Basket, shop: ShopView, way: DeliveryOption | None) -> tuple[str, str]:
    """Where the goods change hands: the address, or the shop's country for a pickup and while it is unknown."""
    if basket.address is None or (way is not None and way.kind == "pickup"):
        return shop.country, ""
    return basket.address.country, basket.address.region


def _fees(basket: Basket, shop: ShopView, payment: str, lines: Sequence[BasketLine]) -> tuple[Fee, ...]:
    """What is paid for besides goods that can be touched."""
    fees: list[Fee] = []
    if all(line.digital for line in lines):
        return ()
    if payment == "cash" and shop.settings.cash_fee:
        fees.append(Fee("cash", shop.settings.cash_fee))
    if basket.extras.get("gift_wrap") and shop.settings.gift_wrap_fee is not None:
        fees.append(Fee("gift_wrap", shop.settings.gift_wrap_fee))
    return tuple(fees)
