"""Parties and what is recorded of them are released, as claims, deals and sources are.

Until now readers saw them as soon as they were saved: all that are there are released from the
moment of the migration on, in their history too, and what they say to readers stays the same.
Whoever may release deals may release them.
"""

import re
from pathlib import Path

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models
from django.utils import timezone

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0005_history.sql").read_text()
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"
CHANGED = {law[1] for law in re.finditer(FUNCTION, LAWS, re.M | re.S)}
UNDO = """
DROP FUNCTION
    released_leads_to_what_is_released(),
    what_is_led_to_stays_released(),
    record_leads_to(text, bigint),
    is_led_to(text, bigint)
CASCADE;
""" + "\n".join(law[0] for law in re.finditer(FUNCTION, BEFORE, re.M | re.S) if law[1] in CHANGED)
NOUNS = ["party", "role", "stake", "partnership", "valuation", "event"]


def may_release_parties(apps, schema_editor):
    """Give the right to whoever may release deals, in groups and by themselves."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="partnerships"
    )
    right = permissions.get(codename="release_party")
    deals = permissions.filter(codename="release_deal")
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=deals):
        group.permissions.add(right)
    for user in apps.get_model("auth", "User").objects.filter(user_permissions__in=deals):
        user.user_permissions.add(right)


def column(model):
    """The column, filled in with this moment in every row that is there."""
    return migrations.AddField(
        model_name=model,
        name="released_at",
        field=models.DateTimeField(
            blank=True,
            null=True,
            default=timezone.now,
            help_text="Since when readers may see it. Empty: the desk alone.",
        ),
        preserve_default=False,
    )


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0016_legibility")]

    operations = [
        migrations.AlterModelOptions(
            name="party",
            options={
                "ordering": ["name", "pk"],
                "permissions": [
                    ("release_party", "Can release parties and what is recorded of them")
                ],
                "verbose_name_plural": "parties",
            },
        ),
        *(column(model) for noun in NOUNS for model in (noun, f"{noun}history")),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunPython(may_release_parties, migrations.RunPython.noop),
    ]
