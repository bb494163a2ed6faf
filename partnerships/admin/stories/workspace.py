"""The workspace: a manuscript with every checkable word marked, what it leans on, and the sources.

Reads without script; script turns its links and forms into keys and swaps the parts that change.
"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ...actions.claims import verdicts
from ...actions.stories import passages
from ...errors import Refusal
from ...models import Binding, Claim, Passage, Verdict, Waiver
from ...vocabulary import BindingBasis
from ..base import DeskAdmin
from ..claims.findings import ProposalForm, SignatureForm
from .workspace_state import Board, span_of

VERBS = ("bind", "unbind", "waive", "unwaive", "move", "propose", "sign")


class Workspace(DeskAdmin):
    """The page of a story on which it is checked, word by word."""

    def get_urls(self):
        return [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(getattr(self, f"{verb}_view")),
                name=f"partnerships_story_{verb}",
            )
            for verb in VERBS
        ] + [
            path(
                "<int:pk>/workspace/",
                self.admin_site.admin_view(self.workspace_view),
                name="partnerships_story_workspace",
            ),
            *super().get_urls(),
        ]

    def workspace_view(self, request, pk, refusal="", typed=None):
        story = self._story(request, pk)
        board = Board(self._latest(story), request.user, request.GET)
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
                forms.setdefault(
                    "signature", SignatureForm(initial={"verdict": judged.verdict.uid})
                )
        else:
            judged = None
        context = {
            **self.admin_site.each_context(request),
            "title": board.revision.headline,
            "opts": self.opts,
            "story": story,
            "revision": board.revision,
            "board": board,
            "gate": board.gate,
            "claim_status": judged,
            "refusal": refusal,
            "may_bind": may("partnerships.bind_story"),
            "may_waive": may("partnerships.waive_story"),
            **forms,
        }
        return TemplateResponse(
            request,
            "admin/stories/workspace.html",
            context,
            status=409 if refusal else 200,
        )

    # What is done there. Each comes back to the place; a refusal comes back with what was typed.

    def bind_view(self, request, pk):
        def act(story, typed):
            claims = Claim.objects.visible_to(request.user)
            claim = get_object_or_404(claims, pk=as_number(typed.get("claim")))
            basis = typed.get("basis", BindingBasis.STATEMENT)
            if basis not in BindingBasis.values:
                raise ValidationError("Choose what the words lean on.")
            context = Passage.objects.filter(story=story, uid=as_uid(typed.get("context"))).first()
            start, end = self._words(typed)
            revision = self._seen(story, typed)
            passages.bind(
                revision, start, end, claim, by=request.user, basis=basis, context=context
            )
            return f"Bound to {claim.reference}."

        return self._do(request, pk, act)

    def unbind_view(self, request, pk):
        def act(story, typed):
            binding = get_object_or_404(
                Binding.objects.open(), passage__story=story, uid=as_uid(typed.get("binding"))
            )
            passages.unbind(binding, by=request.user)
            return f"No longer bound to {binding.claim.reference}."

        return self._do(request, pk, act)

    def waive_view(self, request, pk):
        def act(story, typed):
            start, end = self._words(typed)
            if not typed.get("reason", "").strip():
                raise ValidationError("Say why these words need no claim.")
            passages.waive(
                self._seen(story, typed),
                start,
                end,
                typed.get("reason", ""),
                by=request.user,
                excuses=[code for code in typed.getlist("excuses") if code],
            )
            return "Waived, in your name."

        return self._do(request, pk, act)

    def unwaive_view(self, request, pk):
        def act(story, typed):
            waiver = get_object_or_404(
                Waiver.objects.open(), passage__story=story, uid=as_uid(typed.get("waiver"))
            )
            passages.unwaive(waiver, by=request.user)
            return "The waiver is taken back."

        return self._do(request, pk, act)

    def move_view(self, request, pk):
        def act(story, typed):
            passage = get_object_or_404(
                Passage.objects.live(), story=story, uid=as_uid(typed.get("passage"))
            )
            start, end = self._words(typed)
            passages.move(passage, self._seen(story, typed), start, end, by=request.user)
            return "Moved: its claims and waivers stand on these words now."

        return self._do(request, pk, act)

    def propose_view(self, request, pk):
        def act(story, typed):
            form = ProposalForm(typed)
            claim = get_object_or_404(
                Claim.objects.visible_to(request.user), pk=as_number(typed.get("claim"))
            )
            if not form.is_valid():
                raise ValidationError([*_sentences(form)])
            verdicts.propose(claim, by=request.user, **form.cleaned_data)
            return f"Proposed for {claim.reference}. It waits for a second signature."

        return self._do(request, pk, act, "proposal", ProposalForm)

    def sign_view(self, request, pk):
        def act(story, typed):
            form = SignatureForm(typed)
            if not form.is_valid():
                raise ValidationError([*_sentences(form)])
            waiting = Verdict.objects.visible_to(request.user)
            verdict = get_object_or_404(waiting, uid=form.cleaned_data["verdict"])
            verdicts.countersign(verdict, by=request.user, glass=form.cleaned_data["glass"])
            return "Signed. The verdict stands."

        return self._do(request, pk, act, "signature", SignatureForm)

    def _do(self, request, pk, act, name=None, form_class=None):
        story = self._story(request, pk)
        back = request.GET.urlencode()
        page = reverse("admin:partnerships_story_workspace", args=[story.pk])
        if request.method == "POST":
            try:
                self.message_user(request, act(story, request.POST), messages.SUCCESS)
            except (Refusal, ValidationError) as refused:
                typed = {name: form_class(request.POST)} if form_class else {}
                typed["typed"] = request.POST
                return self.workspace_view(
                    request, pk, refusal=refused_because(refused), typed=typed
                )
        return HttpResponseRedirect(f"{page}?{back}" if back else page)

    def _story(self, request, pk):
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_or_change_permission(request, story):
            raise PermissionDenied
        return story

    def _latest(self, story):
        return story.revisions.select_related("story__collection").order_by("-number")[0]

    def _seen(self, story, typed):
        """The revision that the form was of."""
        number = typed.get("revision", "")
        return get_object_or_404(story.revisions, number=as_number(number))

    def _words(self, typed):
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
