"""What is found to be told has an index: with a million notes that nobody took yet, whoever looked
for what was found read them all."""

from django.db import migrations

INDEX = "CREATE INDEX untold_found ON partnerships_untold (noun, record) WHERE is_found"


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0121_answers")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX untold_found")]
