"""What is out of stories is searched by its words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0062_second_factors")]

    operations = [
        migrations.AddIndex(
            "edition",
            GinIndex(
                SearchVector(Left(KeyTextTransform("text", "content"), 50000), config="english"),
                name="edition_words",
            ),
        )
    ]
