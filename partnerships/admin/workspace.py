"""The workspace: a manuscript with every checkable word marked, what it leans on, and the sources.

Reads without script; script turns its links and forms into keys and swaps the parts that change.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Value
from django.db.models.functions import Greatest, Substr
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from ..actions import passages, verdicts
from ..errors import Refusal
from ..models import Binding, Citation, Claim, Passage, Verdict, Waiver
from ..rules import judgement
from ..rules.markings import paragraphs
from ..rules.publishing import Gate
from ..rules.suggestions import Suggester
from ..vocabulary import Leaning
from .base import DeskAdmin
from .findings import ProposalForm, SignatureForm

AROUND = 700  # characters of a copy shown before and after a quotation
VERBS = ("bind", "unbind", "waive", "unwaive", "move", "propose", "sign")


@dataclass(frozen=True)
class Place:
    """The words that somebody has chosen in the manuscript, and the sentence they stand in."""

    start: int
    end: int
    words: str
    sentence: tuple

    @property
    def at(self):
        return f"{self.start}-{self.end}"

    @property
    def whole(self):
        return f"{self.sentence[0]}-{self.sentence[1]}"

    @property
    def is_whole(self):
        return (self.start, self.end) == tuple(self.sentence)


class Board:
    """What the workspace shows of a revision to one user, at the place that they look at."""

    def __init__(self, revision, user, asked):
        self.revision, self.user, self.asked = revision, user, asked
        self.gate = Gate(revision, user)

    @cached_property
    def place(self):
        start, end = _span(self.asked.get("at", ""))
        if start is None or end > len(self.revision.text) or start >= end:
            return None
        sentence = self.gate.sentence_at(start)
        return Place(start, end, self.revision.text[start:end], sentence)

    @property
    def paragraphs(self):
        placed = [span for span in self.gate.manuscript.spans if span.is_placed]
        return paragraphs(self.revision.text, self.gate.marks, placed)

    @cached_property
    def here(self):
        """The objections at the place."""
        return [one for one in self.gate.objections if self._touches(one.start, one.end)]

    @cached_property
    def excused_here(self):
        return [
            (one, waiver)
            for one, waiver in self.gate.excused.items()
            if self._touches(one.start, one.end)
        ]

    @cached_property
    def spans(self):
        """The passages that the place lies in or touches, each with its claims."""
        placed = [span for span in self.gate.manuscript.spans if span.is_placed]
        found = [span for span in placed if self._touches(span.start, span.end)]
        for span in found:
            span.leanings = [
                (binding, self.gate.manuscript.grounds[binding.claim_id])
                for binding in span.bindings
            ]
        return found

    @property
    def orphans(self):
        return [span for span in self.gate.manuscript.spans if not span.is_placed]

    @cached_property
    def suggestions(self):
        """Claims like the place's sentence that it does not lean on yet; searched for, if asked."""
        if self.place is None:
            return []
        words = self.asked.get("q", "").strip() or self.revision.text[slice(*self.place.sentence)]
        bound = {binding.claim_id for span in self.spans for binding in span.bindings}
        like = Suggester(self.revision.story.collection_id, self.user).like(words, most=12)
        return [one for one in like if one.claim.pk not in bound][:6]

    @cached_property
    def claim(self):
        """The claim whose sources stand beside the text: the one asked for, else the first."""
        asked = self.asked.get("claim", "")
        claims = Claim.objects.visible_to(self.user).with_verdict().select_related("collection")
        if asked.isdecimal() and len(asked) < 19:
            return claims.filter(pk=asked).first()
        for span in self.spans:
            for binding in span.bindings:
                return claims.get(pk=binding.claim_id)
        return self.suggestions[0].claim if self.suggestions else None

    @cached_property
    def citations(self):
        """What the claim rests on, each with the words around it in our copy, where one is kept."""
        if self.claim is None:
            return []
        begin = Greatest(F("position") - AROUND, Value(0))
        rows = (
            Citation.objects.visible_to(self.user)
            .filter(claim=self.claim)
            .select_related("source", "snapshot")
            .defer("snapshot__text")
            .annotate(
                begin=begin,
                around=Substr("snapshot__text", begin + 1, F("extent") + 2 * AROUND),
            )
            .order_by("reference", "pk")
        )
        found = list(rows)
        for citation in found:
            if citation.position is not None:
                start = citation.position - citation.begin
                end = start + citation.extent
                text = citation.around
                citation.lit = (text[:start], text[start:end], text[end:][:AROUND])
        return found

    @property
    def back(self):
        """The place, as the addresses of the forms carry it."""
        kept = {name: self.asked[name] for name in ("at", "claim") if name in self.asked}
        return urlencode(kept)

    @property
    def codes_here(self):
        return sorted({one.code for one in self.here})

    @property
    def judged(self):
        return judgement.of(self.claim, self.user) if self.claim else None

    @cached_property
    def left(self):
        """The objections that are listed, narrowed to what was asked for."""
        found = self.gate.objections
        if level := self.asked.get("level"):
            found = [one for one in found if one.weight == level]
        if code := self.asked.get("code"):
            found = [one for one in found if one.code == code]
        if section := self.asked.get("section"):
            found = [one for one in found if self.gate.section_at(one.start) == section]
        if checker := self.asked.get("checker"):
            found = [one for one in found if checker in self._checkers(one)]
        return found

    @property
    def codes(self):
        return sorted({one.code for one in self.gate.objections})

    @property
    def sections(self):
        return self.gate.sections

    @property
    def checkers(self):
        return sorted({who for one in self.gate.objections for who in self._checkers(one)})

    def _checkers(self, objection):
        """By login name, who bound the words or proposed the verdict that the objection is to."""
        if objection.passage is None:
            return set()
        names = {objection.passage.made_by.get_username()}
        verdict = objection.claim and objection.claim.current
        return names | ({verdict.proposed_by.get_username()} if verdict else set())

    def _touches(self, start, end):
        place = self.place
        return place and start is not None and start < place.end and place.start < end


def _span(text):
    start, _, end = text.partition("-")
    if start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9:
        return int(start), int(end)
    return None, None


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
            "judgement": judged,
            "refusal": refusal,
            "leanings": Leaning,
            "may_bind": may("partnerships.bind_story"),
            "may_waive": may("partnerships.waive_story"),
            **forms,
        }
        return TemplateResponse(
            request,
            "admin/partnerships/story/workspace.html",
            context,
            status=409 if refusal else 200,
        )

    # What is done there. Each comes back to the place; a refusal comes back with what was typed.

    def bind_view(self, request, pk):
        def act(story, typed):
            claims = Claim.objects.visible_to(request.user)
            claim = get_object_or_404(claims, pk=as_number(typed.get("claim")))
            leaning = typed.get("leaning", Leaning.STATEMENT)
            if leaning not in Leaning.values:
                raise ValidationError("Choose what the words lean on.")
            context = Passage.objects.filter(story=story, uid=as_uid(typed.get("context"))).first()
            start, end = self._words(typed)
            revision = self._seen(story, typed)
            passages.bind(
                revision, start, end, claim, by=request.user, leaning=leaning, context=context
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
                return self.workspace_view(request, pk, refusal=told(refused), typed=typed)
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
        start, end = _span(typed.get("words", ""))
        if start is None:
            raise ValidationError("Choose the words first.")
        return start, end


def told(refused):
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
