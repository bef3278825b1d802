from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.kit.clock import now
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0011_native_payments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='StaffCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff', fields.ForeignKeyField('shop.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('code_hash', fields.CharField(unique=True, max_length=64)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_code', 'app': 'shop', 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='StaffGroup',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('chat', fields.ForeignKeyField('shop.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(default='', max_length=120)),
                ('made_by', fields.BigIntField(default=0)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_group', 'app': 'shop', 'unique_together': (('shop', 'chat'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='StaffTelegram',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff', fields.ForeignKeyField('shop.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('user_id', fields.BigIntField()),
                ('chat', fields.ForeignKeyField('shop.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(default='', max_length=80)),
                ('tells_orders', fields.BooleanField(default=True)),
                ('tells_money', fields.BooleanField(default=True)),
                ('linked_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_telegram', 'app': 'shop', 'unique_together': (('shop', 'user_id'), ('shop', 'staff')), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
    ]
