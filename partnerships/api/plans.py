"""Plans by which pages are read: made once for each class of reader, and kept.

A plan depends on what its reader may see. It is made for a `Witness` that stands for the reader and
remembers what was asked of them; whoever gives the same answers is read by the same plan.
"""

from contextlib import contextmanager
from threading import Lock

import orjson
from django.db import connection
from django.utils import timezone
from psycopg.types.json import set_json_loads

from .compiling import NotPlanned, compiled
from .reading import Reader
from .statements import binding_cursor
from .whole_lists import is_long

MOST = 500  # plans that are kept: whoever asks for ever other `fields` fills no memory

_kept = {}
_lock = Lock()


class Witness:
    """Stands for a user while a plan is made, and remembers what was asked of them."""

    def __init__(self, user):
        self._user, self.answers = user, {}

    def has_perm(self, right, obj=None):
        return self.answers.setdefault(right, self._user.has_perm(right))

    def has_perms(self, rights, obj=None):
        return all(map(self.has_perm, rights))

    @property
    def pk(self):
        return self.answers.setdefault("pk", self._user.pk)

    def leave(self):
        """Let go of the user: a plan that asked them once more would ask for somebody else."""
        del self._user


def planned(view, serializer_class, only):
    """The plan by which the view's rows are read for its reader; None where REST framework must."""
    reader = view.reader
    if reader.day is not None:
        return None
    shape = (serializer_class, type(view), view.action, only and frozenset(only))
    shape += (timezone.get_current_timezone_name(),)
    for answers, plan in _kept.get(shape, ()):
        if all(_answer(reader.user, asked) == answer for asked, answer in answers):
            return plan
    return _made(view, serializer_class, only, shape)


def _answer(user, asked):
    return user.pk if asked == "pk" else user.has_perm(asked)


def _made(view, serializer_class, only, shape):
    witness = Witness(view.reader.user)
    reader = Reader(witness)
    with _nothing_asked() as queries:
        try:
            rows = serializer_class.read(view.rows(reader), reader, only)
            serializer = serializer_class(only=only, context={"reader": reader})
            plan = compiled(serializer, rows, reader)
        except NotPlanned:
            plan = None
    witness.leave()
    if not queries:  # what the database said would be old by the next time
        with _lock:
            if sum(map(len, _kept.values())) >= MOST:
                _kept.clear()
            _kept.setdefault(shape, []).append((tuple(witness.answers.items()), plan))
    return plan


@contextmanager
def _nothing_asked():
    """The queries that are made meanwhile."""
    queries = []

    def note(execute, sql, *rest):
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield queries


def read_by_plan(plan, keys, reader, addresses):
    """What is shown of the rows with these primary keys, by key, at those addresses of lists."""
    with binding_cursor() as cursor:
        set_json_loads(orjson.loads, cursor.cursor)
        return _read(plan, keys, reader, addresses, cursor)


def _read(node, keys, reader, addresses, cursor):
    if not keys:
        return {}
    cursor.execute(node.sql, [f"{{{str(keys)[1:-1]}}}"])  # an array, in one piece
    rows = cursor.fetchall()
    related, is_cut = [], False
    for child, place in node.children:
        keys = list({row[place] for row in rows} - {None})
        related.append(_read(child, keys, reader, addresses, cursor))
        is_cut = is_cut or (child.many and is_long(related[-1]))
    made = (node.build_shortened if is_cut else node.build)(rows, related, addresses)
    if node.finish:
        node.finish(made, reader)
    return made
