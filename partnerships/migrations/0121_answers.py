"""A comment may answer another, one level deep. The laws' text is frozen beside this file."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from ._at_once import MigrationAtOnce

HERE = Path(__file__)
LAWS = HERE.with_suffix(".sql").read_text()
BEFORE = HERE.with_name("0120_comments_on_words.sql").read_text()


def _before(start):
    """A function or a trigger as the migration before froze it."""
    return next(law for law in BEFORE.split("\n\n") if law.strip().startswith(f"CREATE {start}"))


UNDO = "\n".join(
    [
        "DROP FUNCTION answer_stands_with_its_head() CASCADE;",
        "DROP TRIGGER commented_passages_have_their_place ON partnerships_comment;",
        _before("CONSTRAINT TRIGGER commented_passages_have_their_place"),
        _before("OR REPLACE FUNCTION is_carried_passage"),
        _before("OR REPLACE FUNCTION edition_is_in_order"),
        _before("OR REPLACE FUNCTION keep_comment_history"),
    ]
)
WORDS = {
    "blank": True,
    "help_text": "The words of a manuscript, in place of a claim.",
    "null": True,
    "to": "partnerships.passage",
    "verbose_name": "words",
}
HEAD = {
    "blank": True,
    "help_text": "The comment that this answers, which answers none itself.",
    "null": True,
    "to": "partnerships.comment",
    "verbose_name": "answers",
}
HISTORY = {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.DO_NOTHING,
    "related_name": "+",
    "related_query_name": "+",
}


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0120_comments_on_words")]

    operations = [
        migrations.AddField(
            "comment",
            "head",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", **HEAD
            ),
        ),
        migrations.AddField("commenthistory", "head", models.ForeignKey(**HISTORY, **HEAD)),
        migrations.AlterField(
            "comment",
            "passage",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", **WORDS
            ),
        ),
        migrations.AlterField("commenthistory", "passage", models.ForeignKey(**HISTORY, **WORDS)),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(head=None) | Q(resolved_at=None),
                name="answer_is_not_resolved",
                violation_error_message="An answer is resolved with what it answers.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
