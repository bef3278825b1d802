"""What of a customer goes where when two prove to be one: a rule for every column that names a customer.

In the statements $1 is the shop, $2 who stays, $3 who goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_ALL = "UPDATE {table} SET {column} = $2 WHERE shop_id = $1 AND {column} = $3"
_TWINS = (
    "DELETE FROM {table} WHERE shop_id = $1 AND customer_id = $3 AND EXISTS (SELECT 1 FROM {table} twin"
    " WHERE twin.shop_id = $1 AND twin.customer_id = $2 AND {same})"
)
_ALIKE = (
    "alert.sent_at IS NULL AND twin.sent_at IS NULL AND twin.kind = alert.kind"
    " AND COALESCE(twin.product_id, 0) = COALESCE(alert.product_id, 0)"
    " AND COALESCE(twin.variant_id, 0) = COALESCE(alert.variant_id, 0)"
    " AND COALESCE(twin.list_id, 0) = COALESCE(alert.list_id, 0)"
)
_ONE_DEFAULT = """
UPDATE address SET is_default = FALSE WHERE shop_id = $1 AND customer_id = $3 AND EXISTS (
  SELECT 1 FROM address own WHERE own.shop_id = $1 AND own.customer_id = $2 AND own.is_default
    AND own.deleted_at IS NULL)
"""
_SAME_PLACE = """
UPDATE address SET deleted_at = created_at, is_default = FALSE
WHERE shop_id = $1 AND customer_id = $3 AND deleted_at IS NULL AND EXISTS (
  SELECT 1 FROM address own WHERE own.shop_id = $1 AND own.customer_id = $2 AND own.deleted_at IS NULL
    AND LOWER(own.line) = LOWER(address.line) AND LOWER(own.unit) = LOWER(address.unit)
    AND LOWER(own.city) = LOWER(address.city) AND own.postcode = address.postcode AND own.country = address.country)
"""
_SEATS = "UPDATE coupon_use SET seat = NULL, customer_id = $2 WHERE shop_id = $1 AND customer_id = $3"
_NOT_ONESELF = "UPDATE arrival SET referrer_id = NULL WHERE shop_id = $1 AND customer_id = $2 AND referrer_id = $3"
_FRIENDS = "UPDATE arrival SET referrer_id = $2 WHERE shop_id = $1 AND referrer_id = $3 AND customer_id <> $2"
PROFILE = """
UPDATE customer SET
  name = CASE WHEN name = '' THEN (SELECT g.name FROM customer g WHERE g.id = $3) ELSE name END,
  phone = CASE WHEN phone = '' THEN (SELECT g.phone FROM customer g WHERE g.id = $3) ELSE phone END,
  email = CASE WHEN email = '' THEN (SELECT g.email FROM customer g WHERE g.id = $3) ELSE email END,
  locale = CASE WHEN locale = '' THEN (SELECT g.locale FROM customer g WHERE g.id = $3) ELSE locale END
WHERE shop_id = $1 AND id = $2
"""


def _plain(table: str, column: str = "customer_id") -> str:
    return _ALL.format(table=table, column=column)


def _once(table: str, same: str) -> tuple[str, str]:
    """What both have is kept once."""
    return _TWINS.format(table=table, same=same), _plain(table)


# The carts, the arrival and the wallet are merged by hand before; what is left of them here is for who stays.
MOVES: Mapping[tuple[str, str], Sequence[str]] = {
    ("address", "customer_id"): (_SAME_PLACE, _ONE_DEFAULT, _plain("address")),
    ("alert", "customer_id"): _once("alert", _ALIKE),
    ("approval", "customer_id"): (_plain("approval"),),
    ("arrival", "customer_id"): (_plain("arrival"),),
    ("arrival", "referrer_id"): (_NOT_ONESELF, _FRIENDS),
    ("cart", "customer_id"): (_plain("cart"),),
    ("channel_identity", "customer_id"): (_plain("channel_identity"),),
    ("chat", "customer_id"): (_plain("chat"),),
    ("coupon_use", "customer_id"): (_SEATS,),
    ("customer_note", "customer_id"): (_plain("customer_note"),),
    ("customer_tag", "customer_id"): _once("customer_tag", "twin.tag = customer_tag.tag"),
    ("event", "customer_id"): (_plain("event"),),
    ("invite_code", "customer_id"): (_plain("invite_code"),),
    ("join_token", "customer_id"): (_plain("join_token"),),
    ("order_draft", "customer_id"): (_plain("order_draft"),),
    ("order_return", "customer_id"): (_plain("order_return"),),
    ("orders", "customer_id"): (_plain("orders"),),
    ("past_return", "customer_id"): (_plain("past_return"),),
    ("quote", "customer_id"): (_plain("quote"),),
    ("saved_item", "customer_id"): _once("saved_item", "twin.product_id = saved_item.product_id"),
    ("searcher", "customer_id"): _once("searcher", "twin.list_id = searcher.list_id"),
    ("wallet", "customer_id"): (),
}
