from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.kit.clock import now
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0004_shop_words')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ProviderAccount',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('provider', fields.CharField(max_length=20)),
                ('sealed', fields.TextField(unique=False)),
                ('looked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'provider_account', 'app': 'shop', 'unique_together': (('shop', 'provider'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='StrayCharge',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('provider', fields.CharField(max_length=20)),
                ('reference', fields.CharField(max_length=120)),
                ('key', fields.CharField(default='', max_length=120)),
                ('currency', fields.CharField(max_length=3)),
                ('amount', fields.BigIntField()),
                ('seen_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('cleared_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'stray_charge', 'app': 'shop', 'unique_together': (('shop', 'provider', 'reference'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='Payment',
            name='checked_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Payment',
            name='session',
            field=fields.CharField(default='', db_default='', max_length=120),
        ),
        ops.AddField(
            model_name='Payment',
            name='url',
            field=fields.CharField(default='', db_default='', max_length=500),
        ),
        ops.AddIndex(
            model_name='Payment',
            index=Index(fields=['status', 'provider']),
        ),
        ops.AddField(
            model_name='Refund',
            name='problem',
            field=fields.CharField(default='', db_default='', max_length=200),
        ),
        ops.AddField(
            model_name='Refund',
            name='provider_ref',
            field=fields.CharField(default='', db_default='', max_length=120),
        ),
        ops.AddIndex(
            model_name='Refund',
            index=Index(fields=['status', 'created_at']),
        ),
    ]
