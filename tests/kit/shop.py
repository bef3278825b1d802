"""A shop for stories: stocked with a word, asked with a word."""

from __future__ import annotations

from typing import Any

from domain.imports.actions import upsert_product
from domain.imports.port import ProductRow, VariantRow
from domain.kit.actor import Actor, Permission, system
from domain.kit.db import sql
from domain.kit.money import Money
from domain.search.actions import reindex
from domain.shop import actions, queries
from domain.shop.views import ShopView


class ShopKit:
    """One shop and what tests do to it."""

    def __init__(self, shop_id: int, currency: str) -> None:
        self.id = shop_id
        self.currency = currency
        self.by = system(shop_id)
        self.owner = Actor(shop_id, "staff", 1, frozenset(Permission))

    @classmethod
    async def open(cls, slug: str = "tea", name: str = "Tea House", currency: str = "USD", **facts: Any) -> ShopKit:
        shop_id = await actions.create_shop(
            slug, name, currency=currency, country=facts.pop("country", "US"), timezone=facts.pop("timezone", "UTC")
        )
        kit = cls(shop_id, currency)
        if facts:
            await actions.change_facts(kit.by, **facts)
        return kit

    async def view(self) -> ShopView:
        return await queries.shop_of(self.by)

    async def settings(self, **changes: Any) -> None:
        await actions.change_settings(self.by, **changes)

    async def product(self, name: str, price: str = "20.00", stock: int | None = 10, **more: Any) -> int:
        """Put a product on sale; returns its id. `sizes=("S", "M")` makes an option, `stock` counts for each value."""
        sizes: tuple[str, ...] = more.pop("sizes", ())
        option = more.pop("option", "Size")
        category: tuple[str, ...] = more.pop("category", ("Things",))
        compare = more.pop("compare_at", None)
        money = Money.parse(price, self.currency)
        was = Money.parse(compare, self.currency) if compare else None
        policy = more.pop("policy", "deny" if stock is not None else "untracked")
        weight = more.pop("weight_g", 300)
        variants = tuple(
            VariantRow(
                key=size or "-",
                values=(size,) if size else (),
                price=money,
                compare_at=was,
                stock=stock,
                policy=policy,
                weight_g=weight,
                sku=more.get("sku", ""),
            )
            for size in (sizes or ("",))
        )
        more.pop("sku", None)
        row = ProductRow(
            key=name.lower().replace(" ", "-"),
            names={"en": name},
            variants=variants,
            categories=(category,),
            options=(option,) if sizes else (),
            **more,
        )
        await upsert_product(self.by, row)
        found = await sql("SELECT id FROM product WHERE shop_id = $1 AND key = $2", self.id, row.key)
        product_id = int(found[0]["id"])
        await reindex(self.by, [product_id])
        return product_id

    async def variant(self, name: str, value: str = "") -> int:
        """The id of a product's variant, by the product's name (and its option value)."""
        rows = await sql(
            "SELECT v.id FROM variant v JOIN product p ON p.id = v.product_id"
            " WHERE p.shop_id = $1 AND p.key = $2 AND v.key = $3",
            self.id,
            name.lower().replace(" ", "-"),
            value or "-",
        )
        return int(rows[0]["id"])

    async def stock(self, name: str, value: str = "") -> tuple[int, int]:
        """(on hand, reserved) of a variant."""
        rows = await sql(
            "SELECT on_hand, reserved FROM stock_level WHERE variant_id = $1", await self.variant(name, value)
        )
        return (int(rows[0]["on_hand"]), int(rows[0]["reserved"])) if rows else (0, 0)

    async def count(self, table: str) -> int:
        """Rows of a table that belong to this shop."""
        rows = await sql(f"SELECT COUNT(*) AS n FROM {table} WHERE shop_id = $1", self.id)
        return int(rows[0]["n"])
