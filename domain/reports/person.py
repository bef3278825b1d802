"""One customer as the shop's people see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.customers.figures import ORDERS, SEEN, SPENT
from domain.customers.lists import facts_of
from domain.customers.views import AddressView
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.kit.rows import joined, moment

LATEST = 10
MOST_KEPT = 40
_PERSON = """
SELECT p.id, p.name, p.phone, p.email, p.locale, p.blocked, p.created_at, p.erased_at, s.currency,
  {orders} AS orders, {spent} AS spent, {seen} AS seen_at,
  (SELECT {channels} FROM (SELECT DISTINCT i.channel || '' AS channel FROM channel_identity i
    WHERE i.shop_id = p.shop_id AND i.customer_id = p.id ORDER BY 1) c) AS channels,
  (SELECT {tags} FROM (SELECT t.tag FROM customer_tag t WHERE t.customer_id = p.id ORDER BY t.tag) c) AS tags,
  (SELECT COALESCE(SUM(l.quantity), 0) FROM cart_line l JOIN cart k ON k.id = l.cart_id
    WHERE k.customer_id = p.id AND k.kind = 'basket') AS in_cart,
  (SELECT a.first_campaign || ' ' || a.first_source FROM arrival a WHERE a.customer_id = p.id) AS came
FROM customer p JOIN shop s ON s.id = p.shop_id WHERE p.shop_id = $1 AND p.id = $2
"""
_ORDERS = """
SELECT o.id, o.number, o.status, o.total, o.currency, COALESCE(o.placed_at, o.created_at) AS at, o.is_test
FROM orders o WHERE o.shop_id = $1 AND o.customer_id = $2 AND o.cancel_reason <> 'expired'
ORDER BY 0 + o.id DESC LIMIT $3
"""
NAME = (
    "COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = {p} AND t.locale = $3),"
    "(SELECT t.name FROM product_text t WHERE t.product_id = {p} ORDER BY t.id LIMIT 1), '')"
)
_KEPT = f"""
SELECT kind, id, product_id, words, {NAME.format(p="k.product_id")} AS name FROM (
  SELECT 'saved' AS kind, i.id, i.product_id, '' AS words FROM saved_item i
  WHERE i.shop_id = $1 AND i.customer_id = $2
  UNION ALL
  SELECT a.kind, a.id, COALESCE(a.product_id, 0), COALESCE(l.query, '') FROM alert a
  LEFT JOIN stored_list l ON l.id = a.list_id
  WHERE a.shop_id = $1 AND a.customer_id = $2 AND a.sent_at IS NULL AND a.expires_at > $4) k
ORDER BY k.kind, k.id DESC LIMIT $5
"""  # noqa: S608 - a fragment of ours
_PLACES = """
SELECT a.id, a.label, a.line, a.unit, a.city, a.region, a.postcode, a.country, a.verified, a.is_default
FROM address a WHERE a.shop_id = $1 AND a.customer_id = $2 AND a.deleted_at IS NULL
ORDER BY a.is_default DESC, a.id DESC
"""


@dataclass(frozen=True, slots=True)
class PersonView:
    """`orders` and `spent`: ordered for good and not cancelled. `came`: the words of the first link that said where it
    hung. Of somebody `erased_at` only their orders are left.
    """

    id: int
    name: str
    phone: str
    email: str
    locale: str
    blocked: bool
    channels: tuple[str, ...]
    tags: tuple[str, ...]
    orders: int
    spent: Money
    in_cart: int
    came: str
    created_at: datetime | None
    seen_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonOrder:
    number: int
    status: str
    total: Money
    at: datetime | None
    is_test: bool


@dataclass(frozen=True, slots=True)
class KeptView:
    """Something saved (`kind` "saved") or waited for ("stock", "price", "open", "words")."""

    kind: str
    product_id: int
    name: str
    words: str


async def person(by: Actor, customer_id: int) -> PersonView:
    """Raises `NotAllowed`, `NotFound`."""
    require(by, Permission.VIEW_CUSTOMERS)
    statement = _PERSON.format(
        orders=ORDERS.format(p="p"), spent=SPENT.format(p="p"), seen=SEEN.format(p="p"),
        channels=joined("c.channel"), tags=joined("c.tag"),
    )  # fmt: skip
    rows = await sql(statement, by.shop_id, customer_id)
    if not rows:
        raise NotFound()
    row = rows[0]
    return PersonView(
        **facts_of(by, row),
        in_cart=int(row["in_cart"]),
        came=(row["came"] or "").strip(),
        erased_at=moment(row["erased_at"]),
    )


async def latest_orders(by: Actor, customer_id: int) -> tuple[PersonOrder, ...]:
    """The newest orders, without those that ran out unpaid."""
    require(by, Permission.VIEW_CUSTOMERS)
    return tuple(
        PersonOrder(r["number"], r["status"], Money(r["total"], r["currency"]), moment(r["at"]), bool(r["is_test"]))
        for r in await sql(_ORDERS, by.shop_id, customer_id, LATEST)
    )


async def kept(by: Actor, customer_id: int, locale: str) -> tuple[KeptView, ...]:
    """What the customer has saved and what they wait for."""
    require(by, Permission.VIEW_CUSTOMERS)
    rows = await sql(_KEPT, by.shop_id, customer_id, locale, now(), MOST_KEPT)
    return tuple(KeptView(r["kind"], r["product_id"], r["name"], r["words"]) for r in rows)


async def places(by: Actor, customer_id: int) -> tuple[AddressView, ...]:
    """The customer's addresses, the default first; none for who sees masked numbers."""
    require(by, Permission.VIEW_CUSTOMERS)
    if Permission.VIEW_CONTACTS not in by.permissions:
        return ()
    rows = await sql(_PLACES, by.shop_id, customer_id)
    flags = ("verified", "is_default")
    return tuple(AddressView(**row | {name: bool(row[name]) for name in flags}) for row in rows)
