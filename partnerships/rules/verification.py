"""Whether the records are what they were: the journal's chain, seals, histories and laws.

Everything is asked of PostgreSQL and told as sentences for whoever runs the desk, never for
readers: they name what only source keepers may know of by its number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models
from pghistory.models import Context

from ..models import AccountChange, Edition, Entry, Grant, Merge, Seal, Verdict
from ..text.heads import Head
from ..vocabulary import Act
from .journal_chain import Fault, asked_rows, entries_at_fault, last_entry

LAWS = Path(__file__).parents[1] / "laws"
TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s.*?\sON (\w+)", re.M | re.S)
ABOUT = ["pgh_id", "pgh_created_at", "pgh_label", "pgh_context_id"]  # a history of each change
# A migration released what was there, and wrote a moment into rows and another into histories of
# before: no change that was kept can tell of a moment after itself.
FILLED_IN = (
    " AND NOT (now.released_at IS NOT NULL AND kept.released_at IS NOT NULL"
    " AND kept.released_at > kept.pgh_created_at)"
)
# The desk seals something and tells of it in one transaction, and takes no seal back.
ATTESTED = """
SELECT coalesce(seal.sha256, told.key), told.key IS NULL
FROM (SELECT key FROM partnerships_entry WHERE act = %s AND noun = %s) AS told
FULL JOIN partnerships_seal AS seal ON seal.sha256 = told.key
WHERE seal.sha256 IS NULL OR told.key IS NULL
ORDER BY 1
"""
OFF = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
    AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""
# Since when the transactions are under way that may write here: PostgreSQL's own tidying up does
# not, and is nobody's.
UNDER_WAY = """
SELECT pid, xact_start FROM pg_stat_activity AS somebody
WHERE datname = current_database() AND usesysid IS NOT NULL AND (
    xact_start IS NOT NULL OR EXISTS (
        SELECT FROM pg_locks
        WHERE pg_locks.pid = somebody.pid AND locktype = 'virtualxid' AND mode = 'ExclusiveLock'
    )
)
"""


def records_at_fault(heads: Sequence[Head] = ()) -> Iterator[Fault]:
    """Everything in the database that is not what was kept, looked at table by table."""
    yield from laws_at_fault()
    yield from entries_at_fault()
    yield from heads_at_fault(heads)
    yield from seals_at_fault()
    yield from attestations_at_fault()
    for model in tracked_models():
        yield from rows_at_fault(model)
        yield from histories_at_fault(model)
    yield from digests_at_fault(heads)


def latest_verification() -> Entry | None:
    """What the journal says of when the records were verified last."""
    return Entry.objects.filter(act=Act.VERIFIED).order_by("-pk").first()


def tracked_models() -> list[type[models.Model]]:
    """Every table of which a history is kept."""
    return [
        model
        for model in apps.get_app_config("partnerships").get_models()
        if hasattr(model, "history") and not model._meta.proxy
    ]


def laws_at_fault() -> Iterator[Fault]:
    """Triggers of the laws that are not there, or are switched off."""
    at_work = set(asked_rows(OFF))
    for path in sorted(LAWS.glob("*.sql")):
        for name, table in TRIGGER.findall(path.read_text()):
            if (table, name) not in at_work:
                yield Fault(table, f"the law {name} is switched off, or is not there")


def heads_at_fault(heads: Iterable[Head]) -> Iterator[Fault]:
    """Heads that were given out and are not in the journal, and seals that no edition has."""
    heads = list(heads)
    wanted = {head.entry for head in heads}
    hashes = dict(Entry.objects.filter(pk__in=wanted).values_list("pk", "hash"))
    last, _ = last_entry()
    holds = 0
    for head in sorted(heads, key=lambda head: head.entry):
        if not head.entry or hashes.get(head.entry) == head.hash:
            holds = max(holds, head.entry)
            continue
        since = f"the journal is another since entry {holds}" if holds else "it is another journal"
        if head.entry > last:
            since = f"the journal ends with entry {last}"
        yield Fault(f"entry {head.entry}", f"it is not the one of {head.at}: {since}")
    seals = {
        str(uid): sha256
        for uid, sha256 in Edition.objects.filter(
            uid__in=[head.edition for head in heads if head.edition]
        ).values_list("uid", "sha256")
    }
    for head in heads:
        if head.edition and seals.get(head.edition) != head.sha256:
            what = "has another seal than when it" if head.edition in seals else "is gone, which"
            yield Fault(f"edition {head.edition}", f"{what} went out on {head.at}")


def seals_at_fault() -> Iterator[Fault]:
    """Editions and verdicts that are not what their seals and fingerprints were made of."""
    asked = [
        (Edition, "sha256 <> fingerprint_of(content)", "its content is not what was sealed"),
        (Verdict, "fingerprint <> fingerprint_of(covers)", "it covers other than was signed"),
        (
            Verdict,
            "state = 'stands' AND superseded_at IS NULL"
            " AND fingerprint = fingerprint_of(covers)"
            " AND fingerprint <> fingerprint_of(claim_covers(claim_id))",
            "it stands, and its claim is not what was signed",
        ),
    ]
    for model, condition, what in asked:
        table = model._meta.db_table
        for (key,) in asked_rows(f"SELECT id FROM {table} WHERE {condition} ORDER BY id"):
            yield Fault(_name(model, key), what)


def attestations_at_fault() -> Iterator[Fault]:
    """Seals that the journal tells of and are not there, and those that it tells nothing of."""
    for digest, is_untold in asked_rows(ATTESTED, [Act.ATTESTED, Seal._meta.verbose_name]):
        told = "the journal does not tell" if is_untold else "it is gone, and the journal tells"
        yield Fault(f"seal {digest}", f"{told} that it was given")


def rows_at_fault(model: type[models.Model]) -> Iterator[Fault]:
    """Rows of a table that are not what its history kept last."""
    columns = _kept_columns(model)
    differing = ", ".join(
        f"CASE WHEN now.{_quoted(name)} IS DISTINCT FROM kept.{_quoted(name)}"
        f"{FILLED_IN if name == 'released_at' else ''} THEN '{name}' END"
        for name in columns
    )
    told = asked_rows(
        f"""
        SELECT * FROM (
            SELECT coalesce(now.id, kept.pgh_obj_id), now.id IS NOT NULL, kept.pgh_label,
                CASE WHEN now.id IS NOT NULL AND kept.pgh_label <> 'delete'
                    THEN array_remove(ARRAY[{differing}], NULL) END AS differing
            FROM (
                SELECT DISTINCT ON (pgh_obj_id) * FROM {_history(model)}
                ORDER BY pgh_obj_id, pgh_id DESC
            ) AS kept
            FULL JOIN {model._meta.db_table} AS now ON now.id = kept.pgh_obj_id
            WHERE now.id IS NOT NULL OR kept.pgh_label <> 'delete'
        ) AS told
        WHERE differing IS DISTINCT FROM '{{}}' ORDER BY 1
        """
    )
    for key, is_there, label, columns in told:
        if label is None:
            what = "no history tells where it comes from"
        elif not is_there:
            what = "it is gone, and its history does not tell of that"
        elif label == "delete":
            what = "it is there, and its history says that it was removed"
        else:
            what = f"not as its history has it: {', '.join(columns)}"
        yield Fault(_name(model, key), what)


def histories_at_fault(model: type[models.Model]) -> Iterator[Fault]:
    """Histories that do not begin with the making of a row, or go on after its end."""
    told = asked_rows(
        f"""
        SELECT pgh_obj_id, pgh_id, pgh_label, before FROM (
            SELECT pgh_obj_id, pgh_id, pgh_label, coalesce(lag(pgh_label) OVER (
                PARTITION BY pgh_obj_id ORDER BY pgh_id
            ), 'delete') AS before FROM {_history(model)}
        ) AS told
        WHERE (pgh_label = 'insert') <> (before = 'delete') ORDER BY pgh_id
        """
    )
    for key, number, label, before in told:
        yield Fault(
            _name(model, key),
            f"row {number} of its history ({label}) cannot follow what stands before it ({before})",
        )


def history_digests(before: datetime) -> dict[str, tuple[list[str], int, str]]:
    """By table, the columns, the number and the digest of what histories kept before a moment, and
    so of who did it and why, and of the journal of accounts."""
    return {
        table: (columns, *_digest(table, columns, moment, before))
        for table, (columns, moment) in _digested().items()
    }


def digests_at_fault(heads: Sequence[Head]) -> Iterator[Fault]:
    """Histories in which something is another than when the last of the heads was kept."""
    kept = next((head for head in reversed(heads) if head.histories), None)
    if kept is None:
        return
    there = _digested()
    for table, (columns, number, digest) in kept.histories.items():
        has, moment = there.get(table, ([], ""))
        if not moment or not set(has).issuperset(columns):
            continue  # a migration took something away: the next head is of what there is now
        found, is_now = _digest(table, columns, moment, datetime.fromisoformat(kept.at))
        if found != number:
            yield Fault(table, f"{found} rows of before {kept.at}, which were {number}")
        elif is_now != digest:
            yield Fault(table, f"rows of before {kept.at} are not what they were")


def _digested():
    """By table, the columns that a digest is made of, and which of them says since when."""
    tables = {
        _history(model): ([*ABOUT, *_kept_columns(model)], "pgh_created_at")
        for model in tracked_models()
    }
    tables[Context._meta.db_table] = (["id", "created_at", "metadata"], "created_at")
    for journal in (AccountChange, Grant, Merge):
        columns = [field.column for field in journal._meta.fields]
        tables[journal._meta.db_table] = (columns, "at")
    return tables


def settled_until() -> datetime | None:
    """The moment before which no history can grow: nobody's transaction began earlier. None while
    somebody is at work of whom neither the application nor the owner is told since when.

    PostgreSQL tells a login of its own transactions alone, so both are asked, the owner last: who
    is hidden from the owner and was not there before began after that.
    """
    apart: Any = connection.copy()  # newsroom.postgres gives it more than Django's has
    told = [dict(asked_rows(UNDER_WAY))]
    if apart.has_two_logins:
        with apart.as_owner(), apart.cursor() as cursor:
            cursor.execute(UNDER_WAY)
            told.append(dict(cursor.fetchall()))
    hidden = [{pid for pid, since in each.items() if since is None} for each in told]
    if set.intersection(*hidden):
        return None
    return min(since for each in told for since in each.values() if since)


def _digest(table, columns, moment, before):
    # As JSON a moment is written in one way, however a session shows them.
    row = f"md5(jsonb_build_array({', '.join(map(_quoted, columns))})::text)"
    ((number, digest),) = asked_rows(
        f"""
        SELECT count(*), encode(sha256(convert_to(
            coalesce(string_agg({row}, '' ORDER BY {row}), ''), 'UTF8'
        )), 'hex')
        FROM {table} WHERE {moment} < %s
        """,
        [before],
    )
    return number, digest


def _kept_columns(model):
    """The columns that the history of a table keeps."""
    kept = model._meta.get_field("history").related_model
    return [field.column for field in kept._meta.fields if not field.name.startswith("pgh_")]


def _quoted(name):
    return connection.ops.quote_name(name)


def _history(model):
    return model._meta.get_field("history").related_model._meta.db_table


def _name(model, key):
    return f"{model._meta.verbose_name} {key}"
