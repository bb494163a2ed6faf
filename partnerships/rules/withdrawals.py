"""What has been withdrawn since a moment, and whether somebody was told of it before.

By the measure of `known_then`: what was hidden or removed is withdrawn, though it came back later.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from .known_then import TablesThen
from .people import Asker

Gone = dict[type[Model], list[int]]


def withdrawn_since(moment: datetime, user: Asker) -> Gone:
    """The keys of what was removed since that moment, or hidden from `user`, by model: what nobody
    had seen before, as a draft, may be among what is removed."""
    found = {}
    with connection.cursor() as cursor:
        for model, query in TablesThen(moment, user).gone():
            cursor.execute(query)
            found[model] = [key for (key,) in cursor.fetchall()]
    return {model: keys for model, keys in found.items() if keys}


def were_any_known(gone: Gone, moment: datetime, user: Asker) -> bool:
    """Whether `user` could know of something of this at the moment."""
    then = TablesThen(moment, user, ever_since=False)
    with connection.execute_wrapper(then.read):
        return any(
            _visible(model, user).filter(pk__in=keys).exists() for model, keys in gone.items()
        )


def _visible(model: Any, user: Asker) -> Any:
    return model.objects.visible_to(user)
