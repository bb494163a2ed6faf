"""Numbers in registers, addresses and outlets are found by an index, misspelt outlets too."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import Func
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0065_seals")]

    operations = [
        migrations.AddIndex("identifier", models.Index(Upper("value"), name="identifier_value")),
        migrations.AddIndex(
            "source",
            GinIndex(OpClass(Upper("url"), name="gin_trgm_ops"), name="source_address_trigrams"),
        ),
        migrations.AddIndex(
            "source",
            GinIndex(
                OpClass(
                    Func("outlet", function="plain_text", output_field=models.TextField()),
                    name="gin_trgm_ops",
                ),
                name="source_outlet_trigrams",
            ),
        ),
    ]
