from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.kit.clock import now
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0007_order_tokens')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ChatCard',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('chat', fields.ForeignKeyField('shop.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('key', fields.CharField(max_length=60)),
                ('message', fields.BigIntField()),
                ('digest', fields.CharField(max_length=16)),
                ('shown_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'chat_card', 'app': 'shop', 'unique_together': (('chat', 'key'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='SentFile',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('bot', fields.CharField(max_length=40)),
                ('digest', fields.CharField(max_length=64)),
                ('file', fields.CharField(max_length=200)),
                ('sent_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sent_file', 'app': 'shop', 'unique_together': (('bot', 'digest'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='ShopBot',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('channel', fields.CharField(max_length=12)),
                ('external_id', fields.CharField(max_length=40)),
                ('name', fields.CharField(default='', max_length=64)),
                ('sealed', fields.TextField(default='', unique=False)),
                ('problem', fields.CharField(default='', max_length=300)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'shop_bot', 'app': 'shop', 'unique_together': (('channel', 'external_id'),), 'indexes': [Index(fields=['shop_id', 'channel'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
    ]
