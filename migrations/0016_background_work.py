from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.kit.checks import Redescribe
from domain.kit.clock import now
from domain.outbox.models import OutboxStatus
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0015_keyed_requests'), ('shop', '0015_long_pages')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Sweep',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=60)),
                ('every', fields.IntField()),
                ('next_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('taken_by', fields.BigIntField(null=True)),
                ('claim', fields.IntField(default=0)),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('took_ms', fields.IntField(default=0)),
                ('result', fields.CharField(default='', max_length=200)),
                ('error', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'sweep', 'app': 'shop', 'pk_attr': 'name'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Worker',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=120)),
                ('kind', fields.CharField(max_length=10)),
                ('works', fields.BooleanField(default=True)),
                ('beat', fields.BigIntField(default=0)),
                ('started_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('seen_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'worker', 'app': 'shop', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.RenameField(
            model_name='OutboxItem',
            old_name='leased_until',
            new_name='taken_at',
        ),
        Redescribe(
            model_name='OutboxItem',
            name='status',
            field=fields.CharEnumField(default=OutboxStatus.WAITING, description='WAITING: waiting\nSENT: sent\nDEAD: dead\nDROPPED: dropped', enum_type=OutboxStatus, max_length=10),
        ),
        ops.AddField(
            model_name='OutboxItem',
            name='claim',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='OutboxItem',
            name='taken_by',
            field=fields.BigIntField(null=True),
        ),
    ]
