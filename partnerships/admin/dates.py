"""Dates on the forms: what one types, and beside it what that means in days."""

from datetime import date

from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.html import format_html

from ..edtf import NotADate
from ..rules import dates


class DateInDays(AdminTextInputWidget):
    """A box for an uncertain date, with its meaning in days under it."""

    def __init__(self, attrs=None):
        super().__init__(
            {"class": "vTextField edtf", "size": 24, "autocomplete": "off", "spellcheck": "false"}
            | {"data-meaning": reverse_lazy("admin:partnerships_dates")}
            | (attrs or {})
        )

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        box_id = (attrs or {}).get("id", "")
        return format_html(
            '<span class="edtf-box">{}<output class="in-days" for="{}">{}</output></span>',
            box,
            box_id,
            meaning(value) if value else "",
        )


def meaning(text):
    """What a date means in days, or why it is none."""
    try:
        return dates.in_days(text.strip())
    except NotADate as reason:
        return str(reason)


def explain(request):
    """What is typed into date fields means: `date` in days, and `words` from the day `anchor`."""
    answer = {"days": meaning(request.GET.get("date", ""))} if request.GET.get("date") else {}
    try:
        anchor = date.fromisoformat(request.GET.get("anchor", ""))
    except ValueError:
        anchor = None
    if anchor and (found := dates.resolve(request.GET.get("words", ""), anchor)):
        answer |= {"date": found, "means": dates.worded(found)}
    return JsonResponse(answer)
