from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from domain.kit.checks import AddCheck


class Migration(migrations.Migration):
    dependencies = [("shop", "0019_import_wizard")]

    initial = False

    operations = [
        ops.AddIndex(model_name="OrderLine", index=Index(fields=["order_id"])),
        ops.AddIndex(model_name="Refund", index=Index(fields=["order_id"])),
        ops.AddIndex(model_name="Refund", index=Index(fields=["payment_id"])),
        ops.RunSQL(
            "CREATE INDEX orders_to_look_at ON orders (shop_id, created_at) "
            "WHERE needs_attention <> '' OR cancel_requested_at IS NOT NULL",
            "DROP INDEX orders_to_look_at",
        ),
        AddCheck("order_print", "order_print_times", "{row}times > 0"),
    ]
