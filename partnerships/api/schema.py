"""The schema of the API, and the pages that show it."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from .authentication import TokenAuthentication

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
            "description": "A sentence for each parameter that cannot be answered.",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
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
    "406": "There is JSON only.",
    "429": "Too many requests: wait as long as Retry-After says.",
}


FIELDS = OpenApiParameter(
    "fields", description="The fields you want, with commas between: id,url. All without it."
)
AS_OF = OpenApiParameter(
    "as_of", OpenApiTypes.DATE, description="What held on this day, certainly or possibly."
)


class RecordSchema(AutoSchema):
    """What the lists and rows of every noun take, beside the filters."""

    def get_override_parameters(self):
        if not self._is_list_view() and "as_of" in self.view.detail_parameters:
            return [FIELDS, AS_OF]
        return [FIELDS]

    def get_summary(self):
        names = self.view.queryset.model._meta
        several = self._is_list_view()
        return str(names.verbose_name_plural if several else names.verbose_name).capitalize()


class TokenScheme(KnoxTokenScheme):
    """How the schema names our tokens."""

    target_class = TokenAuthentication
    name = "token"


def finish(result, generator, request, public):
    """A hook: every operation may answer with a problem, and every path says what its id is."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for operation in operations.values():
            for status, description in PROBLEM_STATUSES.items():
                operation["responses"].setdefault(
                    status, {"description": description, "content": content}
                )
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    parameter["description"] = "The public id of the row."
                    parameter["schema"] = {"type": "string"}
    return result


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
