"""What a context learns in a later transaction is a context of its own, and no longer refused.

The law's text is frozen beside this file; its undoing is the function as pghistory makes it.
"""

from pathlib import Path

from django.db import migrations
from pghistory.models import Context

LAWS = Path(__file__).with_suffix(".sql").read_text()


def as_pghistory_has_it(apps, schema_editor):
    """The function of pghistory, without what ours has besides."""
    Context.install_pgh_attach_context_func(using=schema_editor.connection.alias)
    schema_editor.execute("ALTER FUNCTION _pgh_attach_context() RESET ALL")


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0048_second_names"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, as_pghistory_has_it),
        migrations.RunSQL(LAWS, migrations.RunSQL.noop),
    ]
