"""A source as it is sent to be recorded."""

from rest_framework import serializers

from ...models import Collection, Source
from ...vocabulary import Confidentiality, Seen, SourceKind, Tier
from ..drafts import MOST, Choice, Draft, PublishedDraft, Text, VisibleRecordField

PATHS = {"slug": "id", "published_words": "published.words", "published": "published.edtf"}


class SourceChange(Draft):
    """What is changed of a source."""

    elsewhere = {
        "id": "Its public id is for ever.",
        "collection": "A source stays in its collection.",
        "origin": "Say in derives_from which source it retells.",
    }

    outlet = Text()
    title = Text()
    url = Text(required=False)
    published = PublishedDraft()
    kind = Choice(SourceKind)
    tier = Choice(Tier)
    seen = Choice(Seen)
    seen_at = Text(required=False)
    authors = serializers.ListField(child=Text(), required=False, max_length=MOST)
    language = Text(required=False)
    says = Text(required=False)
    origin_note = Text(required=False)
    derives_from = VisibleRecordField(Source, required=False, allow_null=True)
    is_unnamed = serializers.BooleanField(required=False)
    confidentiality = Choice(Confidentiality, required=False)


class SourceDraft(SourceChange):
    """A source. Without an id it is given one, made from outlet and title."""

    elsewhere = {"origin": SourceChange.elsewhere["origin"]}

    id = Text(source="slug", required=False)
    collection = VisibleRecordField(Collection)
