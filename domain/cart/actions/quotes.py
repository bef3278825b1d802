"""What the customer is shown on the review screen is kept, and is what they pay."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.cart.actions.change import TRIES
from domain.cart.basket import Basket, basket
from domain.cart.errors import BelowMinimum, CartEmpty, OrdersClosed, TwoPayments
from domain.cart.show import body, quote_view
from domain.cart.sums import Sums, sums_of
from domain.cart.views import QuoteView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotAllowed, Stale
from domain.kit.money import Money
from domain.kit.rows import insert_rows, packed


async def quote(by: Actor, kind: str, *, locale: str = "") -> QuoteView:
    """The cart as it would be ordered now. A row is written once no step is missing, and only for new content.

    Raises `CartEmpty`, `BelowMinimum`, `OrdersClosed`, `TwoPayments`.
    """
    if by.kind != "customer":
        raise NotAllowed()
    for _ in range(TRIES):
        view = await quote_of(by, await basket(by, kind, locale))
        if view:
            return view
    raise Stale()


async def quote_of(by: Actor, mine: Basket) -> QuoteView | None:
    """The quote of a cart just read; None when another one of it was written at the same moment. Raises as `quote`."""
    sums = await sums_of(by, mine)
    check_open(sums)
    if sums.missing:
        return quote_view(sums, 0, 0, _end(sums))
    if holds(sums):
        last = sums.basket.quote
        return quote_view(sums, last.id, last.revision, last.expires_at) if last else None
    async with transaction():
        return await _kept(by, sums)


def check_open(sums: Sums) -> None:
    """Refuse what cannot be ordered whatever the customer chooses."""
    if sums.shop.settings.orders_closed:
        raise OrdersClosed()
    if not sums.lines:
        raise CartEmpty()
    if sums.split:
        raise TwoPayments()
    if sums.missing_for_minimum:
        raise BelowMinimum(missing=Money(sums.missing_for_minimum, sums.shop.currency))


def _end(sums: Sums) -> datetime:
    return now() + timedelta(minutes=sums.shop.settings.quote_min)


async def _kept(by: Actor, sums: Sums) -> QuoteView | None:
    revision, expires_at = _last_revision(sums.basket) + 1, _end(sums)
    row = {
        "shop_id": by.shop_id, "customer_id": by.id, "cart_id": sums.basket.cart_id, "revision": revision,
        "digest": sums.digest, "currency": sums.currency, "total": sums.totals.total_minor,
        "body": packed(body(sums)), "created_at": now(), "expires_at": expires_at,
    }  # fmt: skip
    rows = await insert_rows("quote", [row], conflict="ON CONFLICT (cart_id, revision) DO NOTHING")
    return quote_view(sums, rows[0]["id"], revision, expires_at) if rows else None


def _last_revision(mine: Basket) -> int:
    return mine.quote.revision if mine.quote else 0


def holds(sums: Sums) -> bool:
    """Whether the last quote still says what the cart comes to, and no order was made of it."""
    last = sums.basket.quote
    return last is not None and not last.order_id and last.digest == sums.digest and last.expires_at > now()
