"""Many claims proposed or signed at once: each refusal is told by its claim, with counts."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from ...actions.claims import verdicts
from ...errors import NotWaiting, Refusal
from ...models import Verdict
from ...rules.claims import authorship
from ..pages import ListAct, with_right
from .findings import UNSEEN, ProposalOfMany

MOST = 200  # claims that are judged in one go


def _propose_chosen(desk, request, rows):
    """First a page that asks for the finding; what it showed of the claims is judged."""
    claims = list(rows[: MOST + 1])
    if len(claims) > MOST:
        text = f"Choose {MOST} claims at most: somebody should have looked at each."
        return desk.message_user(request, text, messages.WARNING)
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

        return told_by_claim(desk, request, [(c, c) for c in claims], act, "Proposed")
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Propose a finding for {len(claims)} claim{'s' * (len(claims) != 1)}",
        "claims": claims,
        "form": form,
        "opts": desk.opts,
        "chosen": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/claims/propose_many.html", context)


def _sign_chosen(desk, request, rows):
    claims = list(rows)
    waiting = Verdict.objects.awaiting_signature().filter(claim__in=[c.pk for c in claims])
    by_claim = {verdict.claim_id: verdict for verdict in waiting.select_related("claim")}
    chosen = [(claim, by_claim.get(claim.pk)) for claim in claims]
    told_by_claim(desk, request, chosen, bulk_signature(request), "Signed")


JUDGING_ACTS = [
    ListAct("propose_many", "Propose a finding …", _propose_chosen, with_right("propose_verdict")),
    ListAct(
        "sign_many", "Sign the proposed verdicts", _sign_chosen, with_right("countersign_verdict")
    ),
]


def bulk_signature(request):
    """What signs one verdict for whoever asks."""

    def act(verdict):
        if verdict is None:
            raise NotWaiting("Nothing waits for a signature here.")
        verdicts.countersign(verdict, by=request.user)

    return act


def told_by_claim(desk, request, pairs, act, done):
    """Do `act` to each record; say by its claim why it was refused, and at the end how many."""
    count = refused = 0
    for claim, record in pairs:
        try:
            act(record)
            count += 1
        except Refusal as refusal:
            refused += 1
            desk.message_user(request, f"{claim.reference}: {refusal}", messages.WARNING)
    if count:
        desk.message_user(request, f"{done} {count}.", messages.SUCCESS)
    if refused:
        desk.message_user(request, f"Refused {refused} of {count + refused}.", messages.WARNING)
