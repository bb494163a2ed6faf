"""Dumps over the wire: all tables in one file a day, of what anybody may read.

What is in them stands in public_tables.py, and why they are so in docs/decisions/dumps.md.
"""

import re

from django.core.files.storage import default_storage
from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ..actions.attesting import kept_seal
from ..actions.dumps import given_dumps
from ..formats.data_packages import PACKAGE_TYPE
from ..formats.seals import seal_json
from ..formats.tables import BYTES, WrittenTable
from ..models import Dump
from .errors import NotGivenOn
from .keeping import KeptView
from .parameters import checked, day_in_full
from .rendering import FileRenderer, JSONRenderer

FARTHEST = 10**15
A_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


class DumpOfDay(serializers.Serializer):
    """All tables of a day in one file."""

    id = serializers.CharField(help_text="The day in UTC, such as 2026-11-30.")
    url = serializers.URLField(help_text="Where the file is: a zip of CSV and datapackage.json.")
    at = serializers.DateTimeField(help_text="The moment of which it tells.")
    sha256 = serializers.CharField(help_text="Of the file.")
    size = serializers.IntegerField(help_text="Its bytes.")
    seal = serializers.URLField(help_text="Whether the desk has sealed it, and when.")


class DumpsAnswer(serializers.Serializer):
    """The dumps that there are, the latest first."""

    results = DumpOfDay(many=True)


class DumpsView(KeptView):
    """All tables of what anybody may read in one file a day, the latest first."""

    @extend_schema(responses=DumpsAnswer, summary="Dumps", operation_id="dumps", tags=["dumps"])
    def get(self, request):
        checked(request, known=())
        return Response({"results": [_dump_json(dump, request) for dump in given_dumps()]})


def _dump_json(dump, request):
    day = dump.day.isoformat()
    return {
        "id": day,
        "url": reverse("api:dump", args=[day], request=request),
        "at": dump.at,
        "sha256": dump.sha256,
        "size": dump.size,
        "seal": reverse("api:seal", args=[dump.sha256], request=request),
    }


class DumpView(KeptView):
    """The tables of a day as a zip, by `datapackage.json` a Data Package of Frictionless's."""

    renderer_classes = [JSONRenderer, FileRenderer]

    @extend_schema(
        responses={
            (200, PACKAGE_TYPE): {"type": "string", "format": "binary"},
            (206, PACKAGE_TYPE): {"type": "string", "format": "binary"},
            410: OpenApiResponse(description="It is given no more; its seal stands."),
        },
        summary="A dump",
        operation_id="dump",
        tags=["dumps"],
    )
    def get(self, request, day):
        checked(request, known=())
        dump = _dump_of(day)
        tag = f'"{dump.sha256}"'
        start, end = _part_asked(request, tag, dump.size)
        if start >= dump.size:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{dump.size}"})
        is_part = (start, end) != (0, dump.size)
        answer = StreamingHttpResponse(
            WrittenTable(_read(dump, start, end)),
            status=206 if is_part else 200,
            content_type=PACKAGE_TYPE,
            headers={
                "ETag": tag,
                "Accept-Ranges": "bytes",
                "Content-Length": str(end - start),
                "Content-Disposition": f'attachment; filename="newsroom-{dump.day}.zip"',
            },
        )
        if is_part:
            answer["Content-Range"] = f"bytes {start}-{end - 1}/{dump.size}"
        return answer


def _dump_of(day: str) -> Dump:
    """The dump of the day, which is given.

    Errors   NotFound, NotGivenOn.
    """
    try:
        found = Dump.objects.filter(day=day_in_full(day)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound("There is no dump of that day. dumps/ lists those that there are.")
    if found not in given_dumps():
        seal = kept_seal(found.sha256)
        raise NotGivenOn(seal and seal_json(seal))
    return found


def _part_asked(request, tag: str, size: int) -> tuple[int, int]:
    """From where to where the file is asked for: one part, or all of it."""
    asked = A_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", tag) != tag:
        return 0, size
    start, last = int(asked[1]), int(asked[2] or FARTHEST)
    return (start, min(last + 1, size)) if start <= last else (0, size)


def _read(dump: Dump, start: int, end: int):
    with default_storage.open(dump.file_name) as file:
        file.seek(start)
        while start < end:
            part = file.read(min(BYTES, end - start))
            if not part:  # of the file the end is missing: nobody is to take a part for the whole
                raise OSError(f"{dump.file_name} ends too early.")
            start += len(part)
            yield part
