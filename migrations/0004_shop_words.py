from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('shop', '0003_popular')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ShopWord',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('shop.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('locale', fields.CharField(max_length=12)),
                ('word', fields.CharField(max_length=300)),
                ('text', fields.CharField(max_length=300)),
            ],
            options={'table': 'shop_word', 'app': 'shop', 'unique_together': (('shop', 'word', 'locale'),), 'pk_attr': 'id'},
            bases=['ShopModel'],
        ),
    ]
