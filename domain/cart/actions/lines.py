"""Lines of the cart: at least so many, from so many to so many, away and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from domain.cart.actions.change import (
    TRIES,
    Edit,
    add_line,
    bump,
    change,
    guard,
    open_row,
    opened,
    view_of,
    with_quantity,
)
from domain.cart.basket import OF_LINE, Basket, BasketLine, basket, read_basket
from domain.cart.errors import CartFull, NotSoldHere, OnlyLeft, TooManyUnits, VariantGone
from domain.cart.models import CartLine
from domain.cart.views import CartView
from domain.catalog.models import DIGITAL
from domain.catalog.rules import sells_in_stars
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import BadInput, NotAllowed, Stale
from domain.kit.rows import moment
from domain.shop.queries import shop_at
from domain.shop.views import ShopSettings
from domain.stock.errors import SoldOut

FIRST_CHANGE = 2
_PROBE = """
SELECT v.id, v.price, v.policy, v.active, v.stars, r.kind, r.status,
       h.on_hand - h.reserved AS free, s.catalog_version AS version,
       COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = r.id AND t.locale = $5),
                (SELECT t.name FROM product_text t WHERE t.product_id = r.id ORDER BY t.id LIMIT 1), v.sku) AS title,
       k.id AS cart_id, k.revision, l.id AS line_id, l.quantity AS wanted,
       (SELECT COUNT(*) FROM cart_line x WHERE x.cart_id = k.id) AS lines,
       (SELECT COALESCE(SUM(x.quantity), 0) FROM cart_line x WHERE x.cart_id = k.id) AS units
FROM variant v JOIN product r ON r.id = v.product_id JOIN shop s ON s.id = v.shop_id
LEFT JOIN stock_level h ON h.variant_id = v.id AND h.place = 'main'
LEFT JOIN cart k ON k.shop_id = v.shop_id AND k.customer_id = $3 AND k.kind = $4
LEFT JOIN cart_line l ON l.cart_id = k.id AND l.variant_id = v.id
WHERE v.shop_id = $1 AND v.id = $2
"""


@dataclass(frozen=True, slots=True)
class Probe:
    """A variant as a cart meets it: `wanted` of it are in the cart, which has `units` on `lines` lines.

    `fresh`: the cart was made by this very transaction, as its first change: nobody else can have made one. Not `here`:
    it is sold, but not in the messenger this customer is in.
    """

    variant_id: int
    title: str
    unit_minor: int
    sold: bool
    free: int | None
    version: int
    cart_id: int
    revision: int
    line_id: int
    wanted: int
    lines: int
    units: int
    fresh: bool = False
    here: bool = True


# ---------------------------------------------------------------------------------------------------------- at least


async def add_at_least(by: Actor, variant_id: int, quantity: int) -> int:
    """See that the basket holds at least so many; returns the units in the basket. Harmless twice.

    Raises `SoldOut`, `OnlyLeft`, `TooManyUnits`, `CartFull`, `VariantGone`.
    """
    _check_customer(by)
    async with transaction():
        for _ in range(TRIES):
            found = await probe(by, variant_id, "basket")
            if quantity <= found.wanted or await _add(by, found, quantity):
                return found.units + max(0, quantity - found.wanted)
        raise Stale()


async def probe(by: Actor, variant_id: int, kind: str) -> Probe:
    """A variant and the customer's cart of this kind, read by one statement. Raises `VariantGone`."""
    rows = await sql(_PROBE, by.shop_id, variant_id, by.id, kind, by.locale)
    if not rows:
        raise VariantGone(item="")
    if rows[0]["cart_id"]:
        return _probe(rows[0], by)
    cart_id = await open_row(by, kind, FIRST_CHANGE)
    if not cart_id:
        return await probe(by, variant_id, kind)
    return replace(_probe(rows[0] | {"cart_id": cart_id, "revision": FIRST_CHANGE}, by), fresh=True)


def _probe(row: dict[str, Any], by: Actor) -> Probe:
    return Probe(
        variant_id=row["id"],
        title=row["title"],
        unit_minor=row["price"],
        sold=bool(row["active"]) and row["status"] == "active",
        free=max(0, row["free"] or 0) if row["policy"] == "deny" else None,
        version=row["version"],
        cart_id=row["cart_id"],
        revision=row["revision"],
        line_id=row["line_id"] or 0,
        wanted=row["wanted"] or 0,
        lines=row["lines"],
        units=int(row["units"]),
        here=bool(row["stars"]) or row["kind"] != DIGITAL or not sells_in_stars(by.channel),
    )


async def _add(by: Actor, found: Probe, quantity: int) -> bool:
    """Write the line if nobody has changed the cart meanwhile."""
    limits = (await shop_at(by.shop_id, found.version)).settings
    check_sold(found)
    if not found.line_id and found.lines >= limits.max_cart_lines:
        raise CartFull(max=limits.max_cart_lines)
    check_quantity(quantity, found.free, limits, found.title)
    if not found.fresh and not await bump(by, Basket(found.cart_id, "", found.revision, by.id)):
        return False
    if found.line_id:
        await CartLine.of(by, id=found.line_id).update(quantity=quantity, seen_price=found.unit_minor)
    else:
        await add_line(by, found.cart_id, found.variant_id, quantity, found.unit_minor)
    return True


def check_sold(found: Probe) -> None:
    """Raises the reason why nobody can have it, however many there are."""
    if not found.sold:
        raise VariantGone(item=found.title)
    if not found.here:
        raise NotSoldHere(item=found.title)


def check_quantity(quantity: int, free: int | None, limits: ShopSettings, title: str) -> None:
    """Raises the reason why nobody can have so many."""
    if quantity < 1:
        raise BadInput({"quantity": "1"})
    if quantity > limits.max_qty:
        raise TooManyUnits(max=limits.max_qty)
    if free == 0:
        raise SoldOut(item=title, left=0)
    if free is not None and quantity > free:
        raise OnlyLeft(n=free)


def _check_customer(by: Actor) -> None:
    if by.kind != "customer":
        raise NotAllowed()


# -------------------------------------------------------------------------------------------------------- from and to


async def set_quantity(by: Actor, line_id: int, was: int, to: int) -> CartView:
    """The line had `was` units and should have `to`; 0 removes it, `undo_remove` brings it back for a minute.

    Harmless twice. Raises `Stale` when the line has another quantity by now, `OnlyLeft`, `TooManyUnits`.
    """
    _check_customer(by)

    async def read() -> Basket:
        return await read_basket(by, OF_LINE, line_id) or await opened(by, "basket")

    async def decide(before: Basket) -> Edit | None:
        return await _decide_quantity(by, before, before.line(line_id), was, to)

    return await seen(by, await change(by, read, decide))


async def set_variant_quantity(by: Actor, variant_id: int, was: int, to: int) -> CartView:
    """The same for the basket's line of a variant, as a product's own stepper knows it; `was` 0 adds."""
    _check_customer(by)
    if was == 0 and to > 0:
        await add_at_least(by, variant_id, to)
        return await show(by, "basket")

    async def decide(before: Basket) -> Edit | None:
        return await _decide_quantity(by, before, before.line_of(variant_id), was, to)

    return await seen(by, await change(by, lambda: opened(by, "basket"), decide))


async def _decide_quantity(by: Actor, before: Basket, line: BasketLine | None, was: int, to: int) -> Edit | None:
    if (line.wanted if line else 0) == to:
        return None
    if line is None or was not in (line.wanted, line.quantity):
        raise Stale()
    if to == 0:
        return await _removal(by, before, line)
    if not 0 < to <= line.quantity:
        check_quantity(to, line.free, await _limits(by, before), line.title)
    return Edit(with_quantity(before, line, to), quantities={line.variant_id: to})


async def _limits(by: Actor, before: Basket) -> ShopSettings:
    return (await shop_at(by.shop_id, before.version)).settings


async def _removal(by: Actor, before: Basket, line: BasketLine) -> Edit:
    until = now() + timedelta(seconds=(await _limits(by, before)).undo_s)
    undo = {
        "variant_id": line.variant_id, "quantity": line.wanted, "seen_minor": line.seen_minor,
        "until": until.isoformat(),
    }  # fmt: skip
    after = replace(with_quantity(before, line, 0), undo=undo)
    return Edit(after, {"undo": undo}, {line.variant_id: 0})


async def undo_remove(by: Actor, rev: int | None) -> CartView:
    """Bring back the line removed last, for a minute. Harmless twice: nothing to undo changes nothing."""

    async def decide(before: Basket) -> Edit | None:
        until, variant_id = moment(before.undo.get("until")), before.undo.get("variant_id")
        if until is None or until <= now() or before.line_of(int(variant_id or 0)):
            return None
        guard(before, rev)
        back = int(variant_id or 0)
        quantities, prices = {back: before.undo["quantity"]}, {back: before.undo["seen_minor"]}
        return Edit(None, {"undo": {}}, quantities, prices)

    return await view_of(by, await change(by, lambda: opened(by, "basket"), decide))


async def show(by: Actor, kind: str, *, locale: str = "") -> CartView:
    """The cart for its own screen: a change of price is told there once, and is no news afterwards."""
    return await seen(by, await basket(by, kind, locale) if by.kind == "customer" else Basket(0, kind, 0, 0))


async def seen(by: Actor, mine: Basket) -> CartView:
    """The view of a cart that is about to be shown; the prices in it have been seen then."""
    view = await view_of(by, mine)
    for line in (*view.lines, *view.apart, *view.gone):
        if line.changed_from:
            await CartLine.of(by, id=line.id).update(seen_price=line.unit_price.minor)
    return view
