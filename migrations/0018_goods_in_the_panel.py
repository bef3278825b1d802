from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.clock import now
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0017_people')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BulkStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('act', fields.CharField(max_length=32)),
                ('verb', fields.CharField(max_length=12)),
                ('staff_id', fields.BigIntField()),
                ('was', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'bulk_step', 'app': 'shop', 'indexes': [Index(fields=['shop_id', 'act'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='Collection',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField(default=0)),
                ('hidden', fields.BooleanField(default=False)),
                ('on_home', fields.BooleanField(default=True)),
                ('rule', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('image', fields.ForeignKeyField('shop.MediaFile', source_field='image_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'collection', 'app': 'shop', 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='CollectionItem',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('collection', fields.ForeignKeyField('shop.Collection', source_field='collection_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('product', fields.ForeignKeyField('shop.Product', source_field='product_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField(default=0)),
            ],
            options={'table': 'collection_item', 'app': 'shop', 'unique_together': (('collection', 'product'),), 'indexes': [Index(fields=['product_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='CollectionText',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('collection', fields.ForeignKeyField('shop.Collection', source_field='collection_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('locale', fields.CharField(max_length=12)),
                ('name', fields.CharField(max_length=120)),
                ('description', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'collection_text', 'app': 'shop', 'unique_together': (('collection', 'locale'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderPrint',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=10)),
                ('times', fields.IntField(default=1)),
                ('staff_id', fields.BigIntField(default=0)),
                ('at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'order_print', 'app': 'shop', 'unique_together': (('order', 'kind'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='SavedView',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff', fields.ForeignKeyField('shop.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('page', fields.CharField(max_length=60)),
                ('name', fields.CharField(max_length=40)),
                ('query', fields.CharField(default='', max_length=400)),
                ('shared', fields.BooleanField(default=False)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'saved_view', 'app': 'shop', 'unique_together': (('staff', 'page', 'name'),), 'indexes': [Index(fields=['shop_id', 'page'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddIndex(
            model_name='Order',
            index=Index(fields=['shop_id', 'created_at']),
        ),
        ops.AddIndex(
            model_name='Product',
            index=Index(fields=['shop_id', 'price_from']),
        ),
        ops.AddIndex(
            model_name='Product',
            index=Index(fields=['shop_id', 'units_sold_30']),
        ),
        ops.AddIndex(
            model_name='Product',
            index=Index(fields=['shop_id', 'brand']),
        ),
        ops.AddIndex(
            model_name='ProductImage',
            index=Index(fields=['media_id']),
        ),
        ops.AddIndex(
            model_name='ProductText',
            index=Index(fields=['shop_id', 'locale', 'name']),
        ),
        ops.AddField(
            model_name='StockLevel',
            name='low_at',
            field=fields.IntField(null=True),
        ),
        ops.AddIndex(
            model_name='Variant',
            index=Index(fields=['image_id']),
        ),
    ]
