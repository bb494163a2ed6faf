"""What a public mirror has: the rows that readers see, and of these what readers are told.

All that is not named here no mirror has. The conditions stand here alone, in SQL, which the desk's
own database answers to whoever publishes: docs/decisions/mirror.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from ..models.claims.citations import AROUND
from ..vocabulary import Confidentiality, State

RELEASED = "{r}.released_at IS NOT NULL AND {r}.put_away_id IS NULL"
OF_READERS = f"{RELEASED} AND {{r}}.confidentiality <> '{Confidentiality.CONFIDENTIAL.value}'"
STANDS = f"{{r}}.superseded_at IS NULL AND {{r}}.state = '{State.STANDS.value}'"
IS_OUT = "EXISTS (SELECT FROM partnerships_edition AS it WHERE it.{key} = {{r}}.{of})"
IS_PRINTED = (
    "EXISTS (SELECT FROM partnerships_placement AS place JOIN partnerships_edition AS it"
    " ON it.revision_id = place.revision_id WHERE place.passage_id = {{r}}.{of})"
)
# The numbering of what changed is told as it is, and has no model.
NO_MODEL = {"change": ["number", "at", "noun", "id", "what"]}
EMPTY: list[tuple[Any, str]] = [
    (models.JSONField, "'{}'"),
    (ArrayField, "'{}'"),
    (models.BooleanField, "false"),
    (models.DateTimeField, "to_timestamp(0)"),
    ((models.IntegerField, models.ForeignKey), "0"),
]


# The text of a copy, blank but for the quotations that readers see and the words around them: such
# a piece goes from `s` to `e`, and those before it reach to `p`.
QUOTED = f"""coalesce((
    SELECT string_agg(
        repeat(' ', greatest(s - p, 0))
            || substr({{r}}.text, greatest(s, p) + 1, greatest(e - greatest(s, p), 0)),
        '' ORDER BY s, e, id
    )
    FROM (
        SELECT id, s, e, coalesce(max(e) OVER (
            ORDER BY s, e, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS p
        FROM (
            SELECT c.id, greatest(c.position - {AROUND}, 0) AS s,
                c.position + c.extent + {AROUND} AS e
            FROM partnerships_citation AS c
            WHERE c.snapshot_id = {{r}}.id AND c.position IS NOT NULL AND {{quoting}}
        ) AS pieces
    ) AS placed
), '')"""


@dataclass(frozen=True)
class Mirrored:
    """A table of a mirror: which of its rows, and what of them.

    `within` are keys that must lead to what a mirror has as well, `leads` those that are told only
    where they do, `empty` the columns that are told empty, `told` those of which something else is.
    `known_by` is the column by which a change of a row is noted. When rows of a noun that `after`
    names came or went all rows are looked at; those that are looked at `always` are few.
    """

    noun: str
    where: str = "true"
    within: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    known_by: str = "id"
    after: tuple[str, ...] = ()
    always: bool = False
    shows: tuple[str, str] | None = None  # a noun of which it shows something, and its key to this

    @property
    def table(self) -> str:
        """Its name in the database."""
        return NAMES.get(self.noun) or f"partnerships_{self.noun}"

    @property
    def columns(self) -> list[str]:
        """All that it has, but for what PostgreSQL computes from the rest."""
        return NO_MODEL.get(self.noun) or [each.column for each in self._fields()]

    @property
    def key(self) -> list[str]:
        """The columns by which a row is known from all others."""
        if self.noun in NO_MODEL:
            return [self.known_by]
        return [each.column for each in self._model()._meta.pk_fields]

    @property
    def led_to(self) -> dict[str, str]:
        """The nouns that its keys lead to, by column."""
        return {
            each.column: each.related_model._meta.concrete_model._meta.model_name
            for each in self._fields()
            if each.is_relation
        }

    def rows(self, known: Sequence[int] | None = None) -> str:
        """SQL that tells what a mirror has of the table, or of these rows of it."""
        told = ", ".join(f"{self._said(column)} AS {column}" for column in self._quoted())
        which = self.condition("r")
        if known is not None:
            which = f"r.{self.known_by} = ANY ('{{{','.join(map(str, known))}}}') AND {which}"
        return f"SELECT {told} FROM {self.table} AS r WHERE {which}"

    def condition(self, row: str) -> str:
        """Whether a mirror has the row that SQL calls so."""
        told = {"r": row}
        if "{signed}" in self.where:
            told["signed"] = BY_NOUN["verdict"].condition(f"{row}_v")
        conditions = [f"({self.where.format(**told)})"]
        for key in self.within:
            conditions.append(f"({row}.{key} IS NULL OR {self._is_there(key, row)})")
        return " AND ".join(conditions)

    def _is_there(self, key, row):
        """Whether a mirror has what the key of the row leads to."""
        above, name = BY_NOUN[self.led_to[key]], f"{row}_{key[:4]}"
        there = above.condition(name)
        named = f"{name}.{above.known_by} = {row}.{key}"
        return f"EXISTS (SELECT FROM {above.table} AS {name} WHERE {named} AND {there})"

    def _said(self, quoted):
        column = quoted.strip('"')
        told = self.told | (_of_an_account() if self.noun == "user" else {})
        if column in told:
            quoting = BY_NOUN["citation"].condition("c") if "{quoting}" in told[column] else ""
            return told[column].format(r="r", quoting=quoting)
        if column == "put_away_id":
            return "NULL::bigint"
        if column in self.empty:
            return self._emptied(column)
        if column in self.leads:
            return f"CASE WHEN {self._is_there(column, 'r')} THEN r.{quoted} END"
        return f"r.{quoted}"

    def _emptied(self, column):
        [found] = [each for each in self._fields() if each.column == column]
        empty = next((told for kinds, told in EMPTY if isinstance(found, kinds)), "''")
        kind = found.target_field if found.is_relation else found
        return f"{'NULL' if found.null else empty}::{kind.rel_db_type(connection)}"

    def _quoted(self):
        return [f'"{column}"' for column in self.columns]

    def _fields(self):
        if self.noun in NO_MODEL:
            return []
        return [each for each in self._model()._meta.concrete_fields if not each.generated]

    def _model(self):
        return apps.get_model("auth" if self.noun == "user" else "partnerships", self.noun)


def _of_an_account():
    """The name under a signature, and nothing to log in with."""
    told = {
        "password": "'!'",
        "last_login": "NULL::timestamptz",
        "is_superuser": "false",
        "username": "'signer-' || {r}.id",
        "email": "''",
        "is_staff": "false",
        "date_joined": "to_timestamp(0)",
    }
    is_named = settings.PUBLIC_SIGNERS == "names"
    return told if is_named else told | {"first_name": "''", "last_name": "''"}


def _ids(*names):
    return tuple(f"{name}_id" for name in names)


def _of_a_collection():
    """It is known by what is released of it, or is out."""
    released = [
        f"EXISTS (SELECT FROM partnerships_{noun} AS it WHERE it.collection_id = {{r}}.id"
        " AND it.released_at IS NOT NULL)"
        for noun in RECORDS
    ]
    out = (
        "EXISTS (SELECT FROM partnerships_story AS story JOIN partnerships_edition AS it"
        " ON it.story_id = story.id WHERE story.collection_id = {r}.id)"
    )
    return " OR ".join([*released, out])


NAMES = {"user": "auth_user"}
RECORDS = ("party", "role", "stake", "partnership", "deal", "valuation", "event", "source", "claim")
BACKED = (
    *("party", "party_name", "identifier", "role", "stake", "partnership", "deal", "deal_party"),
    *("amount", "term", "valuation", "event", "claim", "source"),
)
OF_A_COPY = (
    *("captured_by_id", "address", "redirects", "headers", "name", "content", "said", "pages"),
)
COUNTS = ("outlets", "origins", "cited", "unread")
COUNTED = tuple(f"{whose}_{what}" for whose in ("desk", "keeper") for what in COUNTS)
IN_DOUBT = ("covers", "broken_glass", "lapsed_by_id", "withdrawn_by_id", "withdrawn_why")

# Each after those that its rows lead to.
MIRRORED = (
    Mirrored("collection", _of_a_collection(), always=True),
    Mirrored("party", RELEASED, leads=_ids("parent", "merged_into")),
    Mirrored("partyname", within=_ids("party")),
    Mirrored("identifier", within=_ids("party")),
    Mirrored("partnership", RELEASED),
    Mirrored("partnershipparty", within=_ids("partnership", "party")),
    Mirrored("role", RELEASED, within=_ids("person", "company")),
    Mirrored("stake", RELEASED, within=_ids("holder", "company")),
    Mirrored("deal", RELEASED, leads=_ids("partnership", "amends", "umbrella")),
    Mirrored("dealparty", within=_ids("deal", "party")),
    Mirrored("dealstep", within=_ids("deal")),
    Mirrored("amount", within=_ids("deal"), leads=_ids("party", "payer", "payee")),
    Mirrored("term", within=_ids("deal"), leads=_ids("replaced_by")),
    Mirrored("valuation", RELEASED, within=_ids("company"), leads=_ids("deal")),
    Mirrored("event", RELEASED),
    Mirrored("eventparty", within=_ids("event", "party")),
    Mirrored("source", OF_READERS, leads=_ids("derives_from", "origin")),
    Mirrored("knownorigin", within=_ids("source"), empty=("desk_origin",), known_by="source_id"),
    Mirrored("claim", RELEASED, leads=_ids("appears_in")),
    Mirrored("claimparty", within=_ids("claim", "party")),
    Mirrored("claimdeal", within=_ids("claim", "deal")),
    Mirrored("claimevent", within=_ids("claim", "event")),
    Mirrored("claimsupport", within=_ids("claim"), empty=COUNTED, known_by="claim_id"),
    Mirrored("claimlisting", within=_ids("claim", "party"), known_by="claim_id"),
    Mirrored("search", within=_ids("claim")),
    Mirrored("citation", within=_ids("claim", "source"), leads=_ids("snapshot")),
    Mirrored(
        "snapshot",
        within=_ids("source"),
        empty=OF_A_COPY,
        told={"text": QUOTED},
        shows=("citation", "snapshot_id"),
    ),
    Mirrored("recheck", within=_ids("source"), leads=_ids("snapshot"), empty=_ids("by")),
    Mirrored("citationlisting", within=_ids("citation", "party"), known_by="citation_id"),
    Mirrored("sighting", within=_ids("recheck", "citation", "copy"), leads=_ids("first")),
    Mirrored("verdict", STANDS, within=_ids("claim"), empty=IN_DOUBT),
    Mirrored("factsource", within=_ids(*BACKED)),
    Mirrored(
        "story", IS_OUT.format(key="story_id", of="id"), empty=_ids("made_by"), after=("edition",)
    ),
    Mirrored("edition", empty=_ids("published_by")),
    Mirrored("correction", within=_ids("edition"), empty=_ids("written_by")),
    # Of a text that is out: from what words were excused there is told, and no word of why.
    Mirrored(
        "passage",
        IS_PRINTED.format(of="id"),
        empty=("exact", "prefix", "suffix", "anchor", "made_by_id"),
        after=("edition",),
    ),
    Mirrored(
        "placement",
        IS_OUT.format(key="revision_id", of="revision_id"),
        told={"start": "CASE WHEN {r}.start IS NOT NULL THEN 0 END", "end": "NULL::integer"},
        after=("edition",),
    ),
    Mirrored(
        "waiver",
        IS_PRINTED.format(of="passage_id"),
        empty=("reason", "seconded_at", *_ids("ended_by", "waived_by", "seconded_by")),
        after=("edition",),
    ),
    # How many claims words lean on decides what is told of them: a hidden one counts, nameless.
    Mirrored(
        "editiondependency",
        "{r}.noun = 'claim'",
        told={
            "claim_id": "CASE WHEN EXISTS (SELECT FROM partnerships_claim AS it"
            f" WHERE it.id = {{r}}.claim_id AND {RELEASED.format(r='it')})"
            " THEN {r}.claim_id ELSE -{r}.id END",
            "record": "0",
        },
        after=("claim",),
    ),
    Mirrored("seal"),
    Mirrored("change", known_by="number"),
    Mirrored(
        "user",
        "EXISTS (SELECT FROM partnerships_verdict AS {r}_v WHERE {r}.id IN"
        " ({r}_v.proposed_by_id, {r}_v.countersigned_by_id) AND {signed})",
        after=("verdict", "claim"),
    ),
)
BY_NOUN = {each.noun: each for each in MIRRORED}
