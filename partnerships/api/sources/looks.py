"""When the desk last looked at a source again, and what came."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...models import Recheck
from ...vocabulary import Came
from ..fields import ToldFrom


class Look(serializers.Serializer):
    """The last look at a source again. None of its reasons says that a page was deleted."""

    at = serializers.DateTimeField()
    came = serializers.ChoiceField(Came.choices, help_text="A copy, or why none came.")
    status = serializers.IntegerField(
        allow_null=True, help_text="What the site answered, such as 404, where none came."
    )


def database_moment(text):
    """A moment that PostgreSQL wrote into JSON, as the API writes it."""
    return serializers.DateTimeField().to_representation(datetime.fromisoformat(text))


@extend_schema_field(Look(allow_null=True))
class LookField(ToldFrom, serializers.Field):
    """The last look as it was read with the source; null before there is one."""

    def __init__(self):
        super().__init__(source="last_look", read_only=True, help_text=self.__doc__)

    def tell(self, look):
        return look | {"at": database_moment(look["at"])}


def last_look(sources, reader):
    """A need: each source's `last_look`, in the same query."""
    looks = Recheck.objects.filter(source=OuterRef("pk")).order_by("-at", "-pk")
    told = JSONObject(at=F("at"), came=F("came"), status=F("status"))
    return sources.annotate(last_look=Subquery(looks.values(told=told)[:1]))
