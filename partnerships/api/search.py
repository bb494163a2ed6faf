"""The search over everything: claims, parties, deals, sources and stories at once."""

from types import SimpleNamespace

from django.urls import reverse as path_of
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ..models import Claim
from ..rules.word_search import POOL, SEARCHED_NOUNS, found_by_words, shown_rows
from ..vocabulary import Finding
from .errors import BadParameters
from .in_parts import SKIPPED, next_part, part_of
from .keeping import KeptView
from .known_words import known_words_for, unknown_sentences
from .parameters import checked, listed_words, words_parameter
from .reading import Reader

SHOWN = 20  # of a part
LONGEST_SEARCH = 200
FINDINGS = [*Finding.values, "null"]


class FoundInWords(serializers.Serializer):
    """A row in which the words stand, with a piece of it."""

    noun = serializers.ChoiceField([(noun, noun) for noun in SEARCHED_NOUNS])
    id = serializers.CharField(help_text="Its public id, for ever.")
    url = serializers.URLField(help_text="Where the API has it.")
    page = serializers.URLField(allow_null=True, help_text="The page that readers have of it.")
    title = serializers.CharField()
    text = serializers.CharField(help_text="A piece of it in which the words stand.")
    marks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="Where in the text they stand: from and to, in code points.",
    )
    finding = serializers.ChoiceField(
        Finding.choices,
        allow_null=True,
        help_text="Of a claim: what two people signed; null while no verdict stands.",
    )


class Facet(serializers.Serializer):
    """How many of what was found are of one sort."""

    value = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(
        allow_null=True, help_text=f"Null above {POOL:,}, which is how many are ranked."
    )


class Facets(serializers.Serializer):
    """What was found, counted: all by noun, the claims by collection and by finding. The counts of
    claims are of those that are ranked."""

    noun = Facet(many=True)
    collection = Facet(many=True)
    finding = Facet(many=True)


class SearchAnswer(serializers.Serializer):
    """What was found, the likest first."""

    next = next_part()
    instead = serializers.CharField(
        allow_null=True, help_text="The words that were looked for, where nothing has these."
    )
    facets = Facets()
    results = FoundInWords(many=True)


PARAMETERS = [
    OpenApiParameter(
        "q",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_SEARCH},
        required=True,
        description="The words: quotation marks, or, and a minus are understood; 10bn finds what "
        "says 10 billion; a party is found by each of its names, and by one that is misspelt.",
    ),
    words_parameter("noun", list(SEARCHED_NOUNS), "Of these nouns alone, with commas between."),
    words_parameter("collection", None, "What was recorded for one of these stories."),
    words_parameter(
        "finding", FINDINGS, "Claims of which this was found; null where no verdict stands."
    ),
    SKIPPED,
]


class SearchView(KeptView):
    """What the words are found in, the likest first."""

    @extend_schema(
        parameters=PARAMETERS,
        responses=SearchAnswer,
        summary="Search",
        operation_id="search",
        tags=["search"],
    )
    def get(self, request):
        """What the words are found in, the likest first, in parts; and how many of each sort. Of a
        word that stands in very many rows of a noun, the latest thousand are ranked."""
        checked(request, {parameter.name for parameter in PARAMETERS})
        asked = SimpleNamespace(
            words=self._words(request),
            nouns=listed_words(request, "noun", list(SEARCHED_NOUNS)),
            collections=_collections(request),
            findings=[
                None if word == "null" else word
                for word in listed_words(request, "finding", FINDINGS)
            ],
        )
        found = found_by_words(
            asked.words, request.user, asked.nouns, asked.collections, asked.findings
        )
        part = part_of(request, found.rows, SHOWN)
        shown = shown_rows(part["results"], found.instead or asked.words)
        facets = {
            "noun": _facet(found.nouns),
            "collection": _facet(found.collections),
            "finding": _facet(found.findings),
        }
        return Response(
            {
                "next": part["next"],
                "instead": found.instead or None,
                "facets": facets,
                "results": [_row_json(row, request) for row in shown],
            }
        )

    def _words(self, request):
        words = request.query_params.get("q", "").strip()
        if not words:
            raise BadParameters({"q": "Say in `q` what you look for."})
        if len(words) > LONGEST_SEARCH:
            raise BadParameters({"q": f"It is longer than {LONGEST_SEARCH} characters."})
        return words


def _collections(request):
    """The collections that are asked for, of which the reader may know something."""
    words = listed_words(request, "collection")
    known = known_words_for(Claim.objects.all(), "collection__slug", Reader(request.user))
    if unknown := [*unknown_sentences(words, known)]:
        raise BadParameters({"collection": " ".join(unknown)}, code="unknown_word")
    return words


def _facet(counts):
    return [{"value": value, "count": count} for value, count in counts.items()]


def _row_json(row, request):
    key, page = address_of_found(row)
    return {
        "noun": row.noun,
        "id": key,
        "url": reverse(f"api:{row.noun}-detail", args=[key], request=request),
        "page": page and request.build_absolute_uri(page),
        "title": row.title,
        "text": row.text,
        "marks": row.marks,
        "finding": row.record.finding if row.noun == "claims" else None,
    }


def address_of_found(row):
    """The public id of what was found, and the path of its page, if readers have one."""
    record = row.record
    if row.noun == "stories":
        return record.story.slug, path_of("published", args=[record.story.slug])
    if row.noun == "claims":
        where = [record.collection.slug, record.reference]
        return str(record.uid), path_of("claim", args=where) if record.released_at else None
    if row.noun == "sources":
        return record.slug, None
    names = {"companies": "company", "people": "person", "deals": "deal"}
    page = path_of(names[row.noun], args=[record.slug]) if record.released_at else None
    return record.slug, page
