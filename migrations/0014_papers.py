from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.checks import AddCheck
from domain.kit.clock import now
from domain.papers.models import PaperKind
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0013_wallets')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Paper',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='INVOICE: invoice\nRECEIPT: receipt\nCREDIT_NOTE: credit_note', enum_type=PaperKind, max_length=12)),
                ('series', fields.CharField(max_length=40)),
                ('number', fields.BigIntField()),
                ('once', fields.CharField(max_length=60)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('refund', fields.ForeignKeyField('shop.Refund', source_field='refund_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('corrects', fields.ForeignKeyField('shop.Paper', source_field='corrects_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('currency', fields.CharField(max_length=3)),
                ('total', fields.BigIntField()),
                ('tax', fields.BigIntField()),
                ('locale', fields.CharField(max_length=12)),
                ('is_test', fields.BooleanField(default=False)),
                ('body', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('issued_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'paper', 'app': 'shop', 'unique_together': (('shop', 'series', 'number'), ('shop', 'once')), 'indexes': [Index(fields=['shop_id', 'order_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='PaperSeries',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=40)),
                ('value', fields.BigIntField(default=0)),
                ('skipped', fields.BigIntField(default=0)),
            ],
            options={'table': 'paper_series', 'app': 'shop', 'unique_together': (('shop', 'name'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='OrderLine',
            name='tax_row',
            field=fields.IntField(null=True),
        ),
        AddCheck("paper", "paper_amounts", "{row}number > 0 AND {row}total >= 0 AND {row}tax >= 0"),
        AddCheck("paper_series", "paper_series_whole", "{row}skipped >= 0 AND {row}skipped <= {row}value"),
    ]
