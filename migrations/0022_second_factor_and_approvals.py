from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.approvals.models import ApprovalKind, ApprovalStatus
from domain.kit.checks import AddCheck
from domain.kit.clock import now
from domain.staff.models import Purpose
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('shop', '0021_figures')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Approval',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='REFUND: refund\nCREDIT: credit\nCANCEL: cancel', enum_type=ApprovalKind, max_length=8)),
                ('status', fields.CharEnumField(default=ApprovalStatus.WAITING, description='WAITING: waiting\nAPPROVED: approved\nDECLINED: declined\nWITHDRAWN: withdrawn', enum_type=ApprovalStatus, max_length=10)),
                ('order_id', fields.BigIntField(default=0)),
                ('customer_id', fields.BigIntField(default=0)),
                ('currency', fields.CharField(max_length=3)),
                ('amount', fields.BigIntField()),
                ('reason', fields.CharField(max_length=200)),
                ('details', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('once', fields.CharField(max_length=80)),
                ('asked_by', fields.BigIntField()),
                ('asked_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('decided_by', fields.BigIntField(default=0)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('answer', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'approval', 'app': 'shop', 'unique_together': (('shop', 'once'),), 'indexes': [Index(fields=['shop_id', 'status']), Index(fields=['shop_id', 'order_id'])], 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='StaffRecovery',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff', fields.ForeignKeyField('shop.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('code_mark', fields.CharField(max_length=64)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_recovery', 'app': 'shop', 'unique_together': (('staff', 'code_mark'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.CreateModel(
            name='StaffTicket',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('staff', fields.ForeignKeyField('shop.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('purpose', fields.CharEnumField(description='SECOND: second\nDOOR: door', enum_type=Purpose, max_length=8)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_ticket', 'app': 'shop', 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddIndex(
            model_name='AuditEntry',
            index=Index(fields=['shop_id', 'actor_kind', 'actor_id']),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_sealed',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_since',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_step',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='StaffSession',
            name='proved_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddCheck("approval", "approval_amount_positive", "{row}amount > 0"),
        AddCheck("approval", "approval_kind_known", "{row}kind IN ('refund', 'credit', 'cancel')"),
        AddCheck("approval", "approval_status_known", "{row}status IN ('waiting', 'approved', 'declined', 'withdrawn')"),
        AddCheck("approval", "approval_by_another", "{row}status NOT IN ('approved', 'declined') OR {row}decided_by <> {row}asked_by"),
        AddCheck("staff_ticket", "staff_ticket_purpose_known", "{row}purpose IN ('second', 'door')"),
    ]
