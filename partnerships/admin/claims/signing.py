"""The page of a claim answers whether it stands, and takes proposals and signatures."""

from copy import copy

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from ...actions.claims import assessments, verdicts
from ...errors import Refusal
from ...models import Verdict
from ...rules.claims import evidence, rechecks, statuses
from ..pages import DeskPage, record_looked_at, with_right
from .findings import AssessmentForm, ProposalForm, SignatureForm, WithdrawalForm


def propose_at_claim(request, desk, object_id):
    def act(claim, typed):
        verdicts.propose(claim, by=request.user, **typed)
        return "Proposed. It waits for a second signature."

    return _judge(request, desk, object_id, "proposal", ProposalForm, act)


def assess_at_claim(request, desk, object_id):
    def act(claim, typed):
        mine = assessments.assess(claim, by=request.user, **typed)
        if mine.verdict is None:
            return "Your assessment is kept. The check goes on."
        return "The check is over: see what came of it."

    return _judge(request, desk, object_id, "proposal", AssessmentForm, act)


def sign_at_claim(request, desk, object_id):
    def act(claim, typed):
        verdict = get_object_or_404(Verdict, claim=claim, uid=typed["verdict"])
        verdicts.countersign(verdict, by=request.user, override_reason=typed["glass"])
        return "Signed. The verdict stands."

    return _judge(request, desk, object_id, "signature", SignatureForm, act)


def withdraw_at_claim(request, desk, object_id):
    def act(claim, typed):
        verdict = get_object_or_404(Verdict, claim=claim, uid=typed["verdict"])
        verdicts.withdraw_verdict(verdict, typed["why"], by=request.user)
        return "Withdrawn."

    return _judge(request, desk, object_id, "withdrawal", WithdrawalForm, act)


def adopt_at_claim(request, desk, object_id):
    def act(claim, typed):
        if not verdicts.adopt(claim, by=request.user):
            return "Nothing was left to adopt."
        return "Adopted: you answer for these changes now, and somebody else signs."

    return _judge(request, desk, object_id, "adoption", None, act)


JUDGING_PAGES = [
    DeskPage(f"<path:object_id>/{verb}/", f"claim_{verb}", view, may)
    for verb, view, may in [
        ("propose", propose_at_claim, with_right("propose_verdict")),
        ("sign", sign_at_claim, with_right("countersign_verdict")),
        ("withdraw", withdraw_at_claim, None),  # one's own proposal needs no right
        ("adopt", adopt_at_claim, with_right("change_claim")),
        ("assess", assess_at_claim, with_right("add_assessment")),
    ]
]


def _judge(request, desk, object_id, name, form_class, act):
    """Do what was asked on the page of a claim; show the page again when it is refused, with the
    sentence of the refusal and with what was typed."""
    claim = record_looked_at(request, desk, _number(object_id))
    page = reverse("admin:partnerships_claim_change", args=[claim.pk])
    if request.method != "POST":
        return redirect(page)
    form = form_class(request.POST) if form_class else None
    refusal = None
    if form is None or form.is_valid():
        try:
            done = act(claim, form.cleaned_data if form else {})
            desk.message_user(request, done, messages.SUCCESS)
            return redirect(page)
        except Refusal as refused:
            refusal = refused
    looked = copy(request)
    looked.method, looked.POST = "GET", QueryDict()
    context = {"typed": {name: form} if form else {}, "refusal": refusal}
    return desk.change_view(looked, str(claim.pk), form_url=page, extra_context=context)


def judging_panel(request, desk, claim, context):
    """Whether the claim stands, and the forms in which it is judged, at the top of its page."""
    answer = statuses.claim_status(claim, request.user)
    may = request.user.has_perm
    typed = context.get("typed", {})
    seen = {"seen": answer.seen}
    shown = {
        "claim_status": answer,
        "doubts": answer.unsaid(evidence.doubts(claim, request.user)),
        "sightings": rechecks.beside(claim, request.user),
        "may_adopt": answer.is_unattributed and may("partnerships.change_claim"),
    }
    permission = "add_assessment" if answer.is_blind else "propose_verdict"
    if may(f"partnerships.{permission}") and not answer.mine:
        form_class = AssessmentForm if answer.is_blind else ProposalForm
        form = typed.get("proposal") or form_class(initial=seen | {"as_of": claim.as_of})
        if form.is_bound:
            # What is judged now is what the page shows now.
            form.data = form.data.copy()
            form.data["seen"] = answer.seen
        shown["proposal"] = form
        shown["offers"] = [
            (radio, found) for radio, (_, found) in zip(form["finding"], answer.offers, strict=True)
        ]
    if answer.waits and may("partnerships.countersign_verdict"):
        initial = {"verdict": answer.verdict.uid}
        shown["signature"] = typed.get("signature") or SignatureForm(initial=initial)
        shown["may_break_glass"] = (
            may("partnerships.break_glass")
            and answer.verdict.proposed_by_id != request.user.pk
            and bool(answer.why_not)
        )
    if (answer.waits or answer.stands) and _may_withdraw(request, answer.verdict):
        initial = {"verdict": answer.verdict.uid}
        shown["withdrawal"] = typed.get("withdrawal") or WithdrawalForm(initial=initial)
    return shown


def _may_withdraw(request, verdict):
    mine = verdict.proposed_by_id == request.user.pk
    return mine or request.user.has_perm("partnerships.withdraw_verdict")


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 19 else None
