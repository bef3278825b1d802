from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_checks")]

    initial = False

    operations = [
        ops.RunSQL(
            "CREATE INDEX product_by_popularity ON product "
            "(shop_id, status, units_sold_30 DESC, views_30 DESC, price_from, id DESC)",
            "DROP INDEX product_by_popularity",
        ),
    ]
