"""Where a quotation stands in a kept copy, as selectors of the Web Annotation model."""

from datetime import datetime
from types import SimpleNamespace

from django.db.models import Case, F, JSONField, Value, When
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...formats.claims import annotations
from ..fields import ToldFrom
from ..rendering import JSONRenderer, write_json
from ..tables import RowForm

ANNOTATION = {
    "type": "object",
    "description": "A citation as the Web Annotation model of the W3C writes it.",
    "required": ["@context", "id", "type", "body", "target"],
    "properties": {
        "@context": {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "object"}]},
        },
        "id": {"type": "string", "format": "uri"},
        "type": {"type": "string", "enum": ["Annotation"]},
        "motivation": {"type": "string"},
        "body": {"type": "array", "items": {"type": "object"}},
        "target": {"type": "object"},
    },
}


class AnnotationRenderer(JSONRenderer):
    """A citation as JSON-LD, for those who ask for that media type."""

    media_type = "application/ld+json"
    format = "annotation"


def describe(result, generator, request, public):
    """A hook of the schema: where a citation can be had as an annotation, what that is."""
    result["components"]["schemas"] |= {"Annotation": ANNOTATION}
    shape = {"schema": {"$ref": "#/components/schemas/Annotation"}}
    for operations in result["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                if AnnotationRenderer.media_type in response.get("content", {}):
                    response["content"][AnnotationRenderer.media_type] = shape
    return result


class Selector(serializers.Serializer):
    """One way to find the quotation again in the copy: by its words, its place, or its page."""

    type = serializers.ChoiceField(
        ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
    )
    exact = serializers.CharField(required=False, help_text="As it stands in the copy.")
    prefix = serializers.CharField(required=False, help_text="What stands before it.")
    suffix = serializers.CharField(required=False, help_text="What stands after it.")
    start = serializers.IntegerField(required=False, help_text="In code points of the text.")
    end = serializers.IntegerField(required=False)
    conformsTo = serializers.URLField(required=False, help_text="What the value is written by.")
    value = serializers.CharField(required=False, help_text="Such as page=12.")


class Target(serializers.Serializer):
    """The kept copy in which a quotation is proved, and where in it."""

    snapshot = serializers.UUIDField(help_text="The id of the copy.")
    sha256 = serializers.CharField(help_text="The SHA-256 of its bytes.")
    captured_at = serializers.DateTimeField()
    selector = Selector(many=True)


@extend_schema_field(Target(allow_null=True))
class TargetField(ToldFrom, serializers.Field):
    """Where the quotation is proved; null where it is not."""

    columns = (
        "position",
        "extent",
        "surroundings",
        "copy",
        "copy_sha256",
        "copy_captured_at",
        "copy_type",
        "copy_pages",
    )

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text=self.__doc__)

    def tell(self, *columns):
        found = target(SimpleNamespace(**dict(zip(self.columns, columns, strict=True))))
        return found and found | {"captured_at": annotations.utc_moment(found["captured_at"])}


def annotation_of(row):
    """A citation, as a list shows it, as an annotation of a page of them."""
    place = row["target"]
    if place:
        place = place | {"captured_at": datetime.fromisoformat(place["captured_at"])}
    source = row["source"]
    made = annotations.web_annotation(
        SimpleNamespace(**{name: row[name] for name in ("says", "stance")}),
        at=row["url"],
        claim=row["claim"]["url"],
        source=source["url"] or source["api_url"],
        target=place,
    )
    del made["@context"]  # that of the page
    return made


ANNOTATIONS = RowForm(
    word="annotations",
    name="a page of Web Annotations",
    media_type=AnnotationRenderer.media_type,
    fields=frozenset({"url", "claim", "source", "says", "stance", "target"}),
    item=annotation_of,
    shape={
        "type": "object",
        "description": "An AnnotationPage, as the Web Annotation model of the W3C has it.",
        "required": ["@context", "id", "type", "items"],
        "properties": {"items": {"type": "array", "items": {"type": "object"}}},
    },
    begin=lambda address: (
        b'{"@context":%b,"id":%b,"type":"AnnotationPage","items":['
        % (write_json(annotations.CONTEXT), write_json(address))
    ),
    end=b"]}",
)


def with_target(citations, reader):
    """A need: where the quotations stand, in the same query and without the texts of the copies."""
    is_paper = When(snapshot__media_type=annotations.PDF, then=F("snapshot__pages"))
    return citations.with_surroundings().annotate(
        copy=F("snapshot__uid"),
        copy_sha256=F("snapshot__sha256"),
        copy_captured_at=F("snapshot__captured_at"),
        copy_type=F("snapshot__media_type"),
        copy_pages=Case(is_paper, default=Value(None, JSONField()), output_field=JSONField()),
    )


def target(citation):
    """The copy of the quotation and its selectors; None where it is not proved."""
    selector = annotations.selectors(citation, citation.copy_type, citation.copy_pages)
    if not selector:
        return None
    return {
        "snapshot": str(citation.copy),
        "sha256": citation.copy_sha256,
        "captured_at": citation.copy_captured_at,
        "selector": selector,
    }


def citation_annotation(citation, data):
    """The citation as an annotation; `data` is what the API shows of it. A source without an
    address in the world is known by the one that it has here."""
    source = data["source"]
    return annotations.web_annotation(
        citation,
        at=data["url"],
        claim=data["claim"]["url"],
        source=source["url"] or source["api_url"],
        target=target(citation),
    )
