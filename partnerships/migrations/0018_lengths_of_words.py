"""Texts of which an index of words is made have a length: PostgreSQL keeps 1 MB of such words.

A desk that has a longer one is told by the name of the constraint, and nothing is changed there.
"""

from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from ._at_once import MigrationAtOnce


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0012_released"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=LessThanOrEqual(Length("statement"), 10_000),
                name="claim_statement_is_no_longer_than_a_page",
                violation_error_message="A statement has 10,000 characters at most: make several "
                "claims of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=LessThanOrEqual(Length("says"), 50_000),
                name="source_says_no_more_than_is_searched",
                violation_error_message="What a source says has 50,000 characters at most here: "
                "keep a copy of the rest.",
            ),
        ),
    ]
