from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0010_reach')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Order',
            name='tip',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Payment',
            name='facts',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='StrayCharge',
            name='payer',
            field=fields.CharField(default='', db_default='', max_length=60),
        ),
    ]
