"""What changed for readers, in one order: each row of the API that came, changed or went.

Writers leave notes of what they touched (laws/changes.sql). Whoever asks takes the notes of what is
committed, looks what each row is to readers now, beside what they were told last, and numbers what
differs. See docs/decisions/changes.md.
"""

from collections import defaultdict
from hashlib import md5

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param

from ..actions.dumps import NOUN as DUMPS
from ..formats.change_feeds import ToldChange, changes_feed
from ..models import Dump, Source
from .anybody import asked_by_anybody, shown_to_anybody
from .errors import BadParameters
from .fields import Addresses
from .keeping import KeptView
from .parameters import checked, whole_number
from .rendering import write_json
from .shown_records import keys_leading_to, shown_by, table_of

SHOWN = 100  # changes of a page
TAKEN = 500  # notes, and rows that are looked at, at once
ROUNDS = 20  # of these for one question: that some are left would tell of what is hidden
FARTHEST = 10**15
ATOM = "application/atom+xml; charset=utf-8"

TURN = "SELECT pg_try_advisory_xact_lock(hashtext('partnerships_change'))"
WAITED_TURN = "SELECT true FROM pg_advisory_xact_lock(hashtext('partnerships_change'))"
TAKE = """
DELETE FROM partnerships_untold WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM partnerships_untold WHERE {which} LIMIT %s
)) RETURNING noun, record
"""
FIND = """
INSERT INTO partnerships_untold (noun, record, is_found)
SELECT noun, record, true
FROM (SELECT %s::text AS noun, unnest(%s::bigint[]) AS record) AS found
WHERE NOT EXISTS (
    SELECT FROM partnerships_untold AS waiting
    WHERE is_found AND waiting.noun = found.noun AND waiting.record = found.record
)
"""
TOLD = "SELECT record, id, mark, state FROM partnerships_told WHERE noun = %s AND record = ANY (%s)"
TELL = """
INSERT INTO partnerships_change (number, at, noun, id, what)
SELECT coalesce((SELECT max(number) FROM partnerships_change), 0) + place,
    now(), %s, id, what
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS told (id, what, place)
"""
REMEMBER = """
INSERT INTO partnerships_told (noun, record, id, mark, state)
SELECT %s, * FROM unnest(%s::bigint[], %s::text[], %s::bytea[], %s::text[])
ON CONFLICT (noun, record) DO UPDATE
    SET id = EXCLUDED.id, mark = EXCLUDED.mark, state = EXCLUDED.state
"""
FORGET = "DELETE FROM partnerships_told WHERE noun = %s AND record = ANY (%s)"
CHANGES = """
SELECT number, at, noun, id, what FROM partnerships_change
WHERE number > %s ORDER BY number LIMIT %s
"""
LATEST = """
SELECT number, at, noun, id, what FROM partnerships_change ORDER BY number DESC LIMIT %s
"""
LAST = "SELECT coalesce(max(number), 0) FROM partnerships_change"
WAITS = "SELECT EXISTS (SELECT FROM partnerships_untold)"

WHAT = {
    "released": "It is there from now on.",
    "changed": "It says something else.",
    "signed": "A claim: two people signed what they found.",
    "lapsed": "A claim: what was found of it does not stand any more.",
    "merged": "A party: it is the same as another.",
    "corrected": "A story: its next edition is out, with a correction.",
    "gone": "It is not there any more.",
}
AFTER = OpenApiParameter(
    "after",
    {"type": "integer", "minimum": 0},
    description="The number of the last change that you know; 0 begins with the first.",
)


class ChangeOfRow(serializers.Serializer):
    """One row of the API that came, changed or went."""

    number = serializers.IntegerField(help_text="Its place in the order of all, without gaps.")
    at = serializers.DateTimeField(help_text="When it was found; it may have been done before.")
    noun = serializers.CharField(help_text="The list it is in, such as claims.")
    id = serializers.CharField()
    url = serializers.URLField(allow_null=True, help_text="Where it is; null where it is gone.")
    what = serializers.ChoiceField(
        list(WHAT.items()), help_text=" ".join(f"{word}: {told}" for word, told in WHAT.items())
    )
    sha256 = serializers.CharField(
        allow_null=True, help_text="Of a dump: the hash of its file; null of all else."
    )


class ChangesPage(serializers.Serializer):
    """Changes, the earliest first."""

    next = serializers.URLField(allow_null=True, help_text="Where more are; null where none is.")
    last = serializers.IntegerField(help_text="What to ask `after` the next time.")
    results = ChangeOfRow(many=True)


class ChangesView(KeptView):
    """What changed for readers, in one order, from the first on. The same for everybody."""

    nouns = {}

    @extend_schema(parameters=[AFTER], responses=ChangesPage, summary="Changes", tags=["changes"])
    def get(self, request):
        checked(request, known={"after"})
        after = whole_number(request, "after", 0, 0, FARTHEST)
        for _ in range(ROUNDS):
            waits, rows = tell_what_changed(self.nouns), changes_after(after)
            if not waits or len(rows) > SHOWN:
                break
        if after > (latest := last_change()):
            raise BadParameters(
                {"after": f"The last change so far is {latest}: begin anew with 0."}
            )
        return Response(page_of_changes(request, after, rows, waits))


@extend_schema(exclude=True)
class ChangesFeedView(KeptView):
    """The latest changes as an Atom feed."""

    nouns = {}

    def get(self, request):
        checked(request, known=())
        for _ in range(ROUNDS):
            if not tell_what_changed(self.nouns):
                break
        with connection.cursor() as cursor:
            cursor.execute(LATEST, [SHOWN])
            rows = cursor.fetchall()
        lists = Addresses(request)
        hashes = _hashes_of_dumps(rows)
        told = []
        for number, at, noun, key, what in rows:
            said = f"{WHAT[what]} SHA-256: {hashes[key]}." if noun == DUMPS else WHAT[what]
            where = _address(lists, noun, key, what)
            told.append(ToldChange(number, at, noun, key, where, what, said))
        address = reverse("api:changes", request=request)
        return HttpResponse(changes_feed(told, address), content_type=ATOM)


def _hashes_of_dumps(rows):
    """The hash of each dump that is told of, by its day."""
    days = {key for _, _, noun, key, _ in rows if noun == DUMPS}
    dumps = Dump.objects.filter(day__in=days) if days else ()
    return {dump.day.isoformat(): dump.sha256 for dump in dumps}


def _address(lists, noun, key, what):
    """Where the row is; None where it is gone."""
    return None if what == "gone" else f"{lists[noun]}{key}/"


def last_change() -> int:
    """The number of the last change; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        return cursor.fetchone()[0]


def changes_after(number: int) -> list[tuple]:
    """A page of changes after that one, and one more if there is."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [number, SHOWN + 1])
        return cursor.fetchall()


def page_of_changes(request, after: int, rows: list[tuple], waits: bool) -> dict:
    """A page of the changes after that number, as whoever asks for one is given it; `waits` where
    more may follow."""
    lists = Addresses(request)
    last = rows[:SHOWN][-1][0] if rows else after
    here = replace_query_param(request.build_absolute_uri(reverse("api:changes")), "after", last)
    hashes = _hashes_of_dumps(rows)
    results = [
        {
            "number": number,
            "at": at,
            "noun": noun,
            "id": key,
            "url": _address(lists, noun, key, what),
            "what": what,
            "sha256": hashes.get(key) if noun == DUMPS else None,
        }
        for number, at, noun, key, what in rows[:SHOWN]
    ]
    is_more = len(rows) > SHOWN or waits
    return {"next": here if is_more else None, "last": last, "results": results}


def tell_what_changed(nouns, *, waiting: bool = False) -> bool:
    """Number what changed for readers, of so many notes at once; whether others wait.

    One after the other: whoever comes meanwhile is told what is numbered already, unless `waiting`
    for the turn. A mirror is sent the numbers.
    """
    if settings.MIRROR_OF:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WAITED_TURN if waiting else TURN)
        if cursor.fetchone()[0]:
            _find(_taken(cursor, is_found=False), nouns, cursor)
            for noun, records in _taken(cursor, is_found=True).items():
                _tell(noun, records, nouns[noun], cursor)
        cursor.execute(WAITS)
        return cursor.fetchone()[0]


def _taken(cursor, *, is_found):
    """The records of which there are notes, by noun; the notes are gone."""
    which = "is_found" if is_found else "NOT is_found"  # as the index of what is found has it
    cursor.execute(TAKE.format(which=which), [TAKEN])
    taken = defaultdict(set)
    for noun, record in cursor.fetchall():
        taken[noun].add(record)
    return taken


def _find(touched, nouns, cursor):
    """Note the rows of the API that may say something else now that these records do."""
    own = {table_of(view.queryset.model) for view in nouns.values()}
    changed, beside = defaultdict(set), defaultdict(set)
    for name, records in touched.items():
        _add(apps.get_model("partnerships", name), records, own, changed, beside)
    if sources := changed.get(Source):  # whatever retells one of them shows what it goes back to
        origins = Source.objects.filter(pk__in=sources).order_by().values("origin")
        retold = Source.objects.filter(origin__in=origins).order_by()
        changed[Source] |= set(retold.values_list("pk", flat=True))
    for noun, view in nouns.items():
        model = table_of(view.queryset.model)
        found = changed[model] | beside[model]
        for path, shown in shown_by(view):
            if changed[shown]:
                found |= set(keys_leading_to(model, path, changed[shown]).distinct())
        if found:
            cursor.execute(FIND, [noun, list(found)])


def _add(model, records, own, changed, beside):
    """Into `changed` the records, and the nouns that they are part of or once were; into `beside`
    what such a record of its own leads to, which may list it."""
    changed[model] |= records
    if not hasattr(model, "history"):
        return
    rows = model._meta.get_field("history").related_model.objects.filter(pgh_obj__in=records)
    for key in model._meta.concrete_fields:
        if not key.is_relation or key.related_model._meta.app_label != "partnerships":
            continue
        led_to, table = rows.order_by().exclude(**{key.name: None}), table_of(key.related_model)
        keys = set(led_to.values_list(key.attname, flat=True).distinct())
        if model in own:
            beside[table] |= keys
        elif table in own:
            changed[table] |= keys
        elif keys:
            _add(table, keys, own, changed, beside)


def _tell(noun, records, view, cursor):
    """Number what readers are to be told of these rows, and remember it."""
    shown = shown_to_anybody(asked_by_anybody(view), list(records))
    cursor.execute(TOLD, [noun, list(records)])
    told = {record: rest for record, *rest in cursor.fetchall()}
    news, kept = [], []
    for record in sorted(records):
        was = told.get(record)
        if record not in shown:
            if was:
                news.append((was[0], "gone"))
            continue
        row = shown[record]
        mark, state = md5(write_json(row), usedforsecurity=False).digest(), _state(row)
        if not was or bytes(was[1]) != mark:
            key = str(row["id"])
            news.append((key, _what(noun, was and was[2], state)))
            kept.append((record, key, mark, state))
    if news:
        cursor.execute(TELL, [noun, *map(list, zip(*news, strict=True))])
    if kept:
        cursor.execute(REMEMBER, [noun, *map(list, zip(*kept, strict=True))])
    if gone := [record for record in told if record not in shown]:
        cursor.execute(FORGET, [noun, gone])


def _state(row):
    """What of a row a change is called after."""
    if "edition" in row:
        return str(row["edition"])
    return row.get("finding") or (row.get("merged_into") and "merged") or ""


def _what(noun, was, state):
    if was is None:
        return "released"
    if was == state:
        return "changed"
    if noun == "stories":
        return "corrected"
    if noun == "claims":
        return "signed" if state else "lapsed"
    return "merged" if state else "changed"
