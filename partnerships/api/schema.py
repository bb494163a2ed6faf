"""The schema of the API, and the pages that show it."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from .authentication import TokenAuthentication
from .reading import LISTED
from .receipts import PARAMETERS as RECEIPTS
from .tables import TABLE_RENDERERS, list_renderers
from .whole_lists import SCHEMA as MORE

PROBLEM = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 writes it.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "code": {"type": "string", "description": "A word for programs."},
        "errors": {
            "type": "array",
            "description": "A sentence for each parameter that cannot be answered, and for each "
            "field that cannot be saved.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "parameter": {"type": "string"},
                    "field": {
                        "type": "string",
                        "description": "Its path: citations.0.quote; empty for the whole.",
                    },
                    "detail": {"type": "string"},
                },
            },
        },
        "objections": {
            "type": "array",
            "description": "What speaks against the signature, or against print.",
            "items": {
                "type": "object",
                "required": ["code", "level", "text"],
                "properties": {
                    "code": {"type": "string"},
                    "level": {"type": "string", "enum": ["blocking", "warning"]},
                    "text": {"type": "string"},
                    "start": {
                        "type": ["integer", "null"],
                        "description": "Against print: where in the text, in code points.",
                    },
                    "end": {"type": ["integer", "null"]},
                    "words": {"type": "string", "description": "What stands there."},
                    "reason": {"type": "string"},
                    "claim": {"type": ["string", "null"]},
                },
            },
        },
        "seal": {
            "type": "object",
            "description": "Of what was sealed and is given no more: its seal.",
        },
        "choices": {
            "type": "array",
            "description": "The addresses that an ambiguous reference may mean.",
            "items": {"type": "string", "format": "uri"},
        },
    },
}
PROBLEM_STATUSES = {
    "400": "A parameter or the request cannot be read.",
    "401": "The password or the token is wrong.",
    "403": "You may not do this.",
    "404": "It is not here, or not for you to see.",
    "406": "It is not to be had in that format.",
    "410": "It was sealed, and is given no more.",
    "429": "Too many requests: wait as long as Retry-After says.",
}
WRITING_STATUSES = {
    "409": "A rule stands against it: the code says which, and `objections` what to do.",
    "412": "It has changed since you saw it.",
    "413": "It is more than is read.",
    "415": "Send JSON, or a file as a form sends it where one is taken.",
    "422": "Some fields cannot be saved, or the Idempotency-Key stands for another request.",
    "428": "Say with If-Match what you saw.",
}


FIELDS = OpenApiParameter(
    "fields",
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
    description="The fields you want, with commas between: id,url. All without it.",
)
COLUMNS = OpenApiParameter(
    "fields",
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
    description="The fields you want, with commas between: id,url. All without it. Of a table, its "
    "columns.",
)


def format_parameter(view):
    """What the schema says of the formats in which a list comes."""
    also = "".join(f"; {form.word}, the whole as {form.name}" for form in view.forms)
    return OpenApiParameter(
        "format",
        str,
        enum=["json", *(each.format for each in list_renderers(view))],
        description="How the list comes: json, a page of it; csv, xlsx or jsonl, the whole as a "
        f"table{also}. The header Accept says so too.",
    )


AS_OF = OpenApiParameter(
    "as_of", OpenApiTypes.DATE, description="What held on this day, certainly or possibly."
)


KNOWN_AT = OpenApiParameter(
    "known_at",
    OpenApiTypes.DATETIME,
    description="What was known here at this moment, given with its zone: 2026-11-19T12:00:00Z.",
)


IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    required=True,
    description="The ETag that GET of the row gave you: what you saw.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="A word of your own for this request. Sent again with it, it is done once.",
)


class RecordSchema(AutoSchema):
    """What the lists and rows of every noun take, beside the filters."""

    @property
    def action(self):
        return getattr(self.view, "action", "")

    def get_override_parameters(self):
        if self.action not in ("list", "retrieve"):
            matched = [IF_MATCH] if self.action in getattr(self.view, "matched", ()) else []
            asked = getattr(getattr(self.view, self.action), "asked", [])
            return [*matched, *asked, *([IDEMPOTENCY_KEY] if self.method == "POST" else [])]
        if not self._is_list_view() and "as_of" in self.view.detail_parameters:
            return [FIELDS, AS_OF, KNOWN_AT, *RECEIPTS]
        of_list = [COLUMNS, format_parameter(self.view)] if self._is_list_view() else [FIELDS]
        return [*of_list, KNOWN_AT, *RECEIPTS]

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if lists := getattr(serializer, "lists", None):
            for name, whole in lists.items():
                schema["properties"][name]["maxItems"] = whole.most or LISTED
            schema["properties"]["more"] = MORE
        return schema

    def _get_paginator(self):
        return super()._get_paginator() if self.action == "list" else None

    def get_filter_backends(self):
        return super().get_filter_backends() if self.action == "list" else []

    def get_request_serializer(self):
        return getattr(self.view, "takes", {}).get(self.action)

    def get_response_serializers(self):
        given = getattr(getattr(self.view, self.action), "gives", None)
        if given:
            return given if isinstance(given, dict) else {200: given}
        if self.method == "POST" and self.action != "create":
            return {200: self._get_serializer()}
        return super().get_response_serializers()

    def get_summary(self):
        names = self.view.queryset.model._meta
        if self.action not in ("list", "retrieve"):
            return getattr(self.view, self.action).__doc__.partition(".")[0]
        several = self._is_list_view()
        return str(names.verbose_name_plural if several else names.verbose_name).capitalize()


class TokenScheme(KnoxTokenScheme):
    """How the schema names our tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of yours. `Token` does as well as `Bearer` before it.",
        }


def finish(result, generator, request, public):
    """A hook: every operation may answer with a problem, every path says what its id is, and
    lists of words have commas between them.
    """
    result["components"]["schemas"] |= {"Problem": PROBLEM}
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            statuses = PROBLEM_STATUSES | (WRITING_STATUSES if method != "get" else {})
            for status, description in statuses.items():
                operation["responses"].setdefault(
                    status, {"description": description, "content": content}
                )
            for parameter in operation.get("parameters", []):
                if parameter["schema"].get("type") == "array":
                    parameter |= {"style": "form", "explode": False}
                if parameter["in"] == "path":
                    parameter.setdefault("description", "The public id of the row.")
                    parameter["schema"] = {"type": "string"}
    return result


def as_tables(result, generator, request, public):
    """A hook: what a list is as a table, and which columns that has."""
    tables = {}
    for _, _, _, view in generator._get_paths_and_endpoints():
        if columns := getattr(view, "table", ()):
            tables[view.basename] = "".join(
                f"\n* `{each.name}`: {each.meaning}" for each in columns
            )
    for path, operations in result["paths"].items():
        content = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        for renderer in TABLE_RENDERERS:
            if renderer.media_type in content:
                told = f"A row a line, the columns:\n{tables[path.rstrip('/').rpartition('/')[2]]}"
                shape = {"type": "string", "description": told}
                content[renderer.media_type] = {"schema": shape}
    return result


def as_forms(result, generator, request, public):
    """A hook: what a list is as others write its rows."""
    forms = {
        view.basename: view.forms
        for _, _, _, view in generator._get_paths_and_endpoints()
        if getattr(view, "forms", ())
    }
    for path, operations in result["paths"].items():
        for form in forms.get(path.rstrip("/").rpartition("/")[2], ()):
            content = operations["get"]["responses"]["200"]["content"]
            content[form.media_type] = {"schema": form.shape}
    return result


OF_THE_DAY = {"held", "because", "name_then"}  # which are there only with as_of


def of_the_day(result, generator, request, public):
    """A hook: what is said only of a day need not be there."""
    for schema in result["components"]["schemas"].values():
        if OF_THE_DAY & {*schema.get("required", ())}:
            schema["required"] = [each for each in schema["required"] if each not in OF_THE_DAY]
    return result


def any_of(result, generator, request, public):
    """A hook: of what may be one or the other it does not say that it cannot be both."""
    return _any_of(result)


def _any_of(part):
    if isinstance(part, dict):
        return {("anyOf" if key == "oneOf" else key): _any_of(each) for key, each in part.items()}
    return [_any_of(each) for each in part] if isinstance(part, list) else part


class DrawnOnce(SchemaGenerator):
    """Draws the schema for the first who asks: it takes a second, and is the same for all."""

    drawn = None

    def get_schema(self, request=None, public=False):
        if DrawnOnce.drawn is None:
            DrawnOnce.drawn = super().get_schema(request, public=True)
        return DrawnOnce.drawn


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """The schema, as anybody may read it."""

    generator_class = DrawnOnce


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own files: no script or style in the page itself."""

    url_name = "api:schema"
    template_name = "api/docs.html"
