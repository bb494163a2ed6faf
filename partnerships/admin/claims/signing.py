"""The page of a claim answers whether it stands, and takes proposals and signatures."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from ...actions.claims import assessments, verdicts
from ...errors import Refusal
from ...models import Verdict
from ...rules.claims import evidence, rechecks, statuses
from ..base import DeskAdmin
from .findings import AssessmentForm, ProposalForm, SignatureForm, WithdrawalForm

VERBS = ("propose", "sign", "withdraw", "adopt", "assess")


class SigningAdmin(DeskAdmin):
    """What is proposed and signed on the page of a claim, each at an address of its own.

    A refusal brings the page back, with its sentence and with what was typed.
    """

    def get_urls(self):
        return [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(getattr(self, f"{verb}_view")),
                name=f"partnerships_claim_{verb}",
            )
            for verb in VERBS
        ] + super().get_urls()

    def propose_view(self, request, object_id):
        def act(claim, typed):
            verdicts.propose(claim, by=request.user, **typed)
            return "Proposed. It waits for a second signature."

        return self._judge(request, object_id, "proposal", ProposalForm, act)

    def assess_view(self, request, object_id):
        def act(claim, typed):
            mine = assessments.assess(claim, by=request.user, **typed)
            if mine.verdict is None:
                return "Your assessment is kept. The check goes on."
            return "The check is over: see what came of it."

        return self._judge(request, object_id, "proposal", AssessmentForm, act)

    def sign_view(self, request, object_id):
        def act(claim, typed):
            verdict = get_object_or_404(Verdict, claim=claim, uid=typed["verdict"])
            verdicts.countersign(verdict, by=request.user, glass=typed["glass"])
            return "Signed. The verdict stands."

        return self._judge(request, object_id, "signature", SignatureForm, act)

    def withdraw_view(self, request, object_id):
        def act(claim, typed):
            verdict = get_object_or_404(Verdict, claim=claim, uid=typed["verdict"])
            verdicts.withdraw_verdict(verdict, typed["why"], by=request.user)
            return "Withdrawn."

        return self._judge(request, object_id, "withdrawal", WithdrawalForm, act)

    def adopt_view(self, request, object_id):
        def act(claim, typed):
            if not verdicts.adopt(claim, by=request.user):
                return "Nothing was left to adopt."
            return "Adopted: you answer for these changes now, and somebody else signs."

        return self._judge(request, object_id, "adoption", None, act)

    def _judge(self, request, object_id, name, form_class, act):
        """Do what was asked on the page of a claim; show the page again when it is refused."""
        claim = get_object_or_404(self.get_queryset(request), pk=_number(object_id))
        if not self.has_view_or_change_permission(request, claim):
            raise PermissionDenied
        page = reverse("admin:partnerships_claim_change", args=[claim.pk])
        if request.method != "POST":
            return redirect(page)
        form = form_class(request.POST) if form_class else None
        refusal = None
        if form is None or form.is_valid():
            try:
                self.message_user(
                    request, act(claim, form.cleaned_data if form else {}), messages.SUCCESS
                )
                return redirect(page)
            except Refusal as refused:
                refusal = refused
        looked = copy(request)
        looked.method, looked.POST = "GET", QueryDict()
        context = {"typed": {name: form} if form else {}, "refusal": refusal}
        return self.change_view(looked, str(claim.pk), form_url=page, extra_context=context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            self._judged(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _judged(self, request, context, claim):
        """What the panel at the top of the page shows, and the forms in it."""
        answer = statuses.claim_status(claim, request.user)
        may = request.user.has_perm
        typed = context.get("typed", {})
        seen = {"seen": answer.seen}
        context["claim_status"] = answer
        context["doubts"] = answer.unsaid(evidence.doubts(claim, request.user))
        context["sightings"] = rechecks.beside(claim, request.user)
        permission = "add_assessment" if answer.is_blind else "propose_verdict"
        offered = may(f"partnerships.{permission}") and not answer.mine
        if offered:
            form_class = AssessmentForm if answer.is_blind else ProposalForm
            form = typed.get("proposal") or form_class(initial=seen | {"as_of": claim.as_of})
            if form.is_bound:
                # What is judged now is what the page shows now.
                form.data = form.data.copy()
                form.data["seen"] = answer.seen
            context["proposal"] = form
            context["offers"] = [
                (radio, found)
                for radio, (_, found) in zip(form["finding"], answer.offers, strict=True)
            ]
        if answer.waits and may("partnerships.countersign_verdict"):
            initial = {"verdict": answer.verdict.uid}
            context["signature"] = typed.get("signature") or SignatureForm(initial=initial)
            context["may_break_glass"] = (
                may("partnerships.break_glass")
                and answer.verdict.proposed_by_id != request.user.pk
                and bool(answer.why_not)
            )
        if (answer.waits or answer.stands) and self._may_withdraw(request, answer.verdict):
            initial = {"verdict": answer.verdict.uid}
            context["withdrawal"] = typed.get("withdrawal") or WithdrawalForm(initial=initial)
        context["may_adopt"] = answer.is_unattributed and may("partnerships.change_claim")

    def _may_withdraw(self, request, verdict):
        mine = verdict.proposed_by_id == request.user.pk
        return mine or request.user.has_perm("partnerships.withdraw_verdict")


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 19 else None
