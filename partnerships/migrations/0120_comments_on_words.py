"""A comment is on a claim or on words of a manuscript. An open one goes with its words, and no
edition goes out while it is open.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from ._at_once import MigrationAtOnce

HERE = Path(__file__)
LAWS = HERE.with_suffix(".sql").read_text()


def _function(file, name):
    """A function as an earlier migration froze it."""
    text = HERE.with_name(file).read_text()
    return re.search(rf"^CREATE OR REPLACE FUNCTION {name}\(.*?^END \$\$;$", text, re.M | re.S)[0]


UNDO = "\n".join(
    [
        "DROP TRIGGER commented_passages_have_their_place ON partnerships_comment;",
        "DROP FUNCTION comment_stays_on_its_words() CASCADE;",
        _function("0048_second_names.sql", "edition_is_in_order"),
        _function("0004_all_laws.sql", "live_passages_have_their_place"),
        "DROP FUNCTION is_carried_passage(bigint);",
        _function("0027_history_by_laws_alone.sql", "keep_comment_history"),
    ]
)
WORDS = {
    "blank": True,
    "help_text": "The words of a manuscript, in place of a claim.",
    "null": True,
    "to": "partnerships.passage",
}
HISTORY = {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.DO_NOTHING,
    "related_name": "+",
    "related_query_name": "+",
}
CLAIM = {"blank": True, "null": True, "to": "partnerships.claim"}


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0110_provider_logins")]

    operations = [
        migrations.AddField(
            "comment",
            "passage",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", **WORDS
            ),
        ),
        migrations.AddField("commenthistory", "passage", models.ForeignKey(**HISTORY, **WORDS)),
        migrations.AlterField(
            "comment",
            "claim",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", **CLAIM
            ),
        ),
        migrations.AlterField("commenthistory", "claim", models.ForeignKey(**HISTORY, **CLAIM)),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(claim__isnull=False, passage=None)
                | Q(claim=None, passage__isnull=False),
                name="comment_is_on_one_thing",
                violation_error_message="A comment is on a claim or on words of a manuscript.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
