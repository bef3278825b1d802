from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from domain.kit.parts import IndexParts


class Migration(migrations.Migration):
    dependencies = [("shop", "0023_changing_orders")]

    initial = False

    operations = [
        ops.AddIndex(model_name="OutboxItem", index=Index(fields=["status", "sent_at"])),
        ops.AddIndex(model_name="Payment", index=Index(fields=["order_id", "shop_id"])),
        ops.RemoveIndex(model_name="Payment", name=None, fields=["shop_id", "order_id"]),
        ops.RemoveIndex(model_name="Payment", name=None, fields=["order_id"]),
        ops.AddIndex(model_name="ProductText", index=Index(fields=["shop_id", "locale", "name", "product_id"])),
        ops.RemoveIndex(model_name="ProductText", name=None, fields=["shop_id", "locale", "name"]),
        IndexParts("product", "product_parts", "UPPER(key)", "UPPER(brand)"),
        IndexParts("product_text", "product_text_parts", "UPPER(name)"),
        IndexParts("variant", "variant_parts", "UPPER(sku)", "gtin"),
        IndexParts("customer", "customer_parts", "UPPER(name)", "UPPER(email)", "phone"),
    ]
