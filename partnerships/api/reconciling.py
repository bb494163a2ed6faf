"""The reconciliation service: which records somebody's rows are about, and what is known of them,
as the W3C's community group has it (Reconciliation Service API 0.2), and OpenRefine asks it.

Everybody is answered as anybody: no login is looked at. See docs/decisions/reconciling.md.
"""

import json
from collections.abc import Mapping

from csp.decorators import csp_replace
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.parsers import FormParser
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ..rules.reconciling import candidates, entities_named, entity_id
from .errors import BadParameters, TooLarge
from .extending import (
    ALL_PROPERTIES,
    TYPE_NAMES,
    TYPES,
    VALUES,
    ExtendedRows,
    properties_of,
)
from .keeping import KeptView
from .parameters import checked, whole_number
from .reconcile_queries import LONGEST_QUERY, SHOWN, query_asked

BATCH = 20  # queries of one request
EXTENDED, COLUMNS = 50, 40  # records, and properties, of one request
FARTHEST = 1_000
WIDTH, HEIGHT = 420, 220  # of a preview, in pixels


class ReconcilingView(KeptView):
    """A view that answers everybody as anybody, and programs of other sites' pages too."""

    authentication_classes: list[type] = []
    permission_classes = [AllowAny]
    parser_classes = [FormParser]

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response


class ReconcileView(ReconcilingView):
    """What the service is; or which records the rows of `queries` are about; or what is known of
    those in `extend`."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "queries", str, description="Rows to be found, as JSON: queries by names of yours."
            ),
            OpenApiParameter("extend", str, description="Ids and properties, as JSON."),
        ],
        responses=OpenApiTypes.OBJECT,
        summary="Reconciliation",
        operation_id="reconcile",
        tags=["reconcile"],
    )
    def get(self, request):
        checked(request, known={"queries", "extend"}, longer={"queries", "extend"})
        return self._answer(request, request.query_params) or Response(_manifest(request))

    @extend_schema(
        request={
            "application/x-www-form-urlencoded": {
                "type": "object",
                "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
            }
        },
        responses={200: OpenApiTypes.OBJECT},
        summary="Reconciliation of many rows",
        description="As GET; nothing is kept of what is sent.",
        operation_id="reconcile_many",
        tags=["reconcile"],
    )
    def post(self, request):
        checked(request, known=())
        answer = self._answer(request, request.data)
        if answer is None:
            raise BadParameters({"queries": "Send `queries` or `extend` in a form, as JSON."})
        return answer

    def _answer(self, request, asked):
        if "queries" in asked:
            return Response(_batch(_read(asked, "queries"), request))
        if "extend" in asked:
            return Response(_extension(_read(asked, "extend"), request))
        return None


class SuggestEntityView(ReconcilingView):
    """Records whose name begins so."""

    @extend_schema(exclude=True)
    def get(self, request):
        prefix, skipped = _typed(request)
        found = candidates(prefix, may_go_on=True) if prefix else []
        part = found[skipped : skipped + SHOWN]
        return Response({"result": [_named(each) | _notable(each) for each in part]})


class SuggestTypeView(ReconcilingView):
    """Types whose name begins so."""

    @extend_schema(exclude=True)
    def get(self, request):
        return Response({"result": _beginning_so(request, TYPE_NAMES)})


class SuggestPropertyView(ReconcilingView):
    """Properties whose name or id begins so."""

    @extend_schema(exclude=True)
    def get(self, request):
        return Response({"result": _beginning_so(request, ALL_PROPERTIES)})


class ProposedPropertiesView(ReconcilingView):
    """What can be asked of the records of a type."""

    @extend_schema(exclude=True)
    def get(self, request):
        checked(request, known={"type", "limit"})
        asked = request.query_params.get("type", "")
        limit = whole_number(request, "limit", FARTHEST, 1, FARTHEST)
        known = properties_of([asked]) if asked in VALUES else ALL_PROPERTIES
        listed = [{"id": each, "name": name} for each, name in known.items()]
        return Response({"type": asked, "limit": limit, "properties": listed[:limit]})


class EntityView(ReconcilingView):
    """Leads to the page of a record."""

    @extend_schema(exclude=True)
    def get(self, request):
        noun, record = _entity(request)
        return HttpResponseRedirect(request.build_absolute_uri(_page(noun, record)))


@method_decorator(xframe_options_exempt, "dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"], "default-src": ["'none'"]}), "dispatch")
class PreviewView(ReconcilingView):
    """A few lines on a record, for the frame of another program."""

    @extend_schema(exclude=True)
    def get(self, request):
        noun, record = _entity(request)
        told = ExtendedRows([entity_id(noun, record)], ["claims", "claims.finding"], request)
        rows = told.rows()[entity_id(noun, record)]
        pairs = zip(rows["claims"], rows["claims.finding"], strict=True)
        context = {
            "record": record,
            "about": _description(noun, record),
            "address": request.build_absolute_uri(_page(noun, record)),
            "claims": [(claim["str"], finding["str"]) for claim, finding in pairs][:3],
        }
        return render(request, "api/preview.html", context)


def _manifest(request):
    here = reverse("api:reconcile", request=request)

    def suggested(what):
        path = reverse(f"api:suggest_{what}", request=request).removeprefix(here)
        return {"service_url": here.rstrip("/"), "service_path": f"/{path}"}

    view, preview = (
        f"{reverse(f'api:reconcile_{name}', request=request)}?id={{{{id}}}}"
        for name in ("view", "preview")
    )
    return {
        "versions": ["0.2"],
        "name": "Newsroom",
        "identifierSpace": f"{here}#ids",
        "schemaSpace": f"{here}#properties",
        "documentation": reverse("api:docs", request=request),
        "defaultTypes": [_type(word) for word in TYPE_NAMES],
        "view": {"url": view},
        "preview": {"url": preview, "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggested(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {
                "service_url": here.rstrip("/"),
                "service_path": "/properties/",
            },
            "property_settings": [],
        },
        "batchSize": BATCH,
    }


def _read(asked, name):
    """The JSON of a parameter, which is an object.

    Errors   BadParameters.
    """
    try:
        read = json.loads(asked[name])
        json.dumps(read, ensure_ascii=False).encode()  # no half of a pair is a letter
    except (ValueError, RecursionError):
        raise BadParameters({name: "This is no JSON."}) from None
    if not isinstance(read, Mapping) or "\\u0000" in json.dumps(read):
        raise BadParameters({name: "Send an object, without null characters."})
    return read


def _batch(queries, request):
    if len(queries) > BATCH:
        raise TooLarge(f"{BATCH} queries are answered at once: send fewer.")
    return {name: {"result": _result(name, query)} for name, query in queries.items()}


def _result(name, query):
    try:
        asked = query_asked(query)
    except ValueError as fault:
        raise BadParameters({"queries": f"Query “{name[:40]}”: {fault}"}) from None
    found = candidates(asked.words, nouns=asked.nouns, numbers=asked.numbers)
    if asked.countries:  # which tells companies apart that are called alike, where it is known
        known = ("", *asked.countries)
        found = [each for each in found if each.noun != "companies" or each.record.country in known]
    return [
        _named(each)
        | {"type": [_type(TYPES[each.noun])], "score": each.score, "match": each.is_match}
        for each in found[: asked.limit]
    ]


def _extension(asked, request):
    ids, properties = asked.get("ids"), asked.get("properties")
    is_read = isinstance(ids, list) and isinstance(properties, list)
    if not is_read or not all(isinstance(each, str) for each in ids):
        raise BadParameters({"extend": "Send `ids`, a list of texts, and a list of `properties`."})
    names = [each.get("id") if isinstance(each, Mapping) else None for each in properties]
    if unknown := [name for name in names if name not in ALL_PROPERTIES]:
        raise BadParameters({"extend": f"There is no property “{str(unknown[0])[:40]}”."})
    if len(ids) > EXTENDED or len(names) > COLUMNS:
        raise TooLarge(f"{COLUMNS} properties of {EXTENDED} records are given at once.")
    meta = [{"id": name, "name": ALL_PROPERTIES[name]} for name in names]
    return {"meta": meta, "rows": ExtendedRows(ids, names, request).rows()}


def _typed(request):
    """What somebody has typed so far, and how many suggestions they have seen."""
    checked(request, known={"prefix", "cursor"})
    prefix = request.query_params.get("prefix", "").strip()[:LONGEST_QUERY]
    return prefix, whole_number(request, "cursor", 0, 0, FARTHEST)


def _beginning_so(request, known):
    prefix, skipped = _typed(request)
    begun = prefix.lower()
    found = [
        {"id": each, "name": name}
        for each, name in known.items()
        if each.startswith(begun) or name.lower().startswith(begun)
    ]
    return found[skipped : skipped + SHOWN]


def _entity(request):
    """The record in `id`, which anybody may read.

    Errors   NotFound.
    """
    checked(request, known={"id"})
    asked = request.query_params.get("id", "")
    found = entities_named([asked])
    if asked not in found:
        raise NotFound("There is no record with that id.")
    return found[asked]


def _page(noun, record):
    return reverse(TYPES[noun], args=[record.slug])


def _named(candidate):
    noun, record = candidate.noun, candidate.record
    return {
        "id": entity_id(noun, record),
        "name": str(getattr(record, "name", "") or record.title),
        "description": _description(noun, record),
    }


def _notable(candidate):
    return {"notable": [_type(TYPES[candidate.noun])]}


def _description(noun, record):
    """What tells it from others that are called alike."""
    if noun == "deals":
        return ", ".join(["Deal", *record.kinds])
    if noun == "people":
        return "Person"
    kind = record.get_legal_form_display() or "Company"
    return ", ".join(part for part in (kind, record.place, record.country) if part)


def _type(word):
    return {"id": word, "name": TYPE_NAMES[word]}
