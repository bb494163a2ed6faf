"""The forms in which a finding, a signature and a withdrawal are typed."""

from django import forms

from ...models import Assessment, Verdict
from ...vocabulary import CORRECTED, Finding
from ..forms import Day, Textarea

UNSEEN = "not seen"  # no fingerprint: whoever sends none has not looked


class JudgingForm(forms.Form):
    """A form beside the record's own on one page: its fields have ids of their own."""

    error_css_class = "errors"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", f"{type(self).kind}_%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FindingForm(JudgingForm):
    """A finding with its reasons, over what its author looked at."""

    kind = "finding"

    finding = forms.ChoiceField(choices=Finding.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        required=False,
        widget=Textarea({"rows": 4}),
        help_text=Verdict._meta.get_field("reasons").help_text
        + " Accurate and opinion may go without.",
    )
    correction = forms.CharField(
        required=False,
        widget=Textarea({"rows": 2}),
        help_text=Verdict._meta.get_field("correction").help_text,
    )
    seen = forms.CharField(required=False, empty_value=UNSEEN, widget=forms.HiddenInput)


class ProposalForm(FindingForm):
    """A verdict that is put forward."""

    as_of = forms.DateField(
        label="As of",
        required=False,
        widget=Day,
        help_text=Verdict._meta.get_field("as_of").help_text,
    )


class AssessmentForm(FindingForm):
    """One checker's finding in a blind check."""

    correction = forms.CharField(
        required=False,
        widget=Textarea({"rows": 2}),
        help_text=Assessment._meta.get_field("correction").help_text,
    )


class SignatureForm(JudgingForm):
    """A signature under the verdict that the page showed."""

    kind = "signature"

    verdict = forms.UUIDField(widget=forms.HiddenInput)
    glass = forms.CharField(
        label="Why you sign what you wrote part of",
        required=False,
        widget=Textarea({"rows": 2}),
        help_text="It stays on the verdict for ever.",
    )


class WithdrawalForm(JudgingForm):
    """A verdict that is taken back."""

    kind = "withdrawal"

    verdict = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why it is withdrawn",
        widget=Textarea({"rows": 2}),
        error_messages={"required": "Say why the verdict is withdrawn."},
    )


class ProposalOfMany(JudgingForm):
    """One finding for several claims. What is right instead is said claim by claim."""

    kind = "many"

    finding = forms.ChoiceField(
        choices=[choice for choice in Finding.choices if choice[0] not in CORRECTED],
        widget=forms.RadioSelect,
        help_text="Imprecise and wrong say what is right instead: propose these on the page of "
        "each claim.",
    )
    reasons = forms.CharField(
        required=False,
        widget=Textarea({"rows": 4}),
        help_text="They stand on the verdict of each claim. Accurate and opinion may go without.",
    )
