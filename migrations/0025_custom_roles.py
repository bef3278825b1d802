from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.kit.checks import AddCheck
from domain.staff.models import Role
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0024_finding_fast')]

    initial = False

    operations = [
        ops.CreateModel(
            name='StaffRole',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=40)),
                ('base', fields.CharEnumField(description='OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier', enum_type=Role, max_length=12)),
                ('permissions', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'staff_role', 'app': 'shop', 'unique_together': (('shop', 'name'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
        ops.AddField(
            model_name='SetupToken',
            name='custom_role',
            field=fields.ForeignKeyField('shop.StaffRole', source_field='custom_role_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='Staff',
            name='custom_role',
            field=fields.ForeignKeyField('shop.StaffRole', source_field='custom_role_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        AddCheck("staff_role", "staff_role_base_known", "{row}base IN ('manager', 'catalogue', 'packer', 'agent', 'lead', 'marketer', 'accountant', 'courier')"),
    ]
