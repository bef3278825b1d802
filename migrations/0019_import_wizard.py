from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.checks import AddCheck
from domain.kit.clock import now
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0018_goods_in_the_panel')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ImportChange',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('run', fields.ForeignKeyField('shop.ImportRun', source_field='run_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('product_id', fields.BigIntField(default=0)),
                ('key', fields.CharField(default='', max_length=200)),
                ('made', fields.BooleanField(default=False)),
                ('diff', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('kept', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'import_change', 'app': 'shop', 'indexes': [Index(fields=['run_id', 'product_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='ImportColumns',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('header', fields.CharField(max_length=64)),
                ('columns', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('used_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'import_columns', 'app': 'shop', 'unique_together': (('shop', 'header'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='ImportFix',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('run', fields.ForeignKeyField('shop.ImportRun', source_field='run_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('line', fields.IntField()),
                ('column', fields.CharField(max_length=200)),
                ('value', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'import_fix', 'app': 'shop', 'unique_together': (('run', 'line', 'column'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='ImportRun',
            name='checked',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='folder',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='options',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='passes',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='position',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='problem',
            field=fields.CharField(default='', db_default='', max_length=500),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='source',
            field=fields.CharField(default='', db_default='', max_length=500),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='staff_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='stage',
            field=fields.CharField(default='done', db_default='done', max_length=12),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='total',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='ImportRun',
            name='undone',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddIndex(
            model_name='ImportRun',
            index=Index(fields=['shop_id', 'started_at']),
        ),
        AddCheck(
            "import_run",
            "import_run_stage",
            "{row}stage IN ('mapping', 'checking', 'ready', 'running', 'missing', 'pictures', 'done', 'stopped', "
            "'failed', 'undoing', 'undone')",
        ),
    ]
