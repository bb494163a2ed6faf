"""Possible copies: sources that share text, side by side, and deciding how they come to."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from ...actions.sources import origin_decisions
from ...errors import Refusal
from ...models import TextOverlap
from ...rules.sources import pairs
from ...vocabulary import Kinship
from ..forms import Textarea

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


class ComparesCopies(admin.ModelAdmin):
    """A page of sources, with what shares text with each, and the pages to decide on that."""

    def get_urls(self):
        return [
            path(
                "possible-copies/",
                require_GET(self.admin_site.admin_view(self.possible_copies_view)),
                name="partnerships_source_possible_copies",
            ),
            path(
                "possible-copies/<int:pk>/",
                require_http_methods(["GET", "HEAD", "POST"])(
                    self.admin_site.admin_view(self.compare_view)
                ),
                name="partnerships_source_compare",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and request.method == "GET" and self._may_compare(request):
            context["kin"] = pairs.kin(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def possible_copies_view(self, request):
        """Every two sources that share text and wait for somebody to say how they come to."""
        self._must_see_sources(request)
        waiting = pairs.with_sources(TextOverlap.objects.waiting_for(request.user))
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        return self._copies_page(request, "possible_copies", "Possible copies", page=page)

    def compare_view(self, request, pk):
        """Two of them side by side, with the form that decides."""
        self._must_see_sources(request)
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
        return self._copies_page(
            request,
            "compare",
            "Do they share an origin?",
            text_overlap=text_overlap,
            passages=pairs.passages(text_overlap),
            recorded=pairs.recorded(text_overlap, request.user),
            decision=pairs.decided(text_overlap, request.user),
            form=form,
            may_decide=request.user.has_perm("partnerships.change_source"),
        )

    def _may_compare(self, request):
        """Copies are read here, so that one must be allowed to read them."""
        return request.user.has_perms(["partnerships.view_source", "partnerships.view_snapshot"])

    def _must_see_sources(self, request):
        if not self._may_compare(request):
            raise PermissionDenied

    def _copies_page(self, request, name, title, **context):
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/sources/{name}.html", context)
