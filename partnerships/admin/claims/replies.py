"""The right of reply, on the page of the claim."""

from ...actions.claims import replies
from ...models import Party, Reply
from ..base import DeskStacked, visible
from ..forms import DeskFormSet


class ReplyFormSet(DeskFormSet):
    """The questions put to whom the claim speaks against. Who asked is whoever records it."""

    request = None

    def save_new(self, form, commit=True):
        asked = form.save(commit=False)
        return replies.ask_for_reply(
            self.instance,
            asked.party,
            asked.channel,
            by=self.request.user,
            asked_at=asked.asked_at,
            answer=asked.answer,
            answered_at=asked.answered_at,
        )

    def save_existing(self, form, obj, commit=True):
        reply = super().save_existing(form, obj, commit)
        if {"answer", "answered_at"} & set(form.changed_data) and reply.answered_at:
            replies.record_reply(
                reply, reply.answer, by=self.request.user, answered_at=reply.answered_at
            )
        return reply


class ReplyInline(DeskStacked):
    """Whom one asked, when and by which way, and what they said."""

    model = Reply
    formset = ReplyFormSet
    fields = [("party", "channel", "asked_at"), ("answer", "answered_at")]
    autocomplete_fields = ["party"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.request = request  # Django makes a class of its own for each request
        return formset

    def get_queryset(self, request):
        asked = visible(Party.objects.all(), request.user)
        rows = super().get_queryset(request).filter(party__in=asked)
        return rows.select_related("party", "claim")
