"""What a code takes off each line, or the one reason why it does not. Pure: terms, lines and the instant in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.kit.money import Money, basis_points, share_out
from domain.promotions.errors import (
    CouponExpired,
    CouponNeedsMore,
    CouponNotForThese,
    CouponNotStarted,
    CouponTakesMoney,
    CouponUnknown,
    CouponUsedByYou,
    CouponUsedUp,
)

_CODE = re.compile(r"[A-Z0-9]{3,16}")


@dataclass(frozen=True, slots=True)
class CouponTerms:
    """A code's terms at this moment. Amounts in minor units, `percent_bp` in basis points.

    It works from `starts_at` until just before `ends_at`. No category and no product means everything.
    `used` counts all uses, `used_by_customer` those of this customer; None is no limit.
    """

    code: str
    kind: Literal["percent", "fixed"]
    percent_bp: int = 0
    amount_minor: int = 0
    minimum_minor: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    category_ids: frozenset[int] = frozenset()
    product_ids: frozenset[int] = frozenset()
    usage_limit: int | None = None
    used: int = 0
    per_customer: int | None = None
    used_by_customer: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A cart line before discounts; `category_ids` are all its categories with their ancestors.

    `worth_minor` is its price in the shop's currency where it is sold for Stars.
    """

    product_id: int
    total_minor: int
    category_ids: frozenset[int] = field(default_factory=frozenset)
    worth_minor: int | None = None

    @property
    def worth(self) -> int:
        return self.total_minor if self.worth_minor is None else self.worth_minor


def normal_code(text: str) -> str | None:
    """The code as it is stored ("  spring10 " is "SPRING10"); None if it is not 3 to 16 of A-Z and 0-9."""
    code = unicodedata.normalize("NFKC", text).strip().upper()
    return code if _CODE.fullmatch(code) else None


def discount(
    terms: CouponTerms, lines: Sequence[Line], at: datetime, currency: str, *, stars: bool = False
) -> tuple[int, ...]:
    """What the code takes off each line, in minor units, never more than the line; raises a `CouponRefused`.

    The minimum is counted on the lines the code is for, in the shop's `currency`, also where they are sold for `stars`.
    """
    _check_time(terms, at)
    _check_uses(terms)
    if stars and terms.kind == "fixed":
        raise CouponTakesMoney(code=terms.code)
    eligible = [i for i, line in enumerate(lines) if _covers(terms, line)]
    weights = [lines[i].total_minor for i in eligible]
    _check_goods(terms, len(eligible), sum(lines[i].worth for i in eligible), currency)
    shares = dict(zip(eligible, share_out(_amount(terms, sum(weights)), weights), strict=True))
    return tuple(shares.get(i, 0) for i in range(len(lines)))


def _check_time(terms: CouponTerms, at: datetime) -> None:
    if not terms.active:
        raise CouponUnknown(code=terms.code)
    if terms.starts_at and at < terms.starts_at:
        raise CouponNotStarted(code=terms.code, date=terms.starts_at)
    if terms.ends_at and at >= terms.ends_at:
        raise CouponExpired(code=terms.code, date=terms.ends_at)


def _check_uses(terms: CouponTerms) -> None:
    """The customer's own use is told first: it is the reason that person can understand."""
    if terms.per_customer is not None and terms.used_by_customer >= terms.per_customer:
        raise CouponUsedByYou(code=terms.code)
    if terms.usage_limit is not None and terms.used >= terms.usage_limit:
        raise CouponUsedUp(code=terms.code)


def _check_goods(terms: CouponTerms, count: int, goods_minor: int, currency: str) -> None:
    if not count:
        raise CouponNotForThese(code=terms.code)
    if goods_minor < terms.minimum_minor:
        minimum, missing = (Money(m, currency) for m in (terms.minimum_minor, terms.minimum_minor - goods_minor))
        raise CouponNeedsMore(code=terms.code, minimum=minimum, missing=missing)


def _covers(terms: CouponTerms, line: Line) -> bool:
    if not terms.category_ids and not terms.product_ids:
        return True
    return line.product_id in terms.product_ids or bool(terms.category_ids & line.category_ids)


def _amount(terms: CouponTerms, goods_minor: int) -> int:
    wanted = basis_points(goods_minor, terms.percent_bp) if terms.kind == "percent" else terms.amount_minor
    return max(0, min(wanted, goods_minor))
