from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.clock import now
from domain.staff.models import Role
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0020_orders_by_index')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Figure',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('day', fields.CharField(max_length=10)),
                ('kind', fields.CharField(max_length=12)),
                ('channel', fields.CharField(default='', max_length=12)),
                ('key', fields.CharField(default='', max_length=100)),
                ('currency', fields.CharField(default='', max_length=3)),
                ('n', fields.BigIntField(default=0)),
                ('units', fields.BigIntField(default=0)),
                ('money', fields.BigIntField(default=0)),
            ],
            options={'table': 'figure', 'app': 'shop', 'indexes': [Index(fields=['shop_id', 'kind', 'day']), Index(fields=['shop_id', 'day'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='FigureMark',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('zone', fields.CharField(max_length=40)),
                ('until', fields.CharField(default='', max_length=10)),
                ('history_id', fields.BigIntField(default=0)),
                ('audit_id', fields.BigIntField(default=0)),
                ('counted_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'figure_mark', 'app': 'shop', 'unique_together': (('shop',),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='ImportedOrder',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('reference', fields.CharField(max_length=60)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('digest', fields.CharField(max_length=64)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'imported_order', 'app': 'shop', 'unique_together': (('shop', 'reference'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='PastReturn',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('reference', fields.CharField(max_length=60)),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('currency', fields.CharField(max_length=3)),
                ('amount', fields.BigIntField()),
                ('units', fields.IntField()),
                ('lines', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'past_return', 'app': 'shop', 'unique_together': (('shop', 'reference'),), 'indexes': [Index(fields=['shop_id', 'at'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddIndex(
            model_name='Order',
            index=Index(fields=['shop_id', 'placed_at']),
        ),
        ops.AddIndex(
            model_name='Payment',
            index=Index(fields=['order_id']),
        ),
        ops.AddIndex(
            model_name='Payment',
            index=Index(fields=['shop_id', 'status', 'created_at']),
        ),
        ops.AddIndex(
            model_name='Refund',
            index=Index(fields=['shop_id', 'done_at']),
        ),
        ops.AlterField(
            model_name='SetupToken',
            name='role',
            field=fields.CharEnumField(default=Role.OWNER, description='OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier', enum_type=Role, max_length=12),
        ),
        ops.AlterField(
            model_name='Staff',
            name='role',
            field=fields.CharEnumField(description='OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier', enum_type=Role, max_length=12),
        ),
    ]
