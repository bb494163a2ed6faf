"""What became of each quotation when its source was looked at again."""

from django.db.models import F, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from ...rules.claims import rechecks
from ...vocabulary import Outcome
from ..fields import ToldFrom
from ..sources.looks import database_moment


@extend_schema_serializer(component_name="Seen")
class QuotationSeen(serializers.Serializer):
    """What became of a quotation, when its source was looked at last."""

    at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(Outcome.choices)
    since = serializers.DateTimeField(
        allow_null=True, help_text="Since which look it is so; null where no copy came."
    )
    words = serializers.CharField(
        allow_null=True, help_text="To the desk: what stands there now, where it differs."
    )


@extend_schema_field(QuotationSeen(allow_null=True))
class SeenField(ToldFrom, serializers.Field):
    """What became last of what is quoted, as read with the citation; null before a look. The
    words of a copy are the desk's."""

    def __init__(self):
        super().__init__(source="last_seen", read_only=True, help_text=self.__doc__)

    def teller(self, reader):
        reads_copies = reader.user.has_perm("partnerships.view_snapshot")
        return lambda seen: {
            "at": database_moment(seen["at"]),
            "outcome": seen["outcome"],
            "since": seen["since"] and database_moment(seen["since"]),
            "words": (seen["words"] or None) if reads_copies else None,
        }


def last_seen(citations, reader):
    """A need: what became last of each citation's quotation, in the same query."""
    told = JSONObject(
        at=F("recheck__at"), outcome=F("outcome"), since=F("first__recheck__at"), words=F("words")
    )
    return citations.annotate(last_seen=Subquery(rechecks.newest_of().values(told=told)[:1]))
