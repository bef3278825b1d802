from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.clock import now
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

# Words stay popular: who has searched with them was noted all along.
SEARCHERS = """
INSERT INTO searcher (shop_id, list_id, customer_id, at)
SELECT e.shop_id, e.subject_id, e.customer_id, MAX(e.at) FROM event e
JOIN stored_list l ON l.id = e.subject_id AND l.shop_id = e.shop_id
WHERE e.kind = 'search' AND e.customer_id > 0 AND l.query <> '' AND l.kind = '' AND l.category_id IS NULL
GROUP BY e.shop_id, e.subject_id, e.customer_id
"""
PEOPLE = """
UPDATE stored_list SET people = (SELECT COUNT(*) FROM searcher s WHERE s.list_id = stored_list.id)
WHERE id IN (SELECT s.list_id FROM searcher s)
"""


class Migration(migrations.Migration):
    dependencies = [('shop', '0005_providers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Searcher',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('list', fields.ForeignKeyField('shop.StoredList', source_field='list_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer_id', fields.BigIntField()),
                ('at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'searcher', 'app': 'shop', 'unique_together': (('list', 'customer_id'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='SharedCart',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('token', fields.CharField(unique=True, max_length=12)),
                ('digest', fields.CharField(max_length=64)),
                ('lines', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'shared_cart', 'app': 'shop', 'unique_together': (('shop', 'digest'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='WatchedTerm',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('list', fields.ForeignKeyField('shop.StoredList', source_field='list_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('part', fields.IntField()),
                ('term', fields.CharField(max_length=60)),
            ],
            options={'table': 'watched_term', 'app': 'shop', 'unique_together': (('list', 'part', 'term'),), 'indexes': [Index(fields=['shop_id', 'term'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='Alert',
            name='list',
            field=fields.ForeignKeyField('shop.StoredList', source_field='list_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddIndex(
            model_name='Alert',
            index=Index(fields=['shop_id', 'list_id']),
        ),
        ops.AddField(
            model_name='StoredList',
            name='people',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.RunSQL(SEARCHERS, "DELETE FROM searcher"),
        ops.RunSQL(PEOPLE, "UPDATE stored_list SET people = 0"),
    ]
