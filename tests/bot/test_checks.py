"""The database itself refuses what guarded updates should never try."""

import pytest

from domain.kit.db import sql
from domain.shop.models import Shop


async def test_a_refund_above_the_payment_is_refused_by_the_database(db):
    assert await refused("UPDATE payment SET refunded = amount + 1")


async def test_a_negative_reservation_is_refused_by_the_database(db):
    assert await refused("UPDATE stock_level SET reserved = -1")


async def refused(statement):
    """Run the statement over one row of every table it may touch."""
    await sample_rows()
    with pytest.raises(Exception, match=r"(?i)check constraint|payment_refunded|stock_reserved"):
        await sql(statement)
    return True


async def sample_rows():
    from domain.catalog.models import Product, Variant
    from domain.kit.actor import system
    from domain.stock.models import StockLevel

    shop = await Shop.create(slug="tea", name="Tea")
    by = system(shop.id)
    product = await Product.add(by, key="pot")
    variant = await Variant.add(by, product_id=product.id, key="-", price=100)
    await StockLevel.add(by, variant_id=variant.id, on_hand=1)
    await payment_row(by, variant)


async def payment_row(by, variant):
    from domain.cart.models import Cart, Quote
    from domain.customers.models import Customer
    from domain.kit.clock import now
    from domain.orders.models import Order
    from domain.payments.models import Payment

    customer = await Customer.add(by)
    cart = await Cart.add(by, customer_id=customer.id)
    quote = await Quote.add(
        by,
        customer_id=customer.id,
        cart_id=cart.id,
        revision=1,
        digest="-",
        currency="USD",
        total=100,
        body={},
        expires_at=now(),
    )
    order = await Order.add(
        by,
        number=1,
        token="t",
        customer_id=customer.id,
        quote_id=quote.id,
        status="placed",
        payment_method="cash",
        channel="web",
        locale="en",
        currency="USD",
        goods=100,
        total=100,
    )
    await Payment.add(by, order_id=order.id, provider="cash", currency="USD", amount=100)
