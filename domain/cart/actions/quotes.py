"""What the customer is shown on the review screen is kept, and is what they pay."""

from __future__ import annotations

from datetime import timedelta

from domain.cart.actions.change import TRIES, opened
from domain.cart.basket import Basket
from domain.cart.errors import BelowMinimum, CartEmpty, OrdersClosed
from domain.cart.show import body, quote_view
from domain.cart.sums import Sums, sums_of
from domain.cart.views import QuoteView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import Stale
from domain.kit.money import Money
from domain.kit.rows import insert_rows, packed


async def quote(by: Actor, kind: str, *, locale: str = "") -> QuoteView:
    """The cart as it would be ordered now. A row is written once no step is missing, and only for new content.

    Raises `CartEmpty`, `BelowMinimum`, `OrdersClosed`.
    """
    async with transaction():
        for _ in range(TRIES):
            sums = await sums_of(by, await opened(by, kind, locale))
            check_open(sums)
            view = await _kept(by, sums)
            if view:
                return view
        raise Stale()


def check_open(sums: Sums) -> None:
    """Refuse what cannot be ordered whatever the customer chooses."""
    if sums.shop.settings.orders_closed:
        raise OrdersClosed()
    if not sums.lines:
        raise CartEmpty()
    if sums.missing_for_minimum:
        raise BelowMinimum(missing=Money(sums.missing_for_minimum, sums.shop.currency))


async def _kept(by: Actor, sums: Sums) -> QuoteView | None:
    """None when another quote of the same cart was written at the same moment."""
    expires_at = now() + timedelta(minutes=sums.shop.settings.quote_min)
    if sums.missing:
        return quote_view(sums, 0, 0, expires_at)
    if holds(sums):
        last = sums.basket.quote
        return quote_view(sums, last.id, last.revision, last.expires_at) if last else None
    revision = _last_revision(sums.basket) + 1
    row = {
        "shop_id": by.shop_id, "customer_id": by.id, "cart_id": sums.basket.cart_id, "revision": revision,
        "digest": sums.digest, "currency": sums.shop.currency, "total": sums.totals.total_minor,
        "body": packed(body(sums)), "created_at": now(), "expires_at": expires_at,
    }  # fmt: skip
    rows = await insert_rows("quote", [row], conflict="ON CONFLICT (cart_id, revision) DO NOTHING")
    return quote_view(sums, rows[0]["id"], revision, expires_at) if rows else None


def _last_revision(basket: Basket) -> int:
    return basket.quote.revision if basket.quote else 0


def holds(sums: Sums) -> bool:
    """Whether the last quote still says what the cart comes to, and no order was made of it."""
    last = sums.basket.quote
    return last is not None and not last.order_id and last.digest == sums.digest and last.expires_at > now()
