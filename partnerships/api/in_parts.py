"""Answers that are no list of a noun, in parts: each says where the next one is."""

from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.utils.urls import replace_query_param

from .parameters import whole_number

SKIP = "skip"  # how many are passed over
FARTHEST = 1_000_000
SKIPPED = OpenApiParameter(
    SKIP,
    {"type": "integer", "minimum": 0},
    description="How many are passed over: taken from `next`.",
)


def next_part():
    """The field that says where the next part is."""
    return serializers.URLField(
        allow_null=True, help_text="Where the next of them are; null after the last."
    )


def given_in_parts(name, child):
    """What the schema says of an answer whose rows are such."""
    return inline_serializer(name, {"next": next_part(), "results": child})


def part_of(request, rows, most):
    """So many of the rows after those that are passed over, and where the next of them are. `rows`
    can be cut, or is a function of how many are wanted after how many.

    Errors   BadParameters.
    """
    first = whole_number(request, SKIP, 0, 0, FARTHEST)
    last = first + most + 1
    found = rows(most + 1, first) if callable(rows) else list(rows[first:last])
    address = replace_query_param(request.build_absolute_uri(), SKIP, first + most)
    return {"next": address if len(found) > most else None, "results": found[:most]}
