"""The reading room: every verdict, where it stands, and those that wait for a signature."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from ...models import Verdict
from ...rules.claims import badges, blind
from ...rules.moments import format_day
from ...rules.people import display_name
from ...vocabulary import Finding, State
from ..base import ReadOnlyAdmin
from ..search_boxes import searching
from .bulk import bulk_signature, told_by_claim

REPLACED = "replaced"
GIVEN = [state for state in State if state != State.UNCHECKED]  # a verdict is in one of these


class StateOfVerdict(admin.SimpleListFilter):
    """Where verdicts stand; those that a later one replaced are asked for by name."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*((state, state.label) for state in GIVEN), (REPLACED, "Replaced by a later one")]

    def queryset(self, request, queryset):
        if self.value() == REPLACED:
            return queryset.filter(superseded_at__isnull=False)
        return queryset.in_state(self.value()) if self.value() in GIVEN else queryset


class FindingFilter(admin.SimpleListFilter):
    """What was found. Of claims: what stands."""

    title = "finding"
    parameter_name = "finding"

    def lookups(self, request, model_admin):
        return Finding.choices

    def queryset(self, request, queryset):
        if self.value() in Finding:
            queryset = queryset.filter(finding=self.value())
        return queryset


class StateOfClaim(admin.SimpleListFilter):
    """Where the latest verdict of each claim stands."""

    title = "verdict"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        if self.value() in State:
            queryset = queryset.filter(state=self.value())
        return queryset


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    """Verdicts to look through and to sign. They are written by their actions alone, and each
    is read on the page of its claim."""

    actions = ["sign"]
    list_display = ["claim_told", "found", "where", "proposed", "signature"]
    list_display_links = None
    list_filter = [StateOfVerdict, FindingFilter]
    list_select_related = ["claim", "proposed_by", "countersigned_by"]
    search_fields = ["reasons"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(of="claim"))
    ordering = ["-proposed_at", "-pk"]

    def get_queryset(self, request):
        """Without those of claims that the editor may still check blind."""
        closed = blind.hidden_from(request.user).values("pk")
        return super().get_queryset(request).exclude(claim__in=closed)

    def has_countersign_permission(self, request):
        return request.user.has_perm("partnerships.countersign_verdict")

    def lookup_allowed(self, lookup, value, request=None):
        """What a verdict covers tells of confidential sources: an address may not ask for it."""
        return lookup in {each.parameter_name for each in self.list_filter}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page_of_claim(request, object_id, "change")

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        return self._page_of_claim(request, object_id, "timeline")

    def _page_of_claim(self, request, object_id, page):
        verdict = self.get_object(request, object_id)
        if verdict is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(f"admin:partnerships_claim_{page}", verdict.claim_id)

    @admin.action(description="Sign the selected verdicts", permissions=["countersign"])
    def sign(self, request, queryset):
        chosen = [(verdict.claim, verdict) for verdict in queryset.select_related("claim")]
        told_by_claim(self, request, chosen, bulk_signature(request), "Signed")

    @admin.display(description="claim", ordering="claim__reference")
    def claim_told(self, verdict):
        return format_html(
            '<a href="{}">{}</a> <span class="statement">{}</span>',
            reverse("admin:partnerships_claim_change", args=[verdict.claim_id]),
            verdict.claim.reference,
            verdict.claim.statement,
        )

    @admin.display(description="finding", ordering="finding")
    def found(self, verdict):
        return badges.stamp(verdict.finding)

    @admin.display(description="state")
    def where(self, verdict):
        if verdict.superseded_at:
            return "Replaced"
        return "Signed" if verdict.state == State.STANDS else badges.verdict_badge(verdict)

    @admin.display(description="proposed", ordering="proposed_at")
    def proposed(self, verdict):
        return _by(verdict.proposed_by, verdict.proposed_at)

    @admin.display(description="signed", ordering="countersigned_at")
    def signature(self, verdict):
        return _by(verdict.countersigned_by, verdict.countersigned_at)


def _by(user, moment):
    return f"{badges.by(display_name(user), user)}, {format_day(moment)}" if user else ""
