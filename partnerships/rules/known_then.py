"""What the database held at a moment, as far as a reader may know of it then and now.

Within `as_known_at` every table that is read is read from its history: before each statement stands
a WITH that gives the names of the tables to what was in them. So whatever asks, a list, a filter, a
count or a page, asks as of today and is answered from then. See docs/decisions/known_at.md.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localdate, make_aware, now

from ..models import (
    Citation,
    ClaimSupport,
    Correction,
    Edition,
    FactSource,
    KnownOrigin,
    Revision,
    Source,
    Verdict,
)
from ..models.base import ReleasedQuerySet
from ..models.sources.sources import clearance_of
from ..vocabulary import Clearance
from .claims import blind
from .moments import format_moment
from .people import Asker

# Journals have no history: each row says itself since when it is there.
JOURNALS = {Edition: "published_at", Correction: "written_at", Revision: "written_at"}
# What is cited, or said to back something, and is not any more may have gone for a source's sake.
TAKEN_BACK = {Citation, FactSource}
# Who asks is asked of today: accounts, roles and rights, and by which name somebody signs.
OF_TODAY = re.compile(r"(auth|django|knox|otp)_\w+")
A_TABLE = re.compile(r"(?<![\w.])(?:partnerships|auth|django|knox|otp|pghistory)_[a-z_]+(?![\w(])")
LOOKS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET ")
EVERY_SOURCE = "sources_then"  # those that the reader may not know of among them
UNRELEASED = "({row}.released_at IS NULL)"
# Asked of each row by itself: where PostgreSQL makes a join of it, that of a claim with all that
# hangs on it has thirty tables, and the best order of these is not found.
APART = "OFFSET 0"


class NotKept(Exception):
    """What was asked for is kept of today alone."""


@contextmanager
def as_known_at(moment: datetime | None, user: Asker) -> Iterator[None]:
    """A block in which the database is read as it was at the moment, and never written; of what
    readers see, that which `user` may know of since then too. Without a moment, as it is."""
    if moment is None or any(_is_past(each) for each in connection.execute_wrappers):
        yield
        return
    past = TablesThen(moment, user)
    with connection.execute_wrapper(past.read):
        yield


def _is_past(wrapper):
    """Whether that is such a block's: one within another is of the same moment."""
    return isinstance(getattr(wrapper, "__self__", None), TablesThen)


def known_moment(written: str) -> datetime:
    """The moment that is written as 2026-11-19T12:00:00Z.

    Errors   ValueError, with a sentence: also for a moment that has not come, and for one of which
             nothing is kept.
    """
    try:
        moment = parse_datetime(written)
    except ValueError:
        moment = None
    if moment is None or is_naive(moment):
        raise ValueError(
            "Write a moment with its zone, such as 2026-11-19T12:00:00Z; + is written %2B in an "
            "address, as in 2026-11-19T13:00:00%2B01:00."
        )
    return _that_was(moment)


def known_day(written: str) -> datetime:
    """The end of the day, where the desk is, that is written as 2026-11-19; of today this moment.

    Errors   as above.
    """
    try:
        day = date.fromisoformat(written)
        end = make_aware(datetime.combine(day, time.max))
    except (ValueError, OverflowError):
        raise ValueError("Choose a day, such as 2026-11-19.") from None
    return min(now(), end) if day == localdate() else _that_was(end)


# Since when somebody is at work: what they write is dated when they began, and seen when they end.
SETTLED = """
SELECT least(clock_timestamp(), min(xact_start)) - interval '1 microsecond' FROM pg_stat_activity
WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid()
"""


def settled_moment() -> datetime:
    """The latest moment of which nothing more will come to be known: the present, or just before
    the longest transaction that is under way began."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
        return cursor.fetchone()[0]


def _that_was(moment):
    if moment > now():
        raise ValueError("That moment has not come yet: nobody knows what will be known.")
    if moment < (began := _records_began()):
        raise ValueError(f"Nothing was kept here before {format_moment(began)}: ask for later.")
    return moment


def _records_began():
    """Since when this database keeps anything: when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied) FROM django_migrations")
        return cursor.fetchone()[0]


class TablesThen:
    """Queries that stand for tables at a moment: what one could know of then, and ever since."""

    def __init__(self, moment: datetime, user: Asker, *, ever_since: bool = True) -> None:
        self.moment = f"'{moment.isoformat()}'::timestamptz"
        self.user, self.clearance = user, clearance_of(user)
        self.ever_since = ever_since
        self.closed = self._closed_now()
        self.written: dict[str, tuple[tuple[str, ...], str]] = {}

    def read(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a statement on the tables of then."""
        if not sql.lstrip().startswith(LOOKS) or many:
            raise NotKept("What was known is read, not written.")
        named = {name for name in A_TABLE.findall(sql) if not OF_TODAY.fullmatch(name)}
        if named:
            tables: dict[str, str] = {}
            for name in sorted(named):
                self._add(name, tables)
            told = ",\n".join(tables.values())
            sql = f"WITH RECURSIVE {told.replace('%', '%%') if params else told}\n{sql}"
        return execute(sql, params, many, context)

    def _add(self, name, tables):
        """The table, and before it those that it is told from, into `tables`."""
        if name in tables:
            return
        if name not in self.written:
            self.written[name] = self._table(name)
        needs, text = self.written[name]
        for need in needs:
            self._add(need, tables)
        tables[name] = text

    def _table(self, name):
        if name == EVERY_SOURCE:
            return (), f"{name} AS NOT MATERIALIZED ({self._rows(Source)})"
        model = _models().get(name)
        needs, rows = (), None
        if model is KnownOrigin:
            needs, rows = (EVERY_SOURCE, _name(Source)), ORIGINS
        elif model is ClaimSupport:
            needs, rows = (
                ("partnerships_claim", *map(_name, (Citation, Source, KnownOrigin))),
                SUPPORT,
            )
        elif model in JOURNALS:
            rows = f'SELECT * FROM public."{name}" WHERE {JOURNALS[model]} <= {self.moment}'
        elif model and hasattr(model, "history"):
            rows = self._rows(model, self._known(model))
        if rows is None:
            raise NotKept(f"{name} is of today.")
        return needs, f'"{name}" AS NOT MATERIALIZED ({rows})'

    def _rows(self, model, conditions=()):
        """The rows of the model as they were: of each the last that its history had by then."""
        told = [self._column(field) for field in model._meta.local_concrete_fields]
        conditions = [self._is_last(model, "row_then"), *conditions]
        return (
            f"SELECT {', '.join(told)} FROM {_history(model)} AS row_then"
            f" WHERE {' AND '.join(conditions)}"
        )

    def _is_last(self, model, row):
        return (
            f"{row}.pgh_created_at <= {self.moment} AND {row}.pgh_label <> 'delete'"
            f" AND NOT EXISTS (SELECT FROM {_history(model)} AS later"
            f" WHERE later.pgh_obj_id = {row}.pgh_obj_id AND later.pgh_id > {row}.pgh_id"
            f" AND later.pgh_created_at <= {self.moment} {APART})"
        )

    def _column(self, field):
        if field.primary_key:  # which the history has an index of by this name alone
            return f'row_then.pgh_obj_id AS "{field.column}"'
        if not field.generated:
            return f'row_then."{field.column}"'
        sql, params = field.generated_sql(connection)
        return f'{_in_full(sql, params)} AS "{field.column}"'

    def _known(self, model):
        """What the rows must be besides, that the reader may know of them then and ever since."""
        if hidden := self._hidden(model):
            then = f"NOT {hidden.format(row='row_then')}"
            ever = f"row_then.pgh_obj_id NOT IN ({self._since(model, hidden)})"
            return [then, ever] if self.ever_since else [then]
        if not self.ever_since:
            return []
        if model in TAKEN_BACK and self.clearance != Clearance.KEEPER:
            return [f"row_then.pgh_obj_id NOT IN ({self._since(model)})"]
        return self._of_verdicts() if model is Verdict else []

    def _since(self, model, hidden="false"):
        """A query: the keys of what was removed since, or hidden."""
        return (
            f"SELECT since.pgh_obj_id FROM {_history(model)} AS since"
            f" WHERE since.pgh_created_at > {self.moment}"
            f" AND ({hidden.format(row='since')} OR since.pgh_label = 'delete')"
        )

    def gone(self) -> Iterator[tuple[type[Model], str]]:
        """By model a query: the keys of what was removed since, or hidden that had been shown."""
        for model in filter(lambda each: hasattr(each, "history"), _models().values()):
            if (hidden := self._hidden(model)) or model in TAKEN_BACK:
                shown = f"SELECT FROM {_history(model)} AS shown WHERE shown.pgh_obj_id"
                known = f" AND NOT {hidden.format(row='shown')}" if hidden else ""
                of = self._since(model, hidden or "false")
                yield model, f"{of} AND EXISTS ({shown} = since.pgh_obj_id{known} {APART})"

    def _hidden(self, model):
        """When a row is hidden from the reader; empty where that is never so."""
        if model is Source:
            return {
                Clearance.PUBLIC: UNRELEASED,
                Clearance.DESK: "({row}.confidentiality = 'confidential')",
                Clearance.KEEPER: "",
            }[self.clearance]
        rows = model._default_manager.all()
        if isinstance(rows, ReleasedQuerySet) and not self.user.has_perms(rows.desk_rights):
            return UNRELEASED
        return ""

    def _of_verdicts(self):
        """A verdict's reasons speak of what it leant on. It is not told where some of that was
        shown then and is not any more, nor while the reader may yet check its claim blind."""
        conditions = [f"row_then.claim_id NOT IN ({self.closed})"] if self.closed else []
        if hidden := self._hidden(Source):
            shown = (
                f"EXISTS (SELECT FROM {_history(Source)} AS shown WHERE shown.pgh_obj_id = {{key}}"
                f" AND {self._is_last(Source, 'shown')}"
                f" AND NOT {hidden.format(row='shown')} {APART})"
            )
            withdrawn = f"{self._since(Source, hidden)} AND {shown.format(key='since.pgh_obj_id')}"
            conditions.append(
                f"row_then.claim_id NOT IN (SELECT cited.claim_id"
                f" FROM {_history(Citation)} AS cited WHERE {self._is_last(Citation, 'cited')}"
                f" AND (cited.source_id IN ({withdrawn})"
                f" OR cited.pgh_obj_id IN ({self._since(Citation)})"
                f" AND {shown.format(key='cited.source_id')}))"
            )
        return conditions

    def _closed_now(self):
        """The claims whose life is closed to the reader today, as a query of today's tables."""
        if not self.user.has_perm("partnerships.view_verdict"):  # is told what stood, as all are
            return ""
        closed = blind.hidden_from(self.user).order_by().values("pk").query
        sql = _in_full(*closed.get_compiler(connection=connection).as_sql())
        return sql.replace('"partnerships_', 'public."partnerships_')


# The furthest report up the chain that the reader may know of: where that is the first of all, the
# source names it. There is one reader here: what is kept for three is the same for each.
ORIGINS = f"""
SELECT id AS source_id, furthest AS public_origin, furthest AS desk_origin
FROM (
    SELECT source.id, CASE
        WHEN EXISTS (
            SELECT FROM "partnerships_source" AS first WHERE first.id = source.origin_id {APART}
        ) THEN source.origin_id
        ELSE (
            WITH RECURSIVE chain (id, above, height) AS (
                SELECT source.id, source.derives_from_id, 0
                UNION ALL
                SELECT next.id, next.derives_from_id, height + 1
                FROM chain JOIN {EVERY_SOURCE} AS next ON next.id = chain.above
            )
            SELECT known.id FROM chain
            JOIN "partnerships_source" AS known ON known.id = chain.id
            ORDER BY height DESC LIMIT 1
        ) END AS furthest
    FROM {EVERY_SOURCE} AS source
) AS told
"""
COUNTS = {
    "outlets": "count(DISTINCT source.id) FILTER (WHERE citation.stance = 'supports')",
    "origins": "count(DISTINCT known.public_origin) FILTER (WHERE citation.stance = 'supports')",
    "cited": "count(source.id)",
    "unread": "count(source.id) FILTER (WHERE source.seen = 'not_seen')",
}
SUPPORT = f"""
SELECT claim.id AS claim_id, {
    ", ".join(
        f"counted.{count} AS {clearance}_{count}"
        for clearance in Clearance.values
        for count in COUNTS
    )
}
FROM "partnerships_claim" AS claim CROSS JOIN LATERAL (
    SELECT {", ".join(f"({counted})::integer AS {count}" for count, counted in COUNTS.items())}
    FROM "partnerships_citation" AS citation
    JOIN "partnerships_source" AS source ON source.id = citation.source_id
    JOIN "partnerships_knownorigin" AS known ON known.source_id = source.id
    WHERE citation.claim_id = claim.id
) AS counted
"""


@cache
def _models() -> dict[str, type[Model]]:
    """Our models by the names of their tables."""
    found = apps.get_app_config("partnerships").get_models()
    return {model._meta.db_table: model for model in found if not model._meta.proxy}


def _in_full(sql, params):
    """The statement with its parameters in it."""
    return connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined]  # PostgreSQL's has it


def _name(model):
    return model._meta.db_table


def _history(model):
    return f'public."{model._meta.get_field("history").related_model._meta.db_table}"'
