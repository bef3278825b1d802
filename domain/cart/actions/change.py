"""How a cart changes: read, decide, then one guarded update of its revision; whoever comes second decides again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.cart.basket import Basket, BasketLine, basket
from domain.cart.models import CartLine
from domain.cart.show import cart_view
from domain.cart.sums import sums_of
from domain.cart.views import CartView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import note_change, sql, transaction
from domain.kit.errors import NotAllowed, Stale
from domain.kit.rows import Values, insert_rows, packed

TRIES = 5
_BUMP = """
UPDATE cart SET revision = revision + 1, touched_at = $4{changes}
WHERE shop_id = $1 AND id = $2 AND revision = $3 RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a change writes: columns of the cart, and quantities of lines by variant (0 removes).

    `prices` are the unit prices new lines were last seen at. `after` is the cart after it; None: read it again.
    """

    after: Basket | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    quantities: Mapping[int, int] = field(default_factory=dict)
    prices: Mapping[int, int] = field(default_factory=dict)

    def then(self, following: Edit | None) -> Edit:
        """Both, one after the other; `following` was made of this one's `after`, and changes columns alone."""
        return replace(following, columns={**self.columns, **following.columns}) if following else self


Read = Callable[[], Awaitable[Basket]]
Decide = Callable[[Basket], Awaitable[Edit | None]]


async def change(by: Actor, read: Read, decide: Decide) -> Basket:
    """Carry out what `decide` makes of the cart; None means that it holds already. Raises what `decide` raises."""
    async with transaction():
        for _ in range(TRIES):
            before = await read()
            edit = await decide(before)
            if edit is None:
                return before
            if await bump(by, before, **edit.columns):
                await _write_lines(by, before, edit)
                return replace(edit.after, revision=before.revision + 1) if edit.after else await read()
        raise Stale()


async def change_cart(by: Actor, kind: str, decide: Decide) -> CartView:
    """`change` for one of the customer's carts, and the view of the result."""
    return await view_of(by, await change(by, lambda: opened(by, kind), decide))


async def view_of(by: Actor, after: Basket) -> CartView:
    return cart_view(await sums_of(by, after))


async def opened(by: Actor, kind: str, locale: str = "") -> Basket:
    """The customer's cart, with a row from now on."""
    if by.kind != "customer":
        raise NotAllowed()
    mine = await basket(by, kind, locale)
    if mine.cart_id:
        return mine
    await open_row(by, kind)
    return await basket(by, kind, locale)


async def open_row(by: Actor, kind: str, revision: int = 1) -> int:
    """The id of the new row; 0 when somebody has opened it at the same moment."""
    note_change("cart")
    row = {
        "shop_id": by.shop_id, "customer_id": by.id, "kind": kind, "revision": revision, "coupon": "", "payment": "",
        "extras": "{}", "undo": "{}", "touched_at": now(),
    }  # fmt: skip
    rows = await insert_rows("cart", [row], conflict="ON CONFLICT (customer_id, kind) DO NOTHING")
    return int(rows[0]["id"]) if rows else 0


async def bump(by: Actor, before: Basket, **columns: Any) -> bool:
    """Write the cart's columns if nobody has changed it since it was read."""
    note_change("cart")
    values = Values([by.shop_id, before.cart_id, before.revision, now()])
    changes = "".join(f", {name} = {values.put(_stored(value))}" for name, value in columns.items())
    return bool(await sql(_BUMP.format(changes=changes), *values))


def _stored(value: Any) -> Any:
    return packed(value) if isinstance(value, Mapping) else value


def guard(before: Basket, rev: int | None) -> None:
    """Refuse a button drawn from another state of the cart. Call it after "holds already" has been ruled out."""
    if rev is not None and rev != before.revision:
        raise Stale()


async def _write_lines(by: Actor, before: Basket, edit: Edit) -> None:
    """A line that is touched has been seen: its price of now is no news any more."""
    for variant_id, quantity in sorted(edit.quantities.items()):
        line = before.line_of(variant_id)
        if quantity == 0:
            await CartLine.of(by, cart_id=before.cart_id, variant_id=variant_id).delete()
        elif line is None:
            await add_line(by, before.cart_id, variant_id, quantity, edit.prices[variant_id])
        else:
            seen = edit.prices.get(variant_id, line.unit_minor)
            await CartLine.of(by, id=line.id).update(quantity=quantity, seen_price=seen)


async def add_line(by: Actor, cart_id: int, variant_id: int, quantity: int, price: int) -> int:
    row = {
        "shop_id": by.shop_id, "cart_id": cart_id, "variant_id": variant_id, "quantity": quantity,
        "seen_price": price, "added_at": now(),
    }  # fmt: skip
    return int((await insert_rows("cart_line", [row]))[0]["id"])


def with_quantity(before: Basket, line: BasketLine, quantity: int) -> Basket:
    """The cart with another quantity of a line; 0 takes it out."""
    touched = replace(line, wanted=quantity, seen_minor=line.unit_minor)
    lines = (touched if x.id == line.id else x for x in before.lines)
    return replace(before, lines=tuple(x for x in lines if x.wanted > 0))
