"""Possible copies: sources that share text, side by side, and deciding how they come to."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...actions.sources import origin_decisions
from ...errors import Refusal
from ...models import TextOverlap
from ...rules.sources import pairs
from ...vocabulary import Kinship
from ..forms import Textarea
from ..pages import FORM, READ, DeskPage

PAGE = 50  # suggestions on a page
FIRST, SECOND = "first", "second"


class OriginDecisionForm(forms.Form):
    """How two sources come to share text."""

    answer = forms.ChoiceField(
        label="How do they come to share text?", widget=forms.RadioSelect, choices=()
    )
    why = forms.CharField(
        label="What shows it", required=False, max_length=1000, widget=Textarea({"rows": 2})
    )

    def __init__(self, text_overlap, *args, **kwargs):
        super().__init__(*args, auto_id="id_decide_%s", label_suffix="", **kwargs)
        first, second = text_overlap.first.source, text_overlap.second.source
        self.orders = {FIRST: (first, second), SECOND: (second, first)}
        self.fields["answer"].choices = [
            *((word, f"{one} retells {other}") for word, (one, other) in self.orders.items()),
            (Kinship.INDEPENDENT.value, Kinship.INDEPENDENT.label),
            (Kinship.UNSURE.value, Kinship.UNSURE.label),
        ]

    def decide(self, by):
        answer = self.cleaned_data["answer"]
        pair = self.orders.get(answer, self.orders[FIRST])
        kinship = Kinship.RETELLS if answer in self.orders else Kinship(answer)
        return origin_decisions.decide_origin(*pair, kinship, by=by, why=self.cleaned_data["why"])


def may_compare(desk, request):
    """Copies are read here, so that one must be allowed to read them."""
    return request.user.has_perms(["partnerships.view_source", "partnerships.view_snapshot"])


def kin_panel(request, desk, source, context):
    """What shares text with a source, on its page."""
    if request.method != "GET" or not may_compare(desk, request):
        return {}
    return {"kin": pairs.kin(source, request.user)}


def list_possible_copies(request, desk):
    """Every two sources that share text and wait for somebody to say how they come to."""
    waiting = pairs.with_sources(TextOverlap.objects.waiting_for(request.user))
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    return _copies_page(request, desk, "possible_copies", "Possible copies", page=page)


def compare_sources(request, desk, pk):
    """Two of them side by side, with the form that decides."""
    text_overlap = pairs.known_pair(pk, request.user)
    if text_overlap is None:
        raise Http404("These copies are not there, or not for you to see.")
    form = OriginDecisionForm(text_overlap, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            form.decide(request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is decided.")
            return HttpResponseRedirect(reverse("admin:partnerships_source_possible_copies"))
    return _copies_page(
        request,
        desk,
        "compare",
        "Do they share an origin?",
        text_overlap=text_overlap,
        passages=pairs.passages(text_overlap),
        recorded=pairs.recorded(text_overlap, request.user),
        decision=pairs.decided(text_overlap, request.user),
        form=form,
        may_decide=request.user.has_perm("partnerships.change_source"),
    )


COMPARING_PAGES = [
    DeskPage("possible-copies/", "source_possible_copies", list_possible_copies, may_compare, READ),
    DeskPage("possible-copies/<int:pk>/", "source_compare", compare_sources, may_compare, FORM),
]


def _copies_page(request, desk, name, title, **context):
    context |= {**desk.admin_site.each_context(request), "title": title, "opts": desk.opts}
    return TemplateResponse(request, f"admin/sources/{name}.html", context)
