"""Who a customer is, and where they live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.customers.models import Address, Customer
from domain.customers.views import AddressView, ProfileView
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import NotFound

_PROFILE = """
SELECT p.id, p.name, p.phone, p.email, p.locale, p.blocked,
       (SELECT COUNT(*) FROM orders o WHERE o.customer_id = p.id AND o.cancel_reason <> 'expired') AS orders,
       (SELECT COUNT(*) FROM address a WHERE a.customer_id = p.id AND a.deleted_at IS NULL) AS addresses,
       (SELECT COUNT(*) FROM saved_item s WHERE s.customer_id = p.id) AS saved,
       (SELECT COUNT(*) FROM alert t WHERE t.customer_id = p.id AND t.sent_at IS NULL) AS alerts
FROM customer p WHERE p.shop_id = $1 AND p.id = $2
"""


_PLACE = "label line unit city region postcode country lat lon verified is_default".split()


def address_of(row: Mapping[str, Any]) -> AddressView | None:
    """The address in the columns of a wider statement, its id named `a_id`; None where that is empty."""
    if row["a_id"] is None:
        return None
    fields: dict[str, Any] = {name: row[name] for name in _PLACE}
    fields |= {name: bool(row[name]) for name in ("verified", "is_default")}
    return AddressView(row["a_id"], **fields)


async def addresses(by: Actor) -> tuple[AddressView, ...]:
    """The customer's own addresses, the default first, then the newest."""
    mine = Address.of(by, customer_id=by.id, deleted_at=None).order_by("-is_default", "-id")
    return tuple(AddressView(**row) for row in await mine.values("id", *_PLACE))


async def address(by: Actor, address_id: int) -> AddressView:
    """One of the customer's own addresses. Raises `NotFound`."""
    rows = await Address.of(by, customer_id=by.id, id=address_id, deleted_at=None).values("id", *_PLACE)
    if not rows:
        raise NotFound()
    return AddressView(**rows[0])


async def profile(by: Actor, customer_id: int = 0) -> ProfileView:
    """The customer (for staff: another one of the shop). Raises `NotFound`."""
    wanted = customer_id if customer_id and by.kind in ("staff", "system") else by.id
    rows = await sql(_PROFILE, by.shop_id, wanted)
    if not rows:
        raise NotFound()
    return ProfileView(**rows[0] | {"blocked": bool(rows[0]["blocked"])})


async def exists(by: Actor, customer_id: int) -> bool:
    return await Customer.of(by, id=customer_id).exists()
