from tortoise import migrations

from domain.kit.checks import AddCheck


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    initial = False

    operations = [
        AddCheck("stock_level", "stock_reserved_not_negative", "{row}reserved >= 0"),
        AddCheck("reservation", "reservation_quantity_positive", "{row}quantity > 0"),
        AddCheck("cart_line", "cart_quantity_in_range", "{row}quantity BETWEEN 1 AND 9999"),
        AddCheck("order_line", "order_quantity_positive", "{row}quantity > 0 AND {row}total >= 0"),
        AddCheck("orders", "order_total_not_negative", "{row}total >= 0 AND {row}delivery_fee >= 0"),
        AddCheck("payment", "payment_refunded_within", "{row}refunded >= 0 AND {row}refunded <= {row}amount"),
        AddCheck("refund", "refund_amount_positive", "{row}amount > 0"),
        AddCheck(
            "coupon",
            "coupon_used_within",
            "{row}used >= 0 AND ({row}usage_limit IS NULL OR {row}used <= {row}usage_limit)",
        ),
        AddCheck("variant", "variant_price_not_negative", "{row}price >= 0"),
    ]
