from tortoise import fields, migrations

from domain.kit.widen import Widen


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_words_awaited")]

    initial = False

    operations = [Widen(model_name="Order", name="token", field=fields.CharField(max_length=32, unique=True))]
