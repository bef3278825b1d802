from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.checks import AddCheck
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0012_staff_in_telegram')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Wallet',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('currency', fields.CharField(max_length=3)),
                ('balance', fields.BigIntField(default=0)),
            ],
            options={'table': 'wallet', 'app': 'shop', 'unique_together': (('customer', 'currency'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='Refund',
            name='parts',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Refund',
            name='to_wallet',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        AddCheck("wallet", "wallet_not_negative", "{row}balance >= 0"),
    ]
