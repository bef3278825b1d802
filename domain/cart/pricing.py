"""The quote's calculation: lines, shares of a discount, delivery, fees and tax in; every amount a customer pays out.

total = Σ line.total + delivery + fees + tax on top; tax on top is 0 when prices include tax.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from domain.delivery.rules import PriceRule
from domain.tax.rules import RateSum, Taxes, TaxItem, TaxRate, rate_for, taxes

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class PricedLine:
    """So many of a variant at the price of now; `unit_minor` in minor units."""

    variant_id: int
    quantity: int
    unit_minor: int
    tax_class: str = STANDARD

    @property
    def goods_minor(self) -> int:
        return self.quantity * self.unit_minor


@dataclass(frozen=True, slots=True)
class DeliveryChoice:
    """The method chosen and its fee (0 when free), already decided by its price rule."""

    method_id: int
    fee_minor: int
    tax_class: str = STANDARD


@dataclass(frozen=True, slots=True)
class Fee:
    """What is paid besides goods and delivery (cash on delivery, gift wrap), by a code of ours."""

    code: str
    minor: int
    tax_class: str = STANDARD


@dataclass(frozen=True, slots=True)
class TaxContext:
    """The shop's rates, whether its prices include them, and where the goods go. No rates, no tax."""

    rates: tuple[TaxRate, ...] = ()
    country: str = ""
    region: str = ""
    inclusive: bool = True

    def item(self, minor: int, tax_class: str) -> TaxItem:
        return TaxItem(minor, rate_for(self.rates, self.country, self.region, tax_class))


@dataclass(frozen=True, slots=True)
class LineTotal:
    """A line as it will be charged: `total_minor` is after its share of the discount, `tax_minor` within or on top."""

    variant_id: int
    quantity: int
    unit_minor: int
    discount_minor: int
    total_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything a customer pays for, in minor units of one currency. `tax_minor` is all tax, in prices or on top.

    `tax_rows` say of each line which part of the `tax_summary` its tax is in, -1: in none.
    """

    currency: str
    lines: tuple[LineTotal, ...]
    delivery: DeliveryChoice | None
    fees: tuple[Fee, ...]
    inclusive: bool
    tax_minor: int
    tax_summary: tuple[RateSum, ...] = field(default=())
    tax_rows: tuple[int, ...] = field(default=())

    @property
    def goods_minor(self) -> int:
        """Goods before discounts."""
        return sum(line.quantity * line.unit_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        return sum(line.discount_minor for line in self.lines)

    @property
    def delivery_minor(self) -> int:
        return self.delivery.fee_minor if self.delivery else 0

    @property
    def fees_minor(self) -> int:
        return sum(fee.minor for fee in self.fees)

    @property
    def tax_on_top_minor(self) -> int:
        return 0 if self.inclusive else self.tax_minor

    @property
    def total_minor(self) -> int:
        goods = sum(line.total_minor for line in self.lines)
        return goods + self.delivery_minor + self.fees_minor + self.tax_on_top_minor


def price(
    lines: Sequence[PricedLine],
    shares: Sequence[int] = (),
    delivery: DeliveryChoice | None = None,
    tax: TaxContext | None = None,
    *,
    currency: str,
    fees: Sequence[Fee] = (),
) -> Totals:
    """The whole calculation; `shares` is what a discount takes off each line, empty for none.

    Raises ValueError for amounts no action should ever ask for (a negative price, a share larger than its line).
    """
    shares = tuple(shares) or (0,) * len(lines)
    _check(lines, shares, delivery, fees)
    context = tax or TaxContext()
    taxed = _taxes(lines, shares, delivery, fees, context)
    charged = tuple(map(_charged, lines, shares, taxed.parts))
    rows = taxed.rows[: len(lines)]
    return Totals(currency, charged, delivery, tuple(fees), context.inclusive, taxed.total_minor, taxed.summary, rows)


def _taxes(
    lines: Sequence[PricedLine],
    shares: Sequence[int],
    delivery: DeliveryChoice | None,
    fees: Sequence[Fee],
    context: TaxContext,
) -> Taxes:
    """Lines first, so that the parts of `lines` are the first parts of the result."""
    items = [context.item(x.goods_minor - share, x.tax_class) for x, share in zip(lines, shares, strict=True)]
    if delivery:
        items.append(context.item(delivery.fee_minor, delivery.tax_class))
    items.extend(context.item(fee.minor, fee.tax_class) for fee in fees)
    return taxes(items, inclusive=context.inclusive)


def _charged(line: PricedLine, share: int, tax_minor: int) -> LineTotal:
    return LineTotal(
        variant_id=line.variant_id,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        discount_minor=share,
        total_minor=line.goods_minor - share,
        tax_minor=tax_minor,
    )


def _check(
    lines: Sequence[PricedLine], shares: Sequence[int], delivery: DeliveryChoice | None, fees: Sequence[Fee]
) -> None:
    if len(shares) != len(lines):
        raise ValueError(f"{len(shares)} shares for {len(lines)} lines")
    for line, share in zip(lines, shares, strict=True):
        if line.quantity < 1 or not 0 <= share <= line.goods_minor:
            raise ValueError(f"impossible line: {line}, less {share}")
    if any(minor < 0 for minor in [delivery.fee_minor if delivery else 0, *(fee.minor for fee in fees)]):
        raise ValueError("a fee below zero")


def goods_after(lines: Sequence[PricedLine], shares: Sequence[int] = ()) -> int:
    """Goods after discounts: what free delivery and delivery by value are measured with."""
    return sum(line.goods_minor for line in lines) - sum(shares)


def missing_for_free(rule: PriceRule, goods_minor: int) -> int | None:
    """What is still to be added for free delivery; None when there is no such rule, or it is reached."""
    if rule.free_above_minor is None or goods_minor >= rule.free_above_minor:
        return None
    return rule.free_above_minor - goods_minor


def content_hash(totals: Totals, also: Mapping[str, object] | None = None) -> str:
    """A sha256 of all that is paid for; `also` is what belongs to the promise besides amounts (address, code, point).

    Equal for equal content whatever the order of keys. Raises TypeError for what JSON cannot hold, floats included.
    """
    promised = {name: value for name, value in asdict(totals).items() if name != "tax_rows"}
    content = {"version": 1, "totals": promised, "also": _exact(dict(also or {}))}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _exact(value: object) -> object:
    """Refuses floats, whose text differs between machines, and keys that are not words, which JSON would merge."""
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys must be words")
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(inner) for inner in value]
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float")
    return value
