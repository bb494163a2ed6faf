"""Many claims proposed or signed at once: each refusal is told by its claim, with counts."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from ...actions.claims import verdicts
from ...errors import NotWaiting, Refusal
from ...models import Verdict
from ...rules.claims import authorship
from ..base import DeskAdmin
from .findings import UNSEEN, ProposalOfMany

MOST = 200  # claims that are judged in one go


class JudgesMany(DeskAdmin):
    """A list of claims from which verdicts are proposed and signed."""

    actions = ["propose_many", "sign_many"]

    def has_propose_permission(self, request):
        return request.user.has_perm("partnerships.propose_verdict")

    def has_countersign_permission(self, request):
        return request.user.has_perm("partnerships.countersign_verdict")

    @admin.action(description="Propose a finding …", permissions=["propose"])
    def propose_many(self, request, queryset):
        """First a page that asks for the finding; what it showed of the claims is judged."""
        claims = list(queryset[: MOST + 1])
        if len(claims) > MOST:
            text = f"Choose {MOST} claims at most: somebody should have looked at each."
            return self.message_user(request, text, messages.WARNING)
        marks = authorship.as_seen_in(claims, request.user)
        for claim in claims:
            claim.seen = marks[claim.pk]
        asked = "propose" in request.POST
        form = ProposalOfMany(request.POST if asked else None)
        if asked and form.is_valid():
            chosen = form.cleaned_data

            def act(claim):
                seen = request.POST.get(f"seen-{claim.pk}") or UNSEEN
                verdicts.propose(claim, by=request.user, seen=seen, **chosen)

            return told_by_claim(self, request, [(c, c) for c in claims], act, "Proposed")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Propose a finding for {len(claims)} claim{'s' * (len(claims) != 1)}",
            "claims": claims,
            "form": form,
            "opts": self.opts,
            "chosen": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/claims/propose_many.html", context)

    @admin.action(description="Sign the proposed verdicts", permissions=["countersign"])
    def sign_many(self, request, queryset):
        claims = list(queryset)
        waiting = Verdict.objects.awaiting_signature().filter(claim__in=[c.pk for c in claims])
        by_claim = {verdict.claim_id: verdict for verdict in waiting.select_related("claim")}
        told_by_claim(
            self,
            request,
            [(c, by_claim.get(c.pk)) for c in claims],
            bulk_signature(request),
            "Signed",
        )


def bulk_signature(request):
    """What signs one verdict for whoever asks."""

    def act(verdict):
        if verdict is None:
            raise NotWaiting("Nothing waits for a signature here.")
        verdicts.countersign(verdict, by=request.user)

    return act


def told_by_claim(page, request, pairs, act, done):
    """Do `act` to each record; say by its claim why it was refused, and at the end how many."""
    count = refused = 0
    for claim, record in pairs:
        try:
            act(record)
            count += 1
        except Refusal as refusal:
            refused += 1
            page.message_user(request, f"{claim.reference}: {refusal}", messages.WARNING)
    if count:
        page.message_user(request, f"{done} {count}.", messages.SUCCESS)
    if refused:
        page.message_user(request, f"Refused {refused} of {count + refused}.", messages.WARNING)
