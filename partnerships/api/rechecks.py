"""Looks at sources again over the wire: when, what came, and what became of each quotation."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..models import Recheck
from ..rules import rechecks
from ..vocabulary import Came, Outcome


class Look(serializers.Serializer):
    """The last look at a source again. None of its reasons says that a page was deleted."""

    at = serializers.DateTimeField()
    came = serializers.ChoiceField(Came.choices, help_text="A copy, or why none came.")
    status = serializers.IntegerField(
        allow_null=True, help_text="What the site answered, such as 404, where none came."
    )


class Seen(serializers.Serializer):
    """What became of a quotation, when its source was looked at last."""

    at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(Outcome.choices)
    since = serializers.DateTimeField(
        allow_null=True, help_text="Since which look it is so; null where no copy came."
    )
    words = serializers.CharField(
        allow_null=True, help_text="To the desk: what stands there now, where it differs."
    )


def _moment(text):
    """A moment that PostgreSQL wrote into JSON, as the API writes it."""
    return serializers.DateTimeField().to_representation(datetime.fromisoformat(text))


@extend_schema_field(Look(allow_null=True))
class LookField(serializers.Field):
    """The last look as it was read with the source; null before there is one."""

    def __init__(self):
        super().__init__(source="last_look", read_only=True, help_text=self.__doc__)

    def to_representation(self, look):
        return look | {"at": _moment(look["at"])}


@extend_schema_field(Seen(allow_null=True))
class SeenField(serializers.Field):
    """What became last of what is quoted, as read with the citation; null before a look. The
    words of a copy are the desk's."""

    def __init__(self):
        super().__init__(source="last_seen", read_only=True, help_text=self.__doc__)

    def to_representation(self, seen):
        reads_copies = self.context["reader"].user.has_perm("partnerships.view_snapshot")
        return {
            "at": _moment(seen["at"]),
            "outcome": seen["outcome"],
            "since": seen["since"] and _moment(seen["since"]),
            "words": (seen["words"] or None) if reads_copies else None,
        }


def last_look(sources, reader):
    """A need: each source's `last_look`, in the same query."""
    looks = Recheck.objects.filter(source=OuterRef("pk")).order_by("-at", "-pk")
    told = JSONObject(at=F("at"), came=F("came"), status=F("status"))
    return sources.annotate(last_look=Subquery(looks.values(told=told)[:1]))


def last_seen(citations, reader):
    """A need: what became last of each citation's quotation, in the same query."""
    told = JSONObject(
        at=F("recheck__at"), outcome=F("outcome"), since=F("first__recheck__at"), words=F("words")
    )
    return citations.annotate(last_seen=Subquery(rechecks.newest_of().values(told=told)[:1]))
