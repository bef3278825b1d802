from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.kit.clock import now
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

FIGURES = """
UPDATE customer SET
  seen_at = COALESCE((SELECT MAX(c.seen_at) FROM chat c
                      WHERE c.shop_id = customer.shop_id AND c.customer_id = customer.id), created_at),
  orders_count = (SELECT COUNT(*) FROM orders o WHERE o.shop_id = customer.shop_id AND o.customer_id = customer.id
                  AND o.placed_at IS NOT NULL AND o.status <> 'cancelled' AND NOT CAST(o.is_test AS BOOLEAN)),
  spent = COALESCE((SELECT SUM(o.total) FROM orders o
                    WHERE o.shop_id = customer.shop_id AND o.customer_id = customer.id
                    AND o.placed_at IS NOT NULL AND o.status <> 'cancelled' AND NOT CAST(o.is_test AS BOOLEAN)
                    AND o.currency = (SELECT s.currency FROM shop s WHERE s.id = customer.shop_id)), 0)
"""


class Migration(migrations.Migration):
    dependencies = [('shop', '0016_background_work')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CustomerNote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff_id', fields.BigIntField(default=0)),
                ('text', fields.CharField(max_length=1000)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'customer_note', 'app': 'shop', 'indexes': [Index(fields=['shop_id', 'customer_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='CustomerTag',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('tag', fields.CharField(max_length=30)),
            ],
            options={'table': 'customer_tag', 'app': 'shop', 'unique_together': (('customer', 'tag'),), 'indexes': [Index(fields=['shop_id', 'tag', 'customer_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddIndex(
            model_name='ChannelIdentity',
            index=Index(fields=['shop_id', 'customer_id']),
        ),
        ops.AddField(
            model_name='Customer',
            name='erased_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Customer',
            name='orders_count',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Customer',
            name='seen_at',
            field=fields.DatetimeField(null=True, default=now, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Customer',
            name='spent',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.RunSQL(FIGURES, "SELECT 1"),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['shop_id', 'seen_at', 'id']),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['shop_id', 'spent', 'id']),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['shop_id', 'orders_count', 'id']),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['shop_id', 'name', 'id']),
        ),
        ops.AddIndex(
            model_name='Event',
            index=Index(fields=['shop_id', 'customer_id', 'id']),
        ),
        ops.AddIndex(
            model_name='Searcher',
            index=Index(fields=['shop_id', 'customer_id']),
        ),
    ]
