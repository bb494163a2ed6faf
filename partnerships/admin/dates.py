"""Dates on the forms: what one types, and beside it what that means in days."""

from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join

from ..rules.claims import quoted_dates
from ..text import calendar, dates
from ..text.edtf import NotADate


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
            explain_date(value) if value else "",
        )


def explain_date(text):
    """What a date means in days, or why it is none."""
    try:
        return dates.in_days(text.strip())
    except NotADate as reason:
        return str(reason)


def suggested(claim):
    """What the words of a claim's date mean from the day for which it is to be true, unless the
    claim says so already."""
    if not (claim.date_words and claim.as_of):
        return None
    found = calendar.meaning_of(claim.date_words, claim.as_of.isoformat())
    return found if found and found.edtf != claim.date_as_worded else None


def quoted_dates_explained(quote, published):
    """The dates in a quotation as its source's day explains them, and weekdays that are wrong.

    On the page of a claim, script makes each date one that a click takes for the claim.
    """
    lines = [(fault, "") for fault in quoted_dates.weekday_errors(quote, published)]
    lines += [(found.text, found.edtf) for found in quoted_dates.meanings(quote, published)]
    return format_html_join("", '<span class="quoted-date" data-takes="{1}">{0}</span>', lines)


def explain_dates(request, desk):
    """What is typed into date fields means: `date` in days, and `words` from the day `anchor`."""
    answer = {"days": explain_date(request.GET.get("date", ""))} if request.GET.get("date") else {}
    anchor = request.GET.get("anchor", "")
    if found := calendar.meaning_of(request.GET.get("words", ""), anchor):
        answer |= {"date": found.edtf, "means": found.text}
    return JsonResponse(answer)
