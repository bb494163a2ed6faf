"""The workspace: a manuscript with every checkable word marked, what it leans on, and the sources.

Reads without script; script turns its links and forms into keys and swaps the parts that change.
"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from ...actions.claims import verdicts
from ...actions.claims.comments import answer, resolve_comment
from ...actions.stories import passages
from ...actions.stories.comments import comment_on_words
from ...errors import Refusal
from ...models import Binding, Claim, Comment, Passage, Verdict, Waiver
from ...rules.claims.mentions import reaching_sentence
from ...rules.stories.objections import waits_for_second
from ...vocabulary import BindingBasis
from ..claims.findings import ProposalForm, SignatureForm
from ..pages import DeskPage, record_looked_at, with_right
from .workspace_state import Board, span_of


def show_workspace(request, desk, pk, refusal="", typed=None):
    """The manuscript, and what bears on the words chosen in it."""
    story = record_looked_at(request, desk, pk)
    board = Board(latest_revision(story), request.user, request.GET)
    may = request.user.has_perm
    forms = typed or {}
    claim = board.claim
    if claim is not None:
        judged = board.judged
        if may("partnerships.propose_verdict") and not judged.is_blind:
            forms.setdefault(
                "proposal",
                ProposalForm(initial={"seen": judged.seen, "as_of": claim.as_of}),
            )
        if judged.waits and may("partnerships.countersign_verdict"):
            forms.setdefault("signature", SignatureForm(initial={"verdict": judged.verdict.uid}))
    else:
        judged = None
    context = {
        **desk.admin_site.each_context(request),
        "title": board.revision.headline,
        "opts": desk.opts,
        "story": story,
        "revision": board.revision,
        "board": board,
        "gate": board.gate,
        "claim_status": judged,
        "refusal": refusal,
        "may_bind": may("partnerships.bind_story"),
        "may_waive": may("partnerships.waive_story"),
        "may_comment": may("partnerships.add_comment"),
        **forms,
    }
    return TemplateResponse(
        request,
        "admin/stories/workspace.html",
        context,
        status=409 if refusal else 200,
    )


# What is done there. Each comes back to the place; a refusal comes back with what was typed.


def bind_words(request, desk, pk):
    def act(story, typed):
        claims = Claim.objects.visible_to(request.user)
        claim = get_object_or_404(claims, pk=as_number(typed.get("claim")))
        basis = typed.get("basis", BindingBasis.STATEMENT)
        if basis not in BindingBasis.values:
            raise ValidationError("Choose what the words lean on.")
        context = Passage.objects.filter(story=story, uid=as_uid(typed.get("context"))).first()
        start, end = _words(typed)
        revision = _seen(story, typed)
        passages.bind(revision, start, end, claim, by=request.user, basis=basis, context=context)
        return f"Bound to {claim.reference}."

    return _do(request, desk, pk, act)


def unbind_words(request, desk, pk):
    def act(story, typed):
        binding = get_object_or_404(
            Binding.objects.open(), passage__story=story, uid=as_uid(typed.get("binding"))
        )
        passages.unbind(binding, by=request.user)
        return f"No longer bound to {binding.claim.reference}."

    return _do(request, desk, pk, act)


def waive_words(request, desk, pk):
    def act(story, typed):
        start, end = _words(typed)
        if not typed.get("reason", "").strip():
            raise ValidationError("Say why these words need no claim.")
        if "chosen" in typed and not any(typed.getlist("excuses")):
            raise ValidationError("Tick what these words are excused from.")
        waiver = passages.waive(
            _seen(story, typed),
            start,
            end,
            typed.get("reason", ""),
            by=request.user,
            excuses=[code for code in typed.getlist("excuses") if code],
        )
        if waits_for_second(waiver):
            return "Waived, in your name. It waits for a second one: ask somebody else."
        return "Waived, in your name."

    return _do(request, desk, pk, act)


def second_waiver(request, desk, pk):
    def act(story, typed):
        waiver = get_object_or_404(
            Waiver.objects.open(), passage__story=story, uid=as_uid(typed.get("waiver"))
        )
        passages.second(waiver, by=request.user)
        return "Your name stands under the waiver too."

    return _do(request, desk, pk, act)


def take_waiver_back(request, desk, pk):
    def act(story, typed):
        waiver = get_object_or_404(
            Waiver.objects.open(), passage__story=story, uid=as_uid(typed.get("waiver"))
        )
        passages.unwaive(waiver, by=request.user)
        return "The waiver is taken back."

    return _do(request, desk, pk, act)


def move_passage(request, desk, pk):
    def act(story, typed):
        passage = get_object_or_404(
            Passage.objects.live(), story=story, uid=as_uid(typed.get("passage"))
        )
        start, end = _words(typed)
        passages.move(passage, _seen(story, typed), start, end, by=request.user)
        return "Moved: its claims and waivers stand on these words now."

    return _do(request, desk, pk, act)


def comment_on_place(request, desk, pk):
    def act(story, typed):
        start, end = _words(typed)
        words = typed.get("text", "").replace("\r\n", "\n")
        said = comment_on_words(_seen(story, typed), start, end, words, by=request.user)
        told = "It stands beside its words, and holds the story until somebody resolves it."
        return f"{told} {reaching_sentence(said)}".strip()

    return _do(request, desk, pk, act)


def answer_on_words(request, desk, pk):
    def act(story, typed):
        words = typed.get("text", "").replace("\r\n", "\n")
        said = answer(_said(request, story, typed), words, by=request.user)
        return f"Your answer stands below the comment. {reaching_sentence(said)}".strip()

    return _do(request, desk, pk, act)


def resolve_on_words(request, desk, pk):
    def act(story, typed):
        resolve_comment(_said(request, story, typed), by=request.user)
        return "It is resolved."

    return _do(request, desk, pk, act)


def propose_beside(request, desk, pk):
    def act(story, typed):
        form = ProposalForm(typed)
        claim = get_object_or_404(
            Claim.objects.visible_to(request.user), pk=as_number(typed.get("claim"))
        )
        if not form.is_valid():
            raise ValidationError([*_sentences(form)])
        verdicts.propose(claim, by=request.user, **form.cleaned_data)
        return f"Proposed for {claim.reference}. It waits for a second signature."

    return _do(request, desk, pk, act, "proposal", ProposalForm)


def sign_beside(request, desk, pk):
    def act(story, typed):
        form = SignatureForm(typed)
        if not form.is_valid():
            raise ValidationError([*_sentences(form)])
        waiting = Verdict.objects.visible_to(request.user)
        verdict = get_object_or_404(waiting, uid=form.cleaned_data["verdict"])
        verdicts.countersign(verdict, by=request.user, override_reason=form.cleaned_data["glass"])
        return "Signed. The verdict stands."

    return _do(request, desk, pk, act, "signature", SignatureForm)


WORKSPACE_PAGES = [
    *(
        DeskPage(f"<int:pk>/{verb}/", f"story_{verb}", view, may)
        for verb, view, may in [
            ("bind", bind_words, with_right("bind_story")),
            ("unbind", unbind_words, with_right("bind_story")),
            ("waive", waive_words, with_right("waive_story")),
            ("second", second_waiver, with_right("waive_story")),
            ("unwaive", take_waiver_back, with_right("waive_story")),
            ("move", move_passage, None),  # which right it needs is for what stands on the words
            ("comment", comment_on_place, with_right("add_comment")),
            ("answer", answer_on_words, with_right("add_comment")),
            ("resolve", resolve_on_words, None),  # one's own comment needs no right
            ("propose", propose_beside, with_right("propose_verdict")),
            ("sign", sign_beside, with_right("countersign_verdict")),
        ]
    ),
    DeskPage("<int:pk>/workspace/", "story_workspace", show_workspace),
]


def _do(request, desk, pk, act, name=None, form_class=None):
    story = record_looked_at(request, desk, pk)
    back = request.GET.urlencode()
    page = reverse("admin:partnerships_story_workspace", args=[story.pk])
    if request.method == "POST":
        try:
            desk.message_user(request, act(story, request.POST), messages.SUCCESS)
        except (Refusal, ValidationError) as refused:
            typed = {name: form_class(request.POST)} if form_class else {}
            typed["typed"] = request.POST
            return show_workspace(request, desk, pk, refusal=refused_because(refused), typed=typed)
    return HttpResponseRedirect(f"{page}?{back}" if back else page)


def latest_revision(story):
    """The newest text of a story."""
    return story.revisions.select_related("story__collection").order_by("-number")[0]


def _seen(story, typed):
    """The revision that the form was of."""
    number = typed.get("revision", "")
    return get_object_or_404(story.revisions, number=as_number(number))


def _said(request, story, typed):
    """The comment on words of the story that the form names."""
    seen = Comment.objects.visible_to(request.user).filter(passage__story=story)
    return get_object_or_404(seen, uid=as_uid(typed.get("comment")))


def _words(typed):
    start, end = span_of(typed.get("words", ""))
    if start is None:
        raise ValidationError("Choose the words first.")
    return start, end


def refused_because(refused):
    """The sentence of a refusal."""
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)


def _sentences(form):
    for faults in form.errors.values():
        yield from faults


def as_number(text):
    """A number that was sent; None for what is none."""
    return int(text) if (text or "").isdecimal() and len(text) < 19 else None


def as_uid(text):
    """A public id that was sent; None for what is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
