"""Answers that the asker has already: told by PostgreSQL, before anything of them is read.

Beside the tag of an answer stands the snapshot that was taken before it was read. Nothing can have
changed while every transaction that wrote since then, and has ended, is one that the snapshot saw
(laws/commits.sql). See docs/decisions/etags.md.
"""

from collections import OrderedDict
from functools import wraps
from hashlib import md5, sha256
from threading import Lock

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils.http import parse_etags, quote_etag

from .statements import binding_cursor

MOST = 10_000  # answers that are remembered, some 3 MB

_remembered = OrderedDict()  # by a mark of the question: the snapshot, and the tag of the answer
_lock = Lock()


def told_once(action):
    """An action of a view that is answered by 304 where nothing has changed."""

    @wraps(action)
    def answered(view, request, *args, **kwargs):
        tags = {tag.removeprefix("W/") for tag in parse_etags(_sent(request))}
        if not tags or not view.is_watched or connection.in_atomic_block or settings.MIRROR_OF:
            # No trigger sees what comes to a mirror.
            return action(view, request, *args, **kwargs)
        mark = _mark(request)
        seen, tag = _remembered.get(mark, (None, None))
        now, is_unchanged = _look(seen)
        if is_unchanged and tag in tags:
            _remember(mark, now, tag)
            return HttpResponse(headers={"ETag": tag})  # the middleware makes a 304 of it
        answer = action(view, request, *args, **kwargs)
        answer.add_post_render_callback(lambda made: _tag(made, mark, now))
        return answer

    return answered


def _sent(request):
    return request.headers.get("If-None-Match", "")


def _mark(request):
    """What the answer depends on besides what is recorded."""
    asked = [
        request.build_absolute_uri(),
        request.headers.get("Accept"),
        request.accepted_media_type,
        request.user.pk,
    ]
    return sha256(repr(asked).encode()).digest()


def _look(seen):
    """The snapshot of now, and whether nothing has changed since the one that was seen."""
    with binding_cursor() as cursor:
        cursor.execute("SELECT now, unchanged FROM unchanged_since(%s::pg_snapshot)", [seen])
        return cursor.fetchone()


def _tag(answer, mark, snapshot):
    if answer.status_code == 200:
        tag = quote_etag(md5(answer.content, usedforsecurity=False).hexdigest())
        answer.headers["ETag"] = tag
        _remember(mark, snapshot, tag)


def _remember(mark, snapshot, tag):
    with _lock:
        _remembered[mark] = (snapshot, tag)
        _remembered.move_to_end(mark)
        while len(_remembered) > MOST:
            _remembered.popitem(last=False)
