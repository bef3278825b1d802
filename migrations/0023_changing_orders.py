from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.cart.models import CartKind
from domain.drafts.models import DraftStatus
from domain.kit.checks import AddCheck, Redescribe
from domain.kit.clock import now
from domain.returns.models import ReturnStatus
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0022_second_factor_and_approvals')]

    initial = False

    operations = [
        ops.CreateModel(
            name='OrderDraft',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('number', fields.BigIntField()),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('status', fields.CharEnumField(default=DraftStatus.OPEN, description='OPEN: open\nSENT: sent\nORDERED: ordered\nDECLINED: declined\nCANCELLED: cancelled\nEXPIRED: expired', enum_type=DraftStatus, max_length=10)),
                ('currency', fields.CharField(max_length=3)),
                ('payment_method', fields.CharField(default='', max_length=20)),
                ('discount', fields.BigIntField(default=0)),
                ('discount_reason', fields.CharField(default='', max_length=200)),
                ('method', fields.ForeignKeyField('shop.DeliveryMethod', source_field='method_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('point', fields.ForeignKeyField('shop.PickupPoint', source_field='point_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('delivery_fee', fields.BigIntField(null=True)),
                ('address', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('note', fields.CharField(default='', max_length=500)),
                ('order', fields.OneToOneField('shop.Order', source_field='order_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff_id', fields.BigIntField(default=0)),
                ('revision', fields.IntField(default=1)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'order_draft', 'app': 'shop', 'unique_together': (('shop', 'number'),), 'indexes': [Index(fields=['shop_id', 'status', 'created_at']), Index(fields=['shop_id', 'customer_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderDraftLine',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order_draft', fields.ForeignKeyField('shop.OrderDraft', source_field='order_draft_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('variant', fields.ForeignKeyField('shop.Variant', source_field='variant_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('quantity', fields.IntField()),
                ('unit_price', fields.BigIntField()),
                ('position', fields.IntField(default=0)),
            ],
            options={'table': 'order_draft_line', 'app': 'shop', 'unique_together': (('order_draft', 'variant'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderNote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.CharField(max_length=1000)),
                ('staff_id', fields.BigIntField(default=0)),
                ('at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'order_note', 'app': 'shop', 'indexes': [Index(fields=['shop_id', 'order_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderReturn',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('number', fields.BigIntField(null=True)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer', fields.ForeignKeyField('shop.Customer', source_field='customer_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('status', fields.CharEnumField(default=ReturnStatus.DRAFT, description='DRAFT: draft\nREQUESTED: requested\nAPPROVED: approved\nREJECTED: rejected\nRECEIVED: received\nCLOSED: closed\nCANCELLED: cancelled', enum_type=ReturnStatus, max_length=10)),
                ('reason', fields.CharField(default='', max_length=20)),
                ('note', fields.CharField(default='', max_length=500)),
                ('wish', fields.CharField(default='refund', max_length=10)),
                ('answer', fields.CharField(default='', max_length=300)),
                ('amount', fields.BigIntField(default=0)),
                ('to_wallet', fields.BooleanField(default=False)),
                ('revision', fields.IntField(default=1)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('requested_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('received_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'order_return', 'app': 'shop', 'unique_together': (('shop', 'number'),), 'indexes': [Index(fields=['shop_id', 'status', 'requested_at']), Index(fields=['shop_id', 'order_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderReturnLine',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order_return', fields.ForeignKeyField('shop.OrderReturn', source_field='order_return_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order_line', fields.ForeignKeyField('shop.OrderLine', source_field='order_line_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('quantity', fields.IntField()),
                ('restocked', fields.IntField(default=0)),
            ],
            options={'table': 'order_return_line', 'app': 'shop', 'unique_together': (('order_return', 'order_line'),), 'indexes': [Index(fields=['shop_id', 'order_line_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderReturnPhoto',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order_return', fields.ForeignKeyField('shop.OrderReturn', source_field='order_return_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('media', fields.ForeignKeyField('shop.MediaFile', source_field='media_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('file', fields.CharField(default='', max_length=200)),
                ('bot', fields.CharField(default='', max_length=40)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'order_return_photo', 'app': 'shop', 'indexes': [Index(fields=['shop_id', 'order_return_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='OrderTag',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('order', fields.ForeignKeyField('shop.Order', source_field='order_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=40)),
            ],
            options={'table': 'order_tag', 'app': 'shop', 'unique_together': (('order', 'name'),), 'indexes': [Index(fields=['shop_id', 'name'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        Redescribe(
            model_name='Cart',
            name='kind',
            field=fields.CharEnumField(default=CartKind.BASKET, description='BASKET: basket\nDIRECT: direct\nSTAFF: staff', enum_type=CartKind, max_length=8),
        ),
        ops.AddField(
            model_name='Order',
            name='given_back',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        AddCheck("orders", "order_given_back_not_negative", "{row}given_back >= 0"),
        AddCheck(
            "order_return", "order_return_numbered",
            "{row}amount >= 0 AND ({row}status = 'draft' OR {row}number IS NOT NULL)",
        ),
        AddCheck(
            "order_return_line", "order_return_units",
            "{row}quantity > 0 AND {row}restocked >= 0 AND {row}restocked <= {row}quantity",
        ),
        AddCheck(
            "order_draft", "order_draft_amounts",
            "{row}discount >= 0 AND ({row}delivery_fee IS NULL OR {row}delivery_fee >= 0)",
        ),
        AddCheck(
            "order_draft", "order_draft_ordered_once",
            "({row}status = 'ordered' AND {row}order_id IS NOT NULL) OR "
            "({row}status <> 'ordered' AND {row}order_id IS NULL)",
        ),
        AddCheck(
            "order_draft_line", "order_draft_units", "{row}quantity BETWEEN 1 AND 9999 AND {row}unit_price >= 0"
        ),
    ]
