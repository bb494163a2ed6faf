"""Editions over the wire: what went out of a story, as it was frozen, and what was corrected."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...vocabulary import BindingBasis, ClaimKind, Finding, Severity, SourceKind, Stance, Tier


class FrozenVerdict(serializers.Serializer):
    """What two people had signed of a claim when the edition went out."""

    id = serializers.UUIDField()
    finding = serializers.ChoiceField(Finding.choices)
    reasons = serializers.CharField()
    correction = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    proposed_by = serializers.CharField()
    proposed_at = serializers.DateTimeField()
    countersigned_by = serializers.CharField()
    countersigned_at = serializers.DateTimeField()
    broken_glass = serializers.CharField()


class FrozenCopy(serializers.Serializer):
    """The kept copy in which a quotation was proved."""

    captured_at = serializers.DateTimeField()
    sha256 = serializers.CharField()


class FrozenCitation(serializers.Serializer):
    """What a source says to a claim. `source` is its number in the edition."""

    id = serializers.UUIDField()
    source = serializers.IntegerField()
    stance = serializers.ChoiceField(Stance.choices)
    quote = serializers.CharField()
    translation = serializers.CharField()
    locator = serializers.CharField()
    says = serializers.CharField()
    answer = serializers.CharField()
    copy = FrozenCopy(allow_null=True)


class FrozenClaim(serializers.Serializer):
    """A claim that a passage leans on, with what it rested on."""

    id = serializers.UUIDField()
    collection = serializers.CharField()
    reference = serializers.CharField()
    statement = serializers.CharField()
    kind = serializers.ChoiceField(ClaimKind.choices)
    attributed_to = serializers.CharField()
    date = serializers.CharField(help_text="EDTF.")
    date_words = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    outlets = serializers.IntegerField(help_text="How many sources supported it.")
    origins = serializers.IntegerField(help_text="How many independent reports those went back to.")
    fingerprint = serializers.CharField(help_text="Of what readers may know of what was signed.")
    verdict = FrozenVerdict(allow_null=True)
    citations = FrozenCitation(many=True)


class FrozenSource(serializers.Serializer):
    """A source that the edition cites, under its number."""

    number = serializers.IntegerField()
    id = serializers.CharField()
    outlet = serializers.CharField()
    title = serializers.CharField()
    authors = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()
    published = serializers.CharField(help_text="EDTF.")
    kind = serializers.ChoiceField(SourceKind.choices)
    tier = serializers.ChoiceField(Tier.choices)
    retells = serializers.CharField(help_text="Whose report it retells, where it does.")


class Place(serializers.Serializer):
    """A place in the text, in code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class FrozenBinding(serializers.Serializer):
    """On which words of a claim a passage leans, and where what gives it context stands."""

    claim = serializers.UUIDField()
    leaning = serializers.ChoiceField(BindingBasis.choices)
    context = Place(allow_null=True)


class FrozenPassage(Place):
    """A checked passage: `text[start:end]` are its words."""

    number = serializers.IntegerField(help_text="Of its note on the page.")
    id = serializers.UUIDField()
    words = serializers.CharField()
    claims = FrozenBinding(many=True)


class FrozenContent(serializers.Serializer):
    """All that readers are shown. Of the text, offsets count code points."""

    format = serializers.CharField()
    story = serializers.CharField()
    edition = serializers.IntegerField()
    revision = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    published_by = serializers.CharField()
    headline = serializers.CharField()
    standfirst = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    byline = serializers.CharField()
    text = serializers.CharField(help_text="Headline, standfirst and body, a blank line between.")
    dateline = serializers.DateField()
    passages = FrozenPassage(many=True)
    claims = FrozenClaim(many=True)
    sources = FrozenSource(many=True)


@extend_schema_field(FrozenContent())
class ContentField(serializers.Field):
    """The content of an edition, which is JSON already."""

    def to_representation(self, content):
        return content


class CorrectionSerializer(serializers.Serializer):
    """What was wrong in what went out, what is right, and since when."""

    id = serializers.UUIDField(source="uid")
    edition = serializers.IntegerField(
        source="edition.number", help_text="The edition that it came with."
    )
    severity = serializers.ChoiceField(Severity.choices)
    was_wrong = serializers.CharField()
    is_right = serializers.CharField()
    wrong_since = serializers.DateTimeField()
    asked_by = serializers.CharField()
    written_at = serializers.DateTimeField()


class EditionSerializer(serializers.Serializer):
    """What went out, frozen, with the hash that seals it and the correction that it came with."""

    id = serializers.UUIDField(source="uid")
    number = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    sha256 = serializers.CharField(help_text="Of the bytes at `sealed`.")
    sealed = serializers.SerializerMethodField(help_text="The content as it was sealed.")
    correction = CorrectionSerializer(allow_null=True, default=None)
    content = ContentField()

    def get_sealed(self, edition) -> str:
        return self.context["sealed"](edition)
