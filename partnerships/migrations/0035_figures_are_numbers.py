"""A figure is a number, and “between” has two ends: else each page that shows it breaks.

A desk that has such a row is told by the name of the constraint, and nothing is changed there.
"""

from decimal import Decimal

from django.db import migrations, models

from ._at_once import MigrationAtOnce


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0027_history_by_laws_alone"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="amount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("low__isnull", True),
                        ("low__lte", Decimal("999999999999999999.99")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("high__isnull", True),
                        ("high__lte", Decimal("999999999999999999.99")),
                        _connector="OR",
                    ),
                ),
                name="amount_is_a_number",
                violation_error_message="Write a number, or leave it empty where none is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value_qualifier", "range"), _negated=True),
                    models.Q(("value_high__isnull", False), ("value_low__isnull", False)),
                    _connector="OR",
                ),
                name="claim_range_has_two_ends",
                violation_error_message="“Between” takes a low and a high figure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("value_low__isnull", True),
                        ("value_low__lte", Decimal("99999999999999999999.9999")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("value_high__isnull", True),
                        ("value_high__lte", Decimal("99999999999999999999.9999")),
                        _connector="OR",
                    ),
                ),
                name="claim_value_is_a_number",
                violation_error_message="Write a number, or leave it empty where none is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="valuation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("low__isnull", True),
                        ("low__lte", Decimal("999999999999999999.99")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("high__isnull", True),
                        ("high__lte", Decimal("999999999999999999.99")),
                        _connector="OR",
                    ),
                ),
                name="valuation_is_a_number",
                violation_error_message="Write a number, or leave it empty where none is known.",
            ),
        ),
    ]
