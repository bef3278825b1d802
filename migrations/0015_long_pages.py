from tortoise import migrations
from tortoise import fields

from domain.kit.widening import Widen

class Migration(migrations.Migration):
    dependencies = [('shop', '0014_papers')]

    initial = False

    operations = [
        Widen(
            model_name='Payment',
            name='url',
            field=fields.CharField(default='', db_default='', max_length=2000),
        ),
    ]
