"""Lists of one party's claims and citations are read by an index, and so is each order of a list.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import DO_NOTHING
from django.db.models.functions import Left, Upper

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
FUNCTIONS = re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)\((.*?)\) RETURNS", LAWS, re.M)
UNDO = "".join(
    f"DROP TRIGGER {name} ON {table};\n"
    for name, table in re.findall(r"^CREATE TRIGGER (\w+) .*? ON (\w+)", LAWS, re.M)
) + "".join(f"DROP FUNCTION {name}({'bigint[]' if of else ''});\n" for name, of in FUNCTIONS)
FILL = """
SELECT list_claims(ARRAY(SELECT DISTINCT claim_id FROM partnerships_claimparty));
SELECT list_citations(ARRAY(SELECT id FROM partnerships_citation));
"""


def kept_key(to):
    return models.ForeignKey(
        to=f"partnerships.{to}",
        on_delete=DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )


SHARED = [
    ("party", kept_key("party")),
    ("collection", kept_key("collection")),
    ("reference", models.CharField(blank=True, max_length=20)),
    ("uid", models.UUIDField()),
]
OPTIONS = {"ordering": ["pk"], "abstract": False, "default_permissions": []}
LISTINGS = {
    "claim_listing_reference": ["party", "collection", "reference", "released_at"],
    "claim_listing_date": ["party", "earliest", "uid", "released_at"],
    "claim_listing_released": ["party", "released_at", "uid"],
    "citation_listing_reference": ["party", "collection", "reference", "uid", "audience"],
    "citation_listing_added": ["party", "uid", "audience"],
}
CHANGED = {
    "claim_earliest": ["earliest", "uid"],
    "claim_released_at": ["released_at", "uid"],
    "source_earliest": ["earliest", "slug"],
    "event_earliest": ["earliest", "uid"],
}
NEW = {
    "citation_reference": ["collection", "reference", "uid"],
    "deal_title": ["title", "slug"],
    "verdict_proposed": ["proposed_at", "id"],
}
CAPITALS = {
    "claim_reference": "reference",
    "citation_named": "reference",
    "source_outlet": "outlet",
}
WORDS = {
    "citation": ["quote", "says"],
    "comment": ["text"],
    "deal": ["title", "reference"],
    "event": ["title", "reference"],
    "partnership": ["name"],
    "role": ["title", "reference"],
    "stake": ["description", "reference"],
    "term": ["text"],
    "verdict": ["reasons"],
}


def indexed(indexes, of):
    return [
        migrations.AddIndex(of(name), models.Index(fields=fields, name=name))
        for name, fields in indexes.items()
    ]


def words_of(fields):
    return SearchVector(*(Left(field, 50_000) for field in fields), config="english")


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0021_support")]

    operations = [
        migrations.CreateModel(
            "ClaimListing",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "claim",
                        "party",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                *SHARED,
                ("claim", kept_key("claim")),
                ("earliest", models.DateField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
            ],
            OPTIONS,
        ),
        migrations.CreateModel(
            "CitationListing",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "citation",
                        "party",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                *SHARED,
                ("citation", kept_key("citation")),
                ("audience", models.PositiveSmallIntegerField()),
            ],
            OPTIONS,
        ),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *indexed(LISTINGS, lambda name: name.partition("_listing")[0] + "listing"),
        *(migrations.RemoveIndex(name.partition("_")[0], name) for name in CHANGED),
        *indexed(CHANGED | NEW, lambda name: name.partition("_")[0]),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["id"], name="claim_blind", condition=models.Q(is_blind=True)),
        ),
        *(
            migrations.AddIndex(name.partition("_")[0], models.Index(Upper(field), name=name))
            for name, field in CAPITALS.items()
        ),
        *(
            migrations.AddIndex(noun, GinIndex(words_of(fields), name=f"{noun}_words"))
            for noun, fields in WORDS.items()
        ),
    ]
