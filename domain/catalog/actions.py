"""What a merchant does to the catalogue by hand. Every change is audited and makes a new version of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tortoise.expressions import F

from domain.audit.actions import record
from domain.catalog.actions_edit import (
    ProductEdit,
    VariantEdit,
    changed,
    edit_product,
    edit_variant,
    product_of,
    set_pictures,
)
from domain.catalog.errors import NothingToSell, PriceMoved
from domain.catalog.models import PriceHistory, Product, ProductStatus, Variant
from domain.catalog.states import MOVES
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.money import Money
from domain.kit.states import move
from domain.outbox.actions import put
from domain.shop.actions import bump
from domain.shop.card_sums import check_price
from domain.shop.queries import shop_of

__all__ = [
    "ProductEdit", "SalePrice", "VariantEdit", "archive", "edit_product", "edit_variant", "publish", "set_pictures",
    "set_price", "unpublish",
]  # fmt: skip

MAX_MINOR = 10**14

_PRICES = """
UPDATE product SET price_from = (SELECT MIN(v.price) FROM variant v WHERE v.product_id = product.id AND v.active),
  price_to = (SELECT MAX(v.price) FROM variant v WHERE v.product_id = product.id AND v.active),
  on_sale = EXISTS (SELECT 1 FROM variant v WHERE v.product_id = product.id AND v.active AND v.compare_at > v.price)
WHERE id = $1 RETURNING id
"""


@dataclass(frozen=True, slots=True)
class SalePrice:
    """The price before a sale, shown only from `begins` until `ends` (UTC; None is open)."""

    was: Money
    begins: datetime | None = None
    ends: datetime | None = None


async def publish(by: Actor, product_id: int) -> None:
    """Put a product on sale; already on sale is fine. Raises `NotFound`, `NothingToSell`."""
    product = await product_of(by, product_id)
    if not await Variant.of(by, product_id=product_id, active=True).exists():
        raise NothingToSell()
    first = {} if product.published_at else {"published_at": now()}
    await _move(by, product, ProductStatus.ACTIVE, "product.published", **first)


async def unpublish(by: Actor, product_id: int) -> None:
    """Take a product off sale, back to a draft. Raises `NotFound`."""
    await _move(by, await product_of(by, product_id), ProductStatus.DRAFT, "product.unpublished")


async def archive(by: Actor, product_id: int) -> None:
    """Put a product away; orders keep pointing at it. Raises `NotFound`."""
    await _move(by, await product_of(by, product_id), ProductStatus.ARCHIVED, "product.archived")


async def set_price(by: Actor, variant_id: int, was: Money, to: Money, sale: SalePrice | None = None) -> None:
    """Change a variant's price; `was` is the price the person saw, `sale` the one it is reduced from, if it is.

    Raises `NotFound`, `BadInput`, `TooMuchForCards`, and `PriceMoved` when somebody else was faster.
    """
    require(by, Permission.EDIT_CATALOG)
    shop = await shop_of(by)
    _check_price(shop.currency, was, to, sale)
    check_price(shop, to)
    async with transaction():
        variant = await Variant.get_or_none(id=variant_id, shop_id=by.shop_id)
        if variant is None:
            raise NotFound()
        columns = _price_columns(to, sale)
        if all(getattr(variant, name) == value for name, value in columns.items()):
            return
        unmoved = Variant.of(by, id=variant_id, price=was.minor)
        if not await unmoved.update(revision=F("revision") + 1, **columns):
            raise PriceMoved(now=Money(variant.price, was.currency))
        await _price_changed(by, variant, to, columns["compare_at"])


def _check_price(currency: str, was: Money, to: Money, sale: SalePrice | None) -> None:
    amounts = [was, to, *([sale.was] if sale else [])]
    if any(amount.currency != currency for amount in amounts) or not 0 <= to.minor <= MAX_MINOR:
        raise BadInput({"price": N_("Write the price as an amount in the shop's currency.")})
    if sale and not to < sale.was:
        raise BadInput({"compare_at": N_("The price it is reduced from must be higher than the price.")})
    if sale and sale.begins and sale.ends and sale.ends <= sale.begins:
        raise BadInput({"compare_to": N_("A reduced price must end after it begins.")})


def _price_columns(to: Money, sale: SalePrice | None) -> dict[str, Any]:
    return {
        "price": to.minor,
        "compare_at": sale.was.minor if sale else None,
        "compare_from": sale.begins.astimezone(UTC) if sale and sale.begins else None,
        "compare_to": sale.ends.astimezone(UTC) if sale and sale.ends else None,
    }


async def _price_changed(by: Actor, variant: Variant, to: Money, compare_at: int | None) -> None:
    product_id = int(variant.product_id)
    if (variant.price, variant.compare_at) != (to.minor, compare_at):
        await PriceHistory.add(by, variant_id=variant.id, price=to.minor, compare_at=compare_at)
    await sql(_PRICES, product_id)
    if to.minor < variant.price:
        await put(by, "price.dropped", {"product_id": product_id})
    await record(by, "price.changed", f"variant:{variant.id}", {"price": [variant.price, to.minor]})
    await bump(by)


async def _move(by: Actor, product: Product, to: ProductStatus, action: str, **changes: Any) -> None:
    if product.status == to:
        return
    async with transaction():
        await move(Product, product.id, MOVES, to, revision=F("revision") + 1, **changes)
        await changed(by, product.id, action, {"status": [product.status, to]})
