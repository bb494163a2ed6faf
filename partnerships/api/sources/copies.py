"""Kept copies of a source over the wire: they are kept by the desk and given out as files."""

import json
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ...actions.claims.verdicts import allowed
from ...actions.source_jobs import ask_for_job
from ...actions.sources import captures
from ...models import SourceJob
from ...rules.sources import copies
from ...rules.sources.kept_files import opened_copy
from ...vocabulary import Capture, Progress, SourceJobKind
from ..authentication import ShallowJSONParser
from ..drafts import Draft, Text
from ..errors import TooLarge
from ..parameters import checked
from ..rendering import FileRenderer, JSONRenderer

SHOWN = 500  # copies in a list
BESIDE = 1_000_000  # bytes of a form beside its file
SOON = "5"  # seconds after which to ask for a job again
FORM = MultiPartParser.media_type
OF_THE_DESK = "Null but to the desk."
OPEN = ("id", "captured_at", "sha256")  # what readers are told of a copy that is cited


class CopyDraft(Draft):
    """A copy to be kept: a text that is pasted in, or the page, which the desk fetches."""

    text = Text(required=False, help_text="The whole text of the page or document.")
    fetch = serializers.BooleanField(
        required=False, help_text="Have a worker fetch it from its address."
    )

    def validate(self, values):
        if ("text" in values) == bool(values.get("fetch")):
            raise serializers.ValidationError("Send a text, or fetch: true, or a file in a form.")
        return values


class FileDraft(Draft):
    """A file to be kept, as a form sends it."""

    file = serializers.FileField(
        allow_empty_file=True,
        help_text="A saved page, a PDF, a plain text, a saved e-mail or a picture.",
    )
    text = Text(required=False, help_text="What stands in it, if it is a picture.")

    def validate(self, values):
        if len(self.initial_data.getlist("file")) > 1:
            raise serializers.ValidationError({"file": ["Send one file at a time."]})
        return values


@extend_schema_field(OpenApiTypes.URI)
class BytesField(serializers.Field):
    """Where the bytes of the copy are given out; null where they are not kept, or not for you."""

    def to_representation(self, copy):
        if not copy.content:
            return None
        names = {"id": self.context["source"].slug, "copy": copy.uid}
        return reverse("api:sources-bytes", kwargs=names, request=self.context["request"])


def self_description(name, field=serializers.CharField, **options):
    """What the copy says of itself; null where it does not."""
    return field(source=f"said.{name}", default=None, allow_null=True, **options)


class CopySerializer(serializers.Serializer):
    """A kept copy. What it says of itself is as it says it, and not what the desk holds true.

    Readers are told of a copy that is cited when it was captured, and its hash.
    """

    id = serializers.UUIDField(source="uid", help_text="Its public id, for ever.")
    captured_at = serializers.DateTimeField()
    sha256 = serializers.CharField(help_text="The SHA-256 of its bytes.")
    how = serializers.ChoiceField(Capture.choices, allow_null=True, help_text=OF_THE_DESK)
    address = serializers.CharField(allow_null=True, help_text="From which it came in the end.")
    media_type = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True, help_text="Of the file, as it was uploaded.")
    size = serializers.IntegerField(allow_null=True, help_text="In bytes.")
    title = self_description("title")
    authors = self_description("authors", serializers.ListField, child=serializers.CharField())
    outlet = self_description("outlet")
    published = self_description("published", help_text="In EDTF.")
    unread = self_description(
        "unread",
        serializers.ListField,
        child=serializers.IntegerField(),
        help_text="The pages on which no text could be read.",
    )
    proved = serializers.IntegerField(
        allow_null=True, help_text="How many quotations are proved in it."
    )
    bytes = BytesField(source="*", help_text=BytesField.__doc__)

    def to_representation(self, copy):
        told = super().to_representation(copy)
        if _sees_copies(self.context["request"].user):
            return told
        return {name: value if name in OPEN else None for name, value in told.items()}


class CopyJobSerializer(serializers.Serializer):
    """A page that a worker fetches: how far it is, and what came of it."""

    id = serializers.UUIDField(source="uid", help_text="Its public id.")
    state = serializers.ChoiceField(Progress.choices)
    said = serializers.CharField(help_text="What came of the latest try, in a sentence.")
    tries = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    again_at = serializers.DateTimeField(allow_null=True, help_text="When it is tried again.")
    ended_at = serializers.DateTimeField(allow_null=True)


def _sees_copies(user):
    return user.has_perm("partnerships.view_snapshot")


class Copies:
    """A source with its copies. The desk keeps and reads them; readers know of those cited."""

    takes = {"keep": {"application/json": CopyDraft, FORM: FileDraft}}

    def sent(self, request):
        if self.action != "keep":
            return super().sent(request)
        allowed(request.user, "add_snapshot")  # before all is read
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if request.content_type.lower().startswith(FORM):
            if size > captures.LARGEST + BESIDE:
                megabytes = captures.LARGEST // 1_000_000
                raise TooLarge(f"Send {megabytes} MB at most: the part that matters.")
            return _read(request.data)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge("This is too long for JSON: send it as a file, in a form.")
        return super().sent(request)

    @action(
        detail=True,
        url_path="copies",
        parser_classes=[ShallowJSONParser, MultiPartParser],
        filter_backends=[],
        pagination_class=None,
    )
    def copies(self, request, **kwargs):
        """The kept copies of a source, the latest first: 500 at most."""
        checked(request, known=())
        return Response(self._told(self.picked(), self._copies()[:SHOWN], many=True))

    copies.gives = CopySerializer(many=True)

    @copies.mapping.post
    def keep(self, request, **kwargs):
        """Keep a copy of a source: a file, a pasted text, or its page, which a worker fetches.

        The copy that is kept already comes back (200) where it is the same byte for byte. Of a page
        the job comes back (202), and in Location where it is told how far that is.
        """
        source, draft = self.picked(), self.draft()
        if draft.get("fetch"):
            return self.once(lambda: self._asked_for(source))
        began = timezone.now()
        return self.once(lambda: self._answered(source, _put(source, draft, request.user), began))

    keep.gives = {200: CopySerializer(), 201: CopySerializer(), 202: CopyJobSerializer()}

    def _asked_for(self, source):
        """Ask a worker for the page: nobody waits for a site with one of the desk's threads."""
        job = ask_for_job(source, SourceJobKind.CAPTURE, by=self.request.user)
        names = {"id": source.slug, "job": job.uid}
        where = reverse("api:sources-copy-job", kwargs=names, request=self.request)
        told = CopyJobSerializer(job).data
        return Response(told, status=202, headers={"Location": where, "Retry-After": SOON})

    @action(
        detail=True,
        url_path=r"copies/jobs/(?P<job>[^/]+)",
        url_name="copy-job",
        filter_backends=[],
        pagination_class=None,
    )
    def copy_job(self, request, job, **kwargs):
        """How far a page is that a worker was asked to fetch, for the desk."""
        checked(request, known=())
        if not request.user.is_authenticated:
            self.permission_denied(request)
        allowed(request.user, "add_snapshot")
        try:
            found = SourceJob.objects.get(
                uid=job, source__slug=self.picked().slug, kind=SourceJobKind.CAPTURE
            )
        except (SourceJob.DoesNotExist, ValidationError, ValueError):
            raise NotFound("No such job is known.") from None
        headers = {} if found.ended_at else {"Retry-After": SOON}
        return Response(CopyJobSerializer(found).data, headers=headers)

    copy_job.gives = CopyJobSerializer()
    copy_job.asked = [
        OpenApiParameter(
            "job", location=OpenApiParameter.PATH, description="The public id of the job."
        )
    ]

    @action(
        detail=True,
        url_path=r"copies/(?P<copy>[^/]+)/bytes",
        url_name="bytes",
        renderer_classes=[JSONRenderer, FileRenderer],
    )
    def bytes(self, request, copy, **kwargs):
        """The bytes of a copy, for the desk.

        They come as a file to be saved, never to be shown, for it may hold scripts.
        """
        checked(request, known=())
        if not request.user.is_authenticated:
            self.permission_denied(request)
        allowed(request.user, "view_snapshot")
        try:
            kept = self._copies().select_related("source").filter(uid=copy).first()
            file = opened_copy(kept)
        except (AttributeError, ValidationError, ValueError):
            raise NotFound("No bytes are kept of such a copy.") from None
        return FileResponse(
            file,
            as_attachment=True,
            filename=copies.copy_file_name(kept),
            content_type=FileRenderer.media_type,
            headers=copies.AS_A_FILE,
        )

    bytes.gives = {(200, FileRenderer.media_type): OpenApiTypes.BINARY}
    bytes.asked = [
        OpenApiParameter(
            "copy", location=OpenApiParameter.PATH, description="The public id of the copy."
        )
    ]

    def _copies(self):
        """The copies of the source that the reader may know of."""
        user = self.request.user
        find = copies.source_copies if _sees_copies(user) else copies.cited
        return find(self.picked(), user)

    def _answered(self, source, copy, began):
        """The record of the copy, and whether it was kept since."""
        row = copies.source_copies(source, self.request.user).get(pk=copy.pk)
        return Response(self._told(source, row), status=201 if copy.captured_at >= began else 200)

    def _told(self, source, rows, **options):
        context = {"request": self.request, "source": source}
        found = CopySerializer(rows, context=context, **options).data
        return json.loads(JSONRenderer().render(found))


def _put(source, draft, user):
    """Keep what was sent."""
    if "file" not in draft:
        return captures.paste(source, draft["text"], by=user)
    file = draft["file"]
    return captures.keep(
        source,
        file.read(captures.LARGEST + 1),
        file.content_type or "",
        by=user,
        name=file.name,
        text=draft.get("text", ""),
    )


def _read(data):
    """A form as it was sent, by the hashes of its files."""
    return json.dumps(
        [[name, [_mark(value) for value in data.getlist(name)]] for name in sorted(data)]
    ).encode()


def _mark(value):
    if isinstance(value, str):
        return value
    digest = sha256()
    for piece in value.chunks():
        digest.update(piece)
    value.seek(0)
    return [value.name, value.content_type, digest.hexdigest()]
