"""Two carts become one: at least so many of each thing, and what is being bought now is what was touched last."""

from __future__ import annotations

from domain.cart.actions import Item, fill
from domain.cart.models import Cart, CartKind, CartLine, Quote
from domain.kit.actor import Actor
from domain.kit.db import sql

_QUOTES = "SELECT id, revision FROM quote WHERE shop_id = $1 AND cart_id = $2 ORDER BY id"


async def merge_carts(by: Actor, stays: Actor, goes: int) -> None:
    """Inside the join's transaction. A cart only who goes has, goes over as it is."""
    for kind in CartKind:
        theirs = await Cart.of(by, customer_id=goes, kind=kind).first()
        own = await Cart.of(by, customer_id=stays.id, kind=kind).first()
        if theirs is None:
            continue
        if own is None:
            await Cart.of(by, id=theirs.id).update(customer_id=stays.id)
            continue
        if kind is CartKind.BASKET:
            await _add(by, stays, theirs)
        else:
            await _newer(by, own, theirs)
        await _keep_quotes(by, own, theirs)
        await CartLine.of(by, cart_id=theirs.id).delete()
        await Cart.of(by, id=theirs.id).delete()


async def _add(by: Actor, stays: Actor, theirs: Cart) -> None:
    lines = CartLine.of(by, cart_id=theirs.id).order_by("added_at", "id")
    items = [Item(*row) for row in await lines.values_list("variant_id", "quantity", "seen_price")]
    if items:
        await fill(stays, items, "add")
    if theirs.coupon:
        await Cart.of(by, customer_id=stays.id, kind=theirs.kind, coupon="").update(coupon=theirs.coupon)


async def _newer(by: Actor, own: Cart, theirs: Cart) -> None:
    """One thing is bought at a time."""
    if theirs.touched_at <= own.touched_at or not await CartLine.of(by, cart_id=theirs.id).exists():
        return
    await CartLine.of(by, cart_id=own.id).delete()
    await CartLine.of(by, cart_id=theirs.id).update(cart_id=own.id)
    names = ("coupon", "address_id", "method_id", "point_id", "payment", "extras", "undo", "touched_at")
    choices = {name: getattr(theirs, name) for name in names}
    await Cart.of(by, id=own.id).update(revision=own.revision + 1, **choices)


async def _keep_quotes(by: Actor, own: Cart, theirs: Cart) -> None:
    """Orders point at what was shown. A cart's newest quote has its highest revision, whichever side it came from."""
    mine = await sql(_QUOTES, by.shop_id, own.id)
    newest, revision = (mine[-1]["id"], mine[-1]["revision"]) if mine else (0, 0)
    for row in await sql(_QUOTES, by.shop_id, theirs.id):
        later = row["id"] > newest
        revision += later
        await Quote.of(by, id=row["id"]).update(cart_id=own.id, revision=revision if later else -row["id"])
