"""A comment may be on a deal. The laws' text is frozen beside this file."""

import re
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from ._at_once import MigrationAtOnce

HERE = Path(__file__)
LAWS = HERE.with_suffix(".sql").read_text()


def _before(file, start):
    """A function or a trigger as an earlier migration froze it."""
    text = HERE.with_name(file).read_text()
    end = r"^END \$\$;$" if "FUNCTION" in start else r";$"
    return re.search(rf"^CREATE {start}\b.*?{end}", text, re.M | re.S)[0]


UNDO = "\n".join(
    [
        "DROP TRIGGER answer_stands_with_its_head ON partnerships_comment;",
        "DROP TRIGGER comment_names_what_is_there ON partnerships_comment;",
        _before("0121_answers.sql", "OR REPLACE FUNCTION answer_stands_with_its_head"),
        _before("0121_answers.sql", "TRIGGER answer_stands_with_its_head"),
        _before("0080_put_away.sql", "TRIGGER comment_names_what_is_there"),
        _before("0121_answers.sql", "OR REPLACE FUNCTION keep_comment_history"),
    ]
)
WORDS = {
    "blank": True,
    "help_text": "The deal, in place of a claim.",
    "null": True,
    "to": "partnerships.deal",
}
ON_ONE_THING = (
    Q(claim__isnull=False, deal=None, passage=None)
    | Q(claim=None, deal__isnull=False, passage=None)
    | Q(claim=None, deal=None, passage__isnull=False)
)


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0140_presences")]

    operations = [
        migrations.AddField(
            "comment",
            "deal",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", **WORDS
            ),
        ),
        migrations.AddField(
            "commenthistory",
            "deal",
            models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                **WORDS,
            ),
        ),
        migrations.RemoveConstraint("comment", "comment_is_on_one_thing"),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=ON_ONE_THING,
                name="comment_is_on_one_thing",
                violation_error_message="A comment is on a claim, a deal or words of a manuscript.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
