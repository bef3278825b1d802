"""A file of the merchant's goods knows nothing of keys, and takes none away."""

from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys
from domain.imports.actions import upsert_product
from domain.imports.port import ProductRow, VariantRow
from domain.kit.money import Money


def row(price, stock):
    variant = VariantRow(key="-", values=(), price=Money(price, "EUR"), stock=stock, policy="backorder")
    return ProductRow(key="gift-code", names={"en": "Gift code"}, variants=(variant,))


async def test_an_import_changes_the_price_of_a_key_and_not_how_many_there_are(market):
    await upsert_product(market.by, row(1000, 7))
    product = await Product.get(key="gift-code")
    await Product.filter(id=product.id).update(kind="digital")
    variant = await Variant.get(product_id=product.id)
    await add_keys(market.owner, variant.id, "AAAA\nBBBB")
    await upsert_product(market.by, row(1200, 50))
    after = await Variant.get(id=variant.id)
    assert (after.price, after.policy, after.gives) == (1200, "deny", "keys")
    assert (await Product.get(id=product.id)).kind == "digital"
    assert await market.stock(variant.id) == (2, 0)
