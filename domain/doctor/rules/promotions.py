"""Coupons: counted, limited, and each use by one order."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_

_USES = "(SELECT COUNT(*) FROM coupon_use u WHERE u.coupon_id = c.id AND NOT u.voided)"

RULES = (
    Rule(
        "G10",
        N_("A coupon is used as often as it was, and never above its limit."),
        "Coupon {code} says {used} uses; there are {uses}, and its limit is {most}.",
        asked(
            f"""SELECT * FROM (SELECT c.shop_id, c.id AS coupon, c.code, c.used, {_USES} AS uses, c.usage_limit,
                COALESCE(CAST(c.usage_limit AS TEXT), 'none') AS most FROM coupon c) s
                WHERE used > usage_limit OR used <> uses"""  # noqa: S608 - our own words
        ),
    ),
    Rule(
        "G10.customer",
        N_("Nobody uses a code more often than each may."),
        "Customer {customer} used coupon {code} {times} times; {per_customer} are allowed.",
        asked(
            """SELECT c.shop_id, c.code, c.per_customer, u.customer_id AS customer, COUNT(*) AS times
               FROM coupon c JOIN coupon_use u ON u.coupon_id = c.id AND u.seat IS NOT NULL
               GROUP BY c.shop_id, c.id, c.code, c.per_customer, u.customer_id HAVING COUNT(*) > c.per_customer"""
        ),
    ),
)
