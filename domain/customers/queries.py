"""Who a customer is, and where they live."""

from __future__ import annotations

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


def address_view(row: Address) -> AddressView:
    return AddressView(
        id=row.id,
        label=row.label,
        line=row.line,
        unit=row.unit,
        city=row.city,
        region=row.region,
        postcode=row.postcode,
        country=row.country,
        verified=row.verified,
        is_default=row.is_default,
        lat=row.lat,
        lon=row.lon,
    )


async def addresses(by: Actor) -> tuple[AddressView, ...]:
    """The customer's own addresses, the default first, then the newest."""
    rows = await Address.of(by, customer_id=by.id, deleted_at=None).order_by("-is_default", "-id")
    return tuple(address_view(row) for row in rows)


async def address(by: Actor, address_id: int) -> AddressView:
    """One of the customer's own addresses. Raises `NotFound`."""
    row = await Address.get_or_none(shop_id=by.shop_id, customer_id=by.id, id=address_id, deleted_at=None)
    if row is None:
        raise NotFound()
    return address_view(row)


async def profile(by: Actor, customer_id: int = 0) -> ProfileView:
    """The customer (for staff: another one of the shop). Raises `NotFound`."""
    wanted = customer_id if customer_id and by.kind in ("staff", "system") else by.id
    rows = await sql(_PROFILE, by.shop_id, wanted)
    if not rows:
        raise NotFound()
    return ProfileView(**rows[0] | {"blocked": bool(rows[0]["blocked"])})


async def exists(by: Actor, customer_id: int) -> bool:
    return await Customer.of(by, id=customer_id).exists()
