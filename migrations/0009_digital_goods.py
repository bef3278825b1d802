from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.catalog.models import Gives
from domain.kit.checks import AddCheck
from domain.kit.clock import now
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [('shop', '0008_messengers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DigitalFile',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('variant', fields.OneToOneField('shop.Variant', source_field='variant_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=120)),
                ('digest', fields.CharField(max_length=64)),
                ('size', fields.BigIntField()),
                ('uploaded_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'digital_file', 'app': 'shop', 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='DigitalKey',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('variant', fields.ForeignKeyField('shop.Variant', source_field='variant_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('sealed', fields.TextField(unique=False)),
                ('mark', fields.CharField(max_length=64)),
                ('order_line', fields.ForeignKeyField('shop.OrderLine', source_field='order_line_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('unit', fields.IntField(null=True)),
                ('handed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'digital_key', 'app': 'shop', 'unique_together': (('shop', 'mark'), ('order_line', 'unit')), 'indexes': [Index(fields=['variant_id', 'order_line_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='OrderLine',
            name='digital',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='OrderLine',
            name='handed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='OrderLine',
            name='gave',
            field=fields.CharField(default='', db_default='', max_length=4),
        ),
        ops.AddField(
            model_name='OrderLine',
            name='sent_again',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Variant',
            name='gives',
            field=fields.CharEnumField(default=Gives.NOTHING, description='NOTHING: \nKEYS: keys\nFILE: file', db_default='', enum_type=Gives, max_length=4),
        ),
        ops.AddField(
            model_name='Variant',
            name='stars',
            field=fields.IntField(null=True),
        ),
        AddCheck("variant", "variant_stars_in_range", "{row}stars IS NULL OR {row}stars BETWEEN 1 AND 100000"),
        AddCheck("digital_key", "digital_key_whole", "({row}order_line_id IS NULL) = ({row}unit IS NULL)"),
    ]
