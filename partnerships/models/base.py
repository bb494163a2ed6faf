"""Pieces that more than one model is made of."""

from decimal import Decimal
from functools import reduce
from operator import and_

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Count, F, Func, Q, Subquery
from django.db.models.functions import Coalesce, Left, Length
from django.db.models.lookups import Exact, LessThanOrEqual
from uuid_utils.compat import uuid7

from .collections import Collection

# What no reader sees. PostgreSQL's own \s leaves out the no-break and the zero-width spaces.
SPACES = r"\s\u00a0\u200b\ufeff"
INK = rf"[^{SPACES}]"


SEARCHED = 50_000  # characters of a column whose words are indexed: PostgreSQL takes 1 MB of words


def not_blank(name, field, message):
    """A check constraint: the text column holds something besides white space."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__regex": INK}), violation_error_message=message
    )


def not_longer(name, field, most, message):
    """A check constraint: the text has that many characters at most.

    What an index of words is made of needs one: PostgreSQL keeps no more than 1 MB of its words.
    """
    return models.CheckConstraint(
        name=name,
        condition=LessThanOrEqual(Length(field), most),
        violation_error_message=message,
    )


def trimmed(name, field):
    """A check constraint: no white space stands before or after the text."""
    return models.CheckConstraint(
        name=name,
        condition=~Q(**{f"{field}__regex": rf"^[{SPACES}]|[{SPACES}]$"}),
        violation_error_message="Take away the spaces before and after the text.",
    )


def one_of(name, field, choices, blank=False):
    """A check constraint: the column holds a word of the list. Django's `choices` alone do not."""
    words = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": words}),
        violation_error_message=f"Choose one of: {', '.join(map(str, choices.labels))}.",
    )


def all_or_none(name, message, *fields):
    """A check constraint: the named columns are all filled in, or all empty."""
    filled = Q(**{f"{field}__isnull": False for field in fields})
    empty = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(
        name=name, condition=filled | empty, violation_error_message=message
    )


def is_a_number(name, *fields, digits, places):
    """A check constraint: none of the decimals, of so many digits, is PostgreSQL's NaN, which
    stands above every number there and breaks whatever counts with it here."""
    most = Decimal(10**digits - 1).scaleb(-places)
    finite = [Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": most}) for field in fields]
    return models.CheckConstraint(
        name=name,
        condition=reduce(and_, finite),
        violation_error_message="Write a number, or leave it empty where none is known.",
    )


def slug_shaped(name, field="slug"):
    """A check constraint: lower-case letters, digits and single hyphens or underscores."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__regex": r"^[a-z0-9]+([_-][a-z0-9]+)*$"}),
        violation_error_message="Use small letters, digits and hyphens, such as openai-group.",
    )


def other_row(name, field, message):
    """A check constraint: the row does not point at itself."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("pk")}),
        violation_error_message=message,
    )


def json_shaped(name, field, shape):
    """A check constraint: the JSON in the column is an `array` or an `object`."""
    return models.CheckConstraint(
        name=name,
        condition=Exact(
            Func(F(field), function="jsonb_typeof", output_field=models.TextField()), shape
        ),
        violation_error_message="This is kept as "
        + {"array": "a list.", "object": "values by name."}[shape],
    )


def words_index(noun, *fields):
    """An index of the words of the columns, for a search that ranks nothing (`in_indexed_words`).

    Of what is longer than an index takes, the beginning is searched.
    """
    beginnings = (Left(field, SEARCHED) for field in fields)
    return GinIndex(SearchVector(*beginnings, config="english"), name=f"{noun}_words")


def in_indexed_words(rows, query):
    """The rows whose words, as their model keeps or indexes them, answer to the query."""
    return rows.alias(indexed_words=indexed_words(rows.model)).filter(indexed_words=query)


def indexed_words(model):
    """The words of a row, as its model keeps or indexes them."""
    if any(field.name == "search" for field in model._meta.fields):
        return F("search")
    [words] = (each for each in model._meta.indexes if each.name.endswith("_words"))
    return words.expressions[0]


def holds(function, *columns):
    """A condition for a check constraint: what our SQL function says of the columns."""
    return Func(*columns, function=function, output_field=models.BooleanField())


def is_one_of(rows):
    """A condition: the key is among those of `rows`, which are found once and first. By `pk__in`
    they may be looked for again for each row, where PostgreSQL takes them to be few."""
    keys = ArraySubquery(rows, template="ANY(ARRAY(%(subquery)s))")
    return Func(
        F("pk"),
        keys,
        template="%(expressions)s",
        arg_joiner=" = ",
        output_field=models.BooleanField(),
    )


def related_count(rows, key, of="pk"):
    """A sub-query: how many of the `rows` there are for an outer row, or how many of their `of`.

    The rows are narrowed to that row already, which `key` names. Where there are none it is 0.
    """
    # Of no rows there is no group, so that the sub-query answers NULL and not 0.
    counted = rows.order_by().values(key).annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


def released_field():
    """The column that says since when readers may see the record."""
    return models.DateTimeField(
        null=True, blank=True, help_text="Since when readers may see it. Empty: the desk alone."
    )


def put_away_field():
    """The column that says why the record is put away; empty of all that is there."""
    return models.ForeignKey(
        "partnerships.PutAway",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )


def put_away_by_itself(noun):
    """The laws of that column: what is put away is the desk's alone, and was so by an act of its
    own. The second is the index, too, by which what is put away is found."""
    return [
        models.CheckConstraint(
            name=f"{noun}_that_is_put_away_is_not_released",
            condition=Q(put_away=None) | Q(released_at=None),
            violation_error_message="Readers see this: take it back from them first.",
        ),
        models.UniqueConstraint(
            name=f"{noun}_is_put_away_by_an_act_of_its_own",
            fields=["put_away"],
            condition=Q(put_away__isnull=False),
            violation_error_message="Each record is put away for a reason of its own.",
        ),
    ]


class Present:
    """A manager's rows: those that nobody has put away. All that asks for `objects`, and all ways
    from other records, find no others; `every` has them too."""

    def get_queryset(self):
        return super().get_queryset().filter(put_away=None)


class ReleasedQuerySet(models.QuerySet):
    """Records that readers see once they are released. Until then they are the desk's own.

    Who may see the desk's parties may see all that is recorded of them; what is more than that
    says its own `desk_rights`.
    """

    desk_rights = ["partnerships.view_party"]

    def released(self):
        return self.filter(released_at__isnull=False)

    def visible_to(self, user):
        """The released ones; all of them for those who may see the desk's own."""
        return self if user.has_perms(self.desk_rights) else self.released()


class UidManager(models.Manager):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


class SlugManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Uid(models.Model):
    """Known outside by a UUID, which does not tell how many rows there are."""

    uid = models.UUIDField("public id", default=uuid7, unique=True, editable=False)

    class Meta:
        abstract = True

    def natural_key(self):
        return (str(self.uid),)


class Slugged(models.Model):
    """Known outside by a readable slug."""

    slug = models.SlugField(
        max_length=100,
        unique=True,
        help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
    )

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)


class Collected(models.Model):
    """Part of a collection: the story for which it was recorded and with which it is dumped."""

    collection = models.ForeignKey(
        Collection,
        models.PROTECT,
        related_name="%(class)s_rows",
        help_text="The story for which this was recorded.",
    )

    class Meta:
        abstract = True


class Referenced(Collected):
    """Part of a collection that may carry a short reference there, such as R15."""

    reference = models.CharField(
        max_length=20,
        blank=True,
        help_text="Its short name within the collection, such as R15. May stay empty.",
    )

    class Meta:
        abstract = True


def referenced_once(name):
    """A unique constraint: a reference is given once in a collection."""
    return models.UniqueConstraint(
        name=name,
        fields=["collection", "reference"],
        condition=~Q(reference=""),
        violation_error_message="This reference is taken in this collection. Choose another.",
    )
