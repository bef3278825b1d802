"""Tax per rate on the order's sum, half up, then shared out, so that lines, delivery and summary add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.kit.money import basis_points, half_up, share_out
from domain.kit.text import folded


@dataclass(frozen=True, slots=True)
class TaxRate:
    """`rate_bp` in basis points for a class of goods in a place; an empty country, region or class means any."""

    country: str
    region: str
    tax_class: str
    rate_bp: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class TaxItem:
    """An amount to be taxed (a line after its discounts, delivery, a fee); no rate, no tax."""

    minor: int
    rate: TaxRate | None = None


@dataclass(frozen=True, slots=True)
class RateSum:
    """All that was taxed at one rate. `net_minor` is without the tax, whichever way prices are written."""

    name: str
    rate_bp: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Taxes:
    """`parts` follow the items; they and the `summary` both add up to `total_minor`.

    `rows` say of each item where in the summary its tax is, -1: it is not taxed.
    """

    parts: tuple[int, ...]
    summary: tuple[RateSum, ...]
    rows: tuple[int, ...]

    @property
    def total_minor(self) -> int:
        return sum(self.parts)


def rate_for(rates: Sequence[TaxRate], country: str, region: str, tax_class: str) -> TaxRate | None:
    """The most specific rate that applies; None when none does.

    The place decides before the class, because a region with its own tax law replaces its country's classes:
    region, then country, then class; the earlier rate wins between equals.
    """
    fits = [rate for rate in rates if _applies(rate, country, region, tax_class)]
    return max(fits, key=lambda rate: (bool(rate.region), bool(rate.country), bool(rate.tax_class)), default=None)


def _applies(rate: TaxRate, country: str, region: str, tax_class: str) -> bool:
    wanted = ((rate.country, country), (rate.region, region), (rate.tax_class, tax_class))
    return all(not asked or folded(asked) == folded(given) for asked, given in wanted)


def tax_in(minor: int, rate_bp: int) -> int:
    """The tax inside an amount that includes it: sum - sum / (1 + rate), half up."""
    return half_up(minor * rate_bp, 10_000 + rate_bp)


def tax_on(minor: int, rate_bp: int) -> int:
    """The tax to be added on top of an amount, half up."""
    return basis_points(minor, rate_bp)


def taxes(items: Sequence[TaxItem], *, inclusive: bool) -> Taxes:
    """Tax each rate's sum once and share it over its items by largest remainder. Amounts in minor units, none < 0."""
    parts, rows = [0] * len(items), [-1] * len(items)
    summary: list[RateSum] = []
    for key in dict.fromkeys((item.rate.rate_bp, item.rate.name) for item in items if item.rate):
        members = [i for i, item in enumerate(items) if item.rate and (item.rate.rate_bp, item.rate.name) == key]
        weights = [items[i].minor for i in members]
        rate_sum = _rate_sum(key, sum(weights), inclusive)
        summary.append(rate_sum)
        for i, part in zip(members, share_out(rate_sum.tax_minor, weights), strict=True):
            parts[i], rows[i] = part, len(summary) - 1
    return Taxes(tuple(parts), tuple(summary), tuple(rows))


def _rate_sum(key: tuple[int, str], amount: int, inclusive: bool) -> RateSum:
    rate_bp, name = key
    tax = tax_in(amount, rate_bp) if inclusive else tax_on(amount, rate_bp)
    return RateSum(name, rate_bp, amount - tax if inclusive else amount, tax)
