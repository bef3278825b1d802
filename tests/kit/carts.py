"""Carts of every kind, drawn by dice, and what must be true of the money of each: every unit of it, exactly.

What the product computes is computed here a second time, in fractions and decimals, and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from random import Random
from typing import Any

from domain.cart.pricing import DeliveryChoice, Fee, PricedLine, TaxContext, Totals, price
from domain.kit.money import EXPONENTS, STARS, Money
from domain.payments.parts import LineFacts, Parts, Sold, amount_of, kept, sold
from domain.payments.port import Inexact
from domain.promotions.rules import CouponTerms, Line, discount
from domain.tax.rules import TaxRate
from integrations.payments.stripe import amounts as stripe

CURRENCIES = sorted(EXPONENTS)
CLASSES = ("standard", "reduced", "books")
RATES = (0, 500, 550, 700, 825, 888, 975, 1000, 1900, 2000, 2100, 2550, 2700)
AT = datetime(2026, 11, 12, tzinfo=UTC)
WHOLE = 10_000


@dataclass(frozen=True)
class Cart:
    """What is bought, how it is taxed, and by which code it is cheaper."""

    currency: str
    lines: tuple[PricedLine, ...]
    coupon: CouponTerms | None
    delivery: DeliveryChoice | None
    fees: tuple[Fee, ...]
    tax: TaxContext

    @property
    def shares(self) -> tuple[int, ...]:
        if self.coupon is None:
            return ()
        goods = [Line(line.variant_id, line.goods_minor) for line in self.lines]
        return discount(self.coupon, goods, AT, self.currency, stars=self.currency == STARS)


def draw(dice: Random) -> Cart:
    """Any cart a shop may meet; small sums, where roundings show, as often as large ones."""
    currency = STARS if dice.random() < 0.05 else dice.choice(CURRENCIES)
    lines = tuple(
        PricedLine(n, dice.choice((1, 1, 2, 3, 7, dice.randint(1, 999))), _amount(dice), dice.choice(CLASSES))
        for n in range(1, dice.randint(1, 8) + 1)
    )
    delivery = DeliveryChoice(1, _amount(dice), dice.choice(CLASSES)) if dice.random() < 0.7 else None
    fees = tuple(Fee(code, _amount(dice), dice.choice(CLASSES)) for code in ("gift", "cash") if dice.random() < 0.3)
    return Cart(currency, lines, _coupon(dice, lines, currency), delivery, fees, _tax(dice))


def _amount(dice: Random) -> int:
    return dice.choice((0, 1, dice.randint(1, 20), dice.randint(1, 2_000), dice.randint(1, 5_000_000)))


def _coupon(dice: Random, lines: tuple[PricedLine, ...], currency: str) -> CouponTerms | None:
    if dice.random() < 0.4:
        return None
    only = frozenset(line.variant_id for line in lines if dice.random() < 0.6) if dice.random() < 0.4 else frozenset()
    if currency == STARS or dice.random() < 0.6:
        return CouponTerms("SAVE", "percent", percent_bp=dice.randint(1, WHOLE), product_ids=only)
    return CouponTerms("SAVE", "fixed", amount_minor=_amount(dice), product_ids=only)


def _tax(dice: Random) -> TaxContext:
    if dice.random() < 0.15:
        return TaxContext()
    rates = tuple(TaxRate("LV", "", name, dice.choice(RATES), name) for name in CLASSES if dice.random() < 0.85)
    return TaxContext(rates, "LV", inclusive=dice.random() < 0.5)


# ---------------------------------------------------------------------------------------------------- what must be true


def check(cart: Cart, dice: Random) -> None:
    """Raises `AssertionError` for a cart whose money is not right to the last unit."""
    shares = cart.shares
    totals = price(cart.lines, shares, cart.delivery, cart.tax, currency=cart.currency, fees=cart.fees)
    _check_shares(cart, shares)
    _check_total(cart, totals)
    _check_tax(cart, totals)
    _check_refunds(totals, dice)
    _check_units(Money(totals.total_minor, cart.currency))


def _check_shares(cart: Cart, shares: tuple[int, ...]) -> None:
    if cart.coupon is None:
        return
    only = cart.coupon.product_ids
    meant = [line.goods_minor if not only or line.variant_id in only else 0 for line in cart.lines]
    wanted = _rounded(Fraction(sum(meant) * cart.coupon.percent_bp, WHOLE))
    off = min(wanted if cart.coupon.kind == "percent" else cart.coupon.amount_minor, sum(meant))
    assert sum(shares) == off
    for share, goods in zip(shares, meant, strict=True):
        assert 0 <= share <= goods
        assert not off or abs(share - Fraction(off * goods, sum(meant))) < 1


def _check_total(cart: Cart, totals: Totals) -> None:
    goods = sum(line.quantity * line.unit_minor for line in cart.lines)
    rest = (cart.delivery.fee_minor if cart.delivery else 0) + sum(fee.minor for fee in cart.fees)
    on_top = 0 if cart.tax.inclusive else sum(one.tax_minor for one in totals.tax_summary)
    assert totals.total_minor == goods - sum(cart.shares) + rest + on_top
    assert sum(line.total_minor for line in totals.lines) == goods - sum(cart.shares)
    assert all(line.total_minor >= 0 <= line.tax_minor for line in totals.lines)


def _check_tax(cart: Cart, totals: Totals) -> None:
    """One rounding a rate, half up, of the sum of all that is taxed at it."""
    sums: dict[str, int] = {}
    taxed = [(line.total_minor, of.tax_class) for line, of in zip(totals.lines, cart.lines, strict=True)]
    taxed += [(cart.delivery.fee_minor, cart.delivery.tax_class)] if cart.delivery else []
    taxed += [(fee.minor, fee.tax_class) for fee in cart.fees]
    for minor, tax_class in taxed:
        sums[tax_class] = sums.get(tax_class, 0) + minor
    rates = {rate.tax_class: rate.rate_bp for rate in cart.tax.rates}
    for one in totals.tax_summary:
        whole = WHOLE + one.rate_bp if cart.tax.inclusive else WHOLE
        assert one.tax_minor == _rounded(Fraction(sums[one.name] * rates[one.name], whole))
        assert one.net_minor == sums[one.name] - (one.tax_minor if cart.tax.inclusive else 0)
    assert totals.tax_minor == sum(one.tax_minor for one in totals.tax_summary)
    assert {one.name for one in totals.tax_summary} == set(sums) & set(rates)


def _check_refunds(totals: Totals, dice: Random) -> None:
    """Everything goes back in random steps: each worth what it should be, all together what was paid."""
    facts = [LineFacts(n, line.quantity, line.total_minor, line.tax_minor) for n, line in enumerate(totals.lines)]
    done: list[dict[str, Any]] = []
    gone = 0
    for parts in _steps(totals, dice):
        whole = _sold(facts, totals, done)
        worth = amount_of(parts, whole)
        assert worth >= 0
        gone += worth
        done += [remembered] if (remembered := kept(parts, whole)) else []
    left = _sold(facts, totals, done)
    assert (left.delivery, {line.left for line in left.lines.values()}) == (0, {0})
    fees_tax = totals.total_minor - gone - totals.fees_minor
    assert 0 <= fees_tax <= totals.tax_on_top_minor  # what is left is the fees, with the tax on them


def _steps(totals: Totals, dice: Random) -> list[Parts]:
    """Every unit once, a few at a time, and the delivery anywhere between."""
    steps = [Parts(delivery=True)]
    for n, line in enumerate(totals.lines):
        cut = dice.randint(1, line.quantity)
        steps += [Parts({n: units}) for units in (cut, line.quantity - cut) if units]
    dice.shuffle(steps)
    return steps


def _sold(facts: list[LineFacts], totals: Totals, done: list[dict[str, Any]]) -> Sold:
    return sold(facts, totals.delivery_minor, totals.fees_minor, totals.tax_on_top_minor, done)


def _check_units(total: Money) -> None:
    """Written and read again, told to a provider and heard again, it is the same to the last digit."""
    assert Money.parse(str(total.decimal), total.currency) == total
    try:
        units = stripe.units(total)
    except Inexact:
        assert _impossible(total)
        return
    assert stripe.money(units, total.currency) == total
    assert Decimal(units) == total.decimal.scaleb(stripe.digits(total.currency))


def _impossible(total: Money) -> bool:
    """Nothing, too much, a digit they do not take, or a currency that is no money there."""
    minor, code = total.minor, total.currency
    unknown = EXPONENTS[code] > 2 and code not in stripe.THREE
    step = 10 if code in stripe.THREE else 10 ** EXPONENTS[code] if code in stripe.ZERO else 1
    return minor == 0 or minor * 100 >= stripe.LARGEST or unknown or minor % step > 0


def _rounded(exact: Fraction) -> int:
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return int(quotient.quantize(Decimal(1), rounding=ROUND_HALF_UP))
