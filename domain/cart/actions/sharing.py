"""Passing on what is in the basket, or what is saved: a link holds the things and nobody's name."""

from __future__ import annotations

import hashlib
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.cart.errors import NothingToShare
from domain.cart.models import Cart, CartKind, CartLine, SharedCart
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotAllowed
from domain.kit.rows import insert_rows, moment, packed
from domain.saved.queries import saved_ids
from domain.shop.queries import shop_of

SHARED_DAYS = 30
LETTERS = string.ascii_lowercase + string.digits
TOKEN = 12

Line = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SharedLink:
    """`token` opens `things` different things until `expires_at`; `left_out` more did not fit into one cart."""

    token: str
    things: int
    left_out: int
    expires_at: datetime


async def share_basket(by: Actor) -> SharedLink:
    """A link to what is in the basket. Raises `NothingToShare`."""
    _customers_only(by)
    async with transaction():
        basket = await Cart.of(by, customer_id=by.id, kind=CartKind.BASKET).values_list("id", flat=True)
        lines = CartLine.of(by, cart_id__in=list(basket)).order_by("added_at", "id")
        rows = await lines.values_list("variant__product_id", "variant_id", "quantity")
        return await _keep(by, [(int(product), int(variant), int(units)) for product, variant, units in rows])


async def share_saved(by: Actor) -> SharedLink:
    """A link to what is saved, the newest first, one of each. Raises `NothingToShare`."""
    _customers_only(by)
    async with transaction():
        return await _keep(by, [(product_id, 0, 1) for product_id in await saved_ids(by)])


async def sweep_shared() -> int:
    """Forget links that have ended."""
    return await SharedCart.filter(expires_at__lt=now()).delete()


async def _keep(by: Actor, lines: Sequence[Line]) -> SharedLink:
    """The same things have the same link, and sharing them again makes it live longer."""
    if not lines:
        raise NothingToShare()
    kept = lines[: (await shop_of(by)).settings.max_cart_lines]
    content = packed([list(line) for line in kept])
    at = now()
    row = {
        "shop_id": by.shop_id, "token": "".join(secrets.choice(LETTERS) for _ in range(TOKEN)), "lines": content,
        "digest": hashlib.sha256(content.encode()).hexdigest(), "created_at": at,
        "expires_at": at + timedelta(days=SHARED_DAYS),
    }  # fmt: skip
    again = "ON CONFLICT (shop_id, digest) DO UPDATE SET expires_at = EXCLUDED.expires_at"
    (made,) = await insert_rows("shared_cart", [row], conflict=again, returning="token, expires_at")
    return SharedLink(made["token"], len(kept), len(lines) - len(kept), moment(made["expires_at"]) or at)


def _customers_only(by: Actor) -> None:
    if by.kind != "customer":
        raise NotAllowed()
