"""What is missing in a choice is recorded from there: the last line of every choice by typing."""

import json

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from ..actions.entities.parties import add_party
from ..actions.sources.pasted_addresses import record_source_at
from ..errors import Refusal
from ..models import Collection, Company, Party, Person, Source
from ..rules.exact_search import ADDRESS
from ..rules.spelling import names_like
from ..text.spelling import plainly

CREATES = "create:"  # how the key of a line begins that records what was typed
LIKELY = 3
OF_CHOICE = {Party: (Company, Person), Company: (Company,), Person: (Person,)}
WHICH = "Choose first for which story: the box “Collection” is empty."


class DeskAutocomplete(AutocompleteJsonView):
    """A choice by typing. Where its end is reached, names that are like what was typed, and the
    lines that record it: as far as one may."""

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.standing() if self.model_admin.model in OF_CHOICE else rows

    def get(self, request, *args, **kwargs):
        answer = super().get(request, *args, **kwargs)
        told = json.loads(answer.content)
        words = " ".join(self.term.split())
        if told["pagination"]["more"] or len(words) < 2:
            return answer
        told["results"] += self._likely(words, request, told["results"])
        told["results"] += self._creations(words, request, told["results"])
        return JsonResponse(told)

    def _likely(self, words, request, found):
        """Parties that may be meant, where none bears the words."""
        model = self.model_admin.model
        if found or model not in OF_CHOICE:
            return []
        names = names_like(words, request.user)[:LIKELY]
        rows = self.model_admin.get_queryset(request).standing().filter(name__in=names)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        return [
            {"id": str(row.pk), "text": f"{row.name} is recorded: use it"} for row in rows[:LIKELY]
        ]

    def _creations(self, words, request, found):
        model = self.model_admin.model
        if model is Source:
            may = _may(self.admin_site, Source, request) and ADDRESS.fullmatch(words)
            known = found and may
            return [_line("source", words, "Record the source at")] if may and not known else []
        if any(plainly(row["text"]) == plainly(words) for row in found):
            return []
        return [
            _line(each._meta.model_name, words, f"Create {each._meta.verbose_name}")
            for each in OF_CHOICE.get(model, ())
            if _may(self.admin_site, each, request)
        ]


def _line(kind, words, does):
    return {"id": f"{CREATES}{kind}:{words}", "text": f"{does} “{words}”"}


def _may(site, model, request):
    return site.is_registered(model) and site.get_model_admin(model).has_add_permission(request)


@require_POST
def create_choice(request, kind, site):
    """Record what was typed, and answer how the choice names it: its key and its words."""
    model = {"company": Company, "person": Person, "source": Source}.get(kind)
    if model is None or not _may(site, model, request):
        raise PermissionDenied
    words = request.POST.get("words", "").replace("\x00", "")
    try:
        collection = _collection(request)
        if model is Source:
            made, _ = record_source_at(words, collection, by=request.user)
        else:
            made = add_party(kind, words, collection, by=request.user)
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=409)
    except ValidationError as fault:
        return JsonResponse({"refusal": " ".join(fault.messages)}, status=400)
    return JsonResponse({"id": str(made.pk), "text": str(made)})


def _collection(request):
    """The collection that the form is for, or the only one there is."""
    asked = request.POST.get("collection", "")
    rows = Collection.objects.order_by("pk")
    found = list(rows.filter(pk=int(asked)) if asked.isdecimal() and len(asked) < 10 else rows[:2])
    if len(found) != 1:
        raise ValidationError(WHICH)
    return found[0]
