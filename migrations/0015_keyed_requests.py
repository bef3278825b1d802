from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.clock import now
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0014_papers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='KeyedRequest',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('key', fields.CharField(max_length=255)),
                ('digest', fields.CharField(max_length=64)),
                ('answer', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('refused', fields.CharField(default='', max_length=80)),
                ('sentence', fields.TextField(default='', unique=False)),
                ('status', fields.IntField(default=200)),
                ('at', fields.DatetimeField(default=now, db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'keyed_request', 'app': 'shop', 'unique_together': (('shop', 'key'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
    ]
