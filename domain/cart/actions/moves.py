"""Whole carts: bought at once, filled again, merged, put aside, emptied by an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.cart.actions.change import Edit, bump, change, change_cart, guard, opened, view_of
from domain.cart.actions.lines import check_quantity, check_sold, probe
from domain.cart.basket import Basket
from domain.cart.models import CartLine
from domain.cart.sums import Sums
from domain.cart.views import CartView
from domain.catalog.models import Variant
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import note_change, sql, transaction
from domain.kit.errors import Stale
from domain.kit.rows import insert_rows
from domain.shop.queries import shop_at
from domain.shop.views import ShopSettings

_OLD_QUOTES = """
DELETE FROM quote WHERE expires_at < $1 AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.quote_id = quote.id)
RETURNING id
"""

_TAKE_OUT = "DELETE FROM cart_line WHERE shop_id = $1 AND cart_id = $2 AND id IN ({lines})"


@dataclass(frozen=True, slots=True)
class Item:
    """So many of a variant, to be put into a cart; `unit_minor` is the price it was last known at, if any."""

    variant_id: int
    quantity: int
    unit_minor: int | None = None


async def buy_now(by: Actor, variant_id: int, quantity: int = 1) -> CartView:
    """Make the direct cart hold exactly this; the basket is left alone. Harmless twice.

    Raises `SoldOut`, `OnlyLeft`, `TooManyUnits`, `VariantGone`.
    """

    async def decide(before: Basket) -> Edit | None:
        found = await probe(by, variant_id, "direct")
        limits = (await shop_at(by.shop_id, found.version)).settings
        check_sold(found)
        check_quantity(quantity, found.free, limits, found.title)
        if [(line.variant_id, line.wanted) for line in before.lines] == [(variant_id, quantity)]:
            return None
        others = {line.variant_id: 0 for line in before.lines}
        fresh = {"coupon": "", "extras": {}, "undo": {}}
        return Edit(None, fresh, others | {variant_id: quantity}, {variant_id: found.unit_minor})

    return await change_cart(by, "direct", decide)


async def fill(by: Actor, items: Sequence[Item], mode: str = "add") -> CartView:
    """Put things into the basket, "replace" what is in it or "add" at least so many of each.

    What is sold out or no longer sold goes in as well and is shown as not available; what passes a limit is cut to it.
    Items that carry a price show how it has changed since. Harmless twice.
    """
    prices = await _prices(by, items)

    async def decide(before: Basket) -> Edit | None:
        limits = (await shop_at(by.shop_id, before.version)).settings
        wanted = _wanted(before, items, prices, limits, mode)
        return Edit(None, {}, wanted, prices) if wanted else None

    return await change_cart(by, "basket", decide)


async def _prices(by: Actor, items: Sequence[Item]) -> dict[int, int]:
    rows = await Variant.of(by, id__in=[item.variant_id for item in items]).values("id", "price")
    now_minor = {row["id"]: row["price"] for row in rows}
    known = {item.variant_id: item.unit_minor for item in items if item.unit_minor is not None}
    return {variant_id: known.get(variant_id, minor) for variant_id, minor in now_minor.items()}


def _wanted(
    before: Basket, items: Sequence[Item], prices: dict[int, int], limits: ShopSettings, mode: str
) -> dict[int, int]:
    """The quantities that differ from what is there."""
    there = {line.variant_id: line.wanted for line in before.lines}
    wanted = {i.variant_id: min(i.quantity, limits.max_qty) for i in items if i.variant_id in prices and i.quantity > 0}
    if mode == "replace":
        wanted = {variant_id: 0 for variant_id in there} | wanted
    else:
        wanted = {variant_id: max(units, there.get(variant_id, 0)) for variant_id, units in wanted.items()}
    room = limits.max_cart_lines - sum(1 for variant_id in there if wanted.get(variant_id, 1))
    new = [variant_id for variant_id in wanted if variant_id not in there]
    return {v: units for v, units in wanted.items() if there.get(v, 0) != units and v not in new[max(0, room) :]}


async def merge_basket(by: Actor, rev: int | None) -> CartView:
    """Put the basket's lines into the direct cart that is being bought; the basket is empty then."""

    async def decide(before: Basket) -> Edit | None:
        basket = await opened(by, "basket")
        if not basket.lines:
            return None
        guard(before, rev)
        limits = (await shop_at(by.shop_id, before.version)).settings
        if not await bump(by, basket, undo={}):
            raise Stale()
        await CartLine.of(by, cart_id=basket.cart_id).delete()
        return _merged(before, basket, limits)

    return await change_cart(by, "direct", decide)


def _merged(direct: Basket, basket: Basket, limits: ShopSettings) -> Edit:
    there = {line.variant_id: line.wanted for line in direct.lines}
    sums = {x.variant_id: min(limits.max_qty, there.get(x.variant_id, 0) + x.wanted) for x in basket.lines}
    coupon = {"coupon": direct.coupon or basket.coupon}
    return Edit(None, coupon, sums, {line.variant_id: line.seen_minor for line in basket.lines})


async def save_for_later(by: Actor, line_id: int) -> CartView:
    """Take a line out of the basket and keep its product among the saved ones. Harmless twice."""

    async def decide(before: Basket) -> Edit | None:
        line = before.line(line_id)
        if line is None:
            return None
        row = {
            "shop_id": by.shop_id, "customer_id": by.id, "product_id": line.product_id, "price": line.unit_minor,
            "was_available": line.available, "created_at": now(),
        }  # fmt: skip
        await insert_rows("saved_item", [row], conflict="ON CONFLICT (customer_id, product_id) DO NOTHING")
        return Edit(None, {}, {line.variant_id: 0})

    return await view_of(by, await change(by, lambda: opened(by, "basket"), decide))


async def take_out_bought(by: Actor, sums: Sums) -> bool:
    """Inside the order's transaction: take the lines that were bought out; what could not be had stays.

    False when somebody has changed the cart since it was read: then nothing was written.
    """
    bought = sums.basket
    coupon = bought.coupon if sums.apart and sums.refusal else ""
    extras = bought.wishes if sums.apart and sums.digital else {}
    if not await bump(by, bought, coupon=coupon, extras=extras, undo={}):
        return False
    lines = ", ".join(str(line.id) for line in sums.lines)
    await sql(_TAKE_OUT.format(lines=lines), by.shop_id, bought.cart_id)
    gone = sum(line.wanted for line in sums.lines) if bought.kind == "basket" else 0
    note_change("cart", bought.basket_units - gone)
    return True


async def sweep_carts(days: int) -> int:
    """Empty carts that nobody has touched for so long; their choices stay."""
    async with transaction():
        return await CartLine.filter(cart__touched_at__lt=now() - timedelta(days=days)).delete()


async def sweep_quotes(days: int) -> int:
    """Forget reviews that ended so long ago and became no order."""
    old = await sql(_OLD_QUOTES, now() - timedelta(days=days))
    return len(old)
