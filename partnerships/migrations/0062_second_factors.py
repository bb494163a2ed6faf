"""Second factors have a journal, and are set up and taken away by the person alone.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0047_account_changes.sql").read_text()
UNDO = """
DROP FUNCTION refuse_anothers_second_factor() CASCADE;
DROP TRIGGER account_second_factor_is_kept ON otp_totp_totpdevice;
DROP TRIGGER account_recovery_is_kept ON otp_static_staticdevice;
""" + re.search(
    r"^CREATE OR REPLACE FUNCTION keep_account_change.*?^END \$\$;$", BEFORE, re.M | re.S
)[0]


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0061_grants"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="accountchange",
            name="account_change_noun_is_known",
        ),
        migrations.AlterField(
            model_name="accountchange",
            name="noun",
            field=models.CharField(
                choices=[
                    ("account", "account"),
                    ("role", "role of an account"),
                    ("right", "right of an account"),
                    ("group", "group"),
                    ("group_right", "right of a group"),
                    ("token", "token of the API"),
                    ("second_factor", "second factor"),
                ],
                max_length=13,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "noun__in",
                        [
                            "account",
                            "role",
                            "right",
                            "group",
                            "group_right",
                            "token",
                            "second_factor",
                        ],
                    )
                ),
                name="account_change_noun_is_known",
                violation_error_message="Choose one of: account, role of an account, "
                "right of an account, group, right of a group, token of the API, second factor.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
