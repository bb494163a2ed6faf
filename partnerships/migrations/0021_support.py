"""How well claims are supported, and what their sources go back to, is kept for each reader.

The laws' text is frozen beside this file. What is there is counted before the triggers are made
that would refuse to have it written.
"""

import re
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
TRIGGER = r"^CREATE TRIGGER (\w+)\s.*?ON (\w+).*?;$"
TRIGGERS = [law[0] for law in re.finditer(TRIGGER, LAWS, re.M | re.S)]
FUNCTIONS = re.sub(TRIGGER, "", LAWS, flags=re.M | re.S)
COUNTED = """
INSERT INTO partnerships_knownorigin
    SELECT found.* FROM (
        SELECT array_agg(id) AS ids FROM partnerships_source GROUP BY id / 10000
    ) AS parts CROSS JOIN LATERAL known_origins_of(ids) AS found;
INSERT INTO partnerships_claimsupport
    SELECT found.* FROM (
        SELECT array_agg(id) AS ids FROM partnerships_claim GROUP BY id / 10000
    ) AS parts CROSS JOIN LATERAL support_of(ids) AS found;
"""
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER {law[1]} ON {law[2]};" for law in re.finditer(TRIGGER, LAWS, re.M | re.S)),
        *(
            f"DROP FUNCTION {name};"
            for name in re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)\(", LAWS, re.M)
        ),
    ]
)
COUNTS = [
    f"{clearance}_{count}"
    for clearance in ("public", "desk", "keeper")
    for count in ("outlets", "origins", "cited", "unread")
]


def _found_by(clearance):
    return models.Index(
        fields=[f"{clearance}_origins", "claim"], name=f"claimsupport_{clearance}_origins"
    )


def _needing(clearance):
    name = f"claimsupport_{clearance}"
    return [
        models.Index(
            fields=["claim"], name=f"{name}_uncited", condition=models.Q((f"{clearance}_cited", 0))
        ),
        models.Index(
            fields=["claim"],
            name=f"{name}_unread",
            condition=models.Q((f"{clearance}_unread__gt", 0)),
        ),
        models.Index(
            fields=[f"-{clearance}_outlets", "claim"],
            name=f"{name}_on_one",
            condition=models.Q((f"{clearance}_origins", 1)),
        ),
    ]


def _one(noun, related_name):
    return models.OneToOneField(
        db_constraint=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        primary_key=True,
        related_name=related_name,
        serialize=False,
        to=f"partnerships.{noun}",
    )


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0020_confirmations")]

    operations = [
        migrations.CreateModel(
            name="KnownOrigin",
            fields=[
                ("source", _one("source", "kept_origins")),
                ("public_origin", models.BigIntegerField(null=True)),
                ("desk_origin", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": [],
                "indexes": [
                    models.Index(fields=["public_origin"], name="knownorigin_public_origin"),
                    models.Index(fields=["desk_origin"], name="knownorigin_desk_origin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimSupport",
            fields=[
                ("claim", _one("claim", "kept_support")),
                *((count, models.IntegerField(default=0)) for count in COUNTS),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": [],
                "indexes": [
                    *map(_found_by, ("public", "desk", "keeper")),
                    *_needing("desk"),
                    *_needing("keeper"),
                ],
            },
        ),
        migrations.AddIndex(
            "sighting",
            models.Index(
                fields=["citation"],
                name="sighting_drifted",
                condition=models.Q(("outcome__in", ["altered", "gone"])),
            ),
        ),
        migrations.AddIndex(
            "verdict",
            models.Index(
                fields=["proposed_at", "id"],
                name="verdict_waiting",
                condition=models.Q(("state", "waiting"), ("superseded_at", None)),
            ),
        ),
        migrations.AddIndex(
            "verdict",
            models.Index(
                fields=["-lapsed_at", "-id"],
                name="verdict_lapsed",
                condition=models.Q(("state", "lapsed"), ("superseded_at", None)),
            ),
        ),
        migrations.RunSQL(FUNCTIONS + COUNTED + "\n".join(TRIGGERS), UNDO),
    ]
