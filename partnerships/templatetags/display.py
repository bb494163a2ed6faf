"""Dates, money and marks as people read them, for the templates of every door."""

from email.utils import parseaddr
from urllib.parse import quote

from babel import Locale
from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from ..formats.tables import TABLE_FORMATS
from ..models import Claim, Company, Deal, Dump, Person
from ..rules.sources.copies import copy_remarks
from ..rules.stories.objections import kind_named
from ..rules.stories.record_pages import COUNTED
from ..text import dates
from ..text import money as sums
from ..text.date_words import day_in_words
from ..text.edtf import NotADate
from ..vocabulary import DealKind, Qualifier, Stance, Step, by_door

register = template.Library()
register.filter("remarks", copy_remarks)
register.filter(kind_named)
register.filter("door", by_door)

ONE_OF_NOUN = {"companies": "Company", "people": "Person", "deals": "Deal", "claims": "Claim"}
ONE_OF_NOUN |= {"sources": "Source", "stories": "Story"}
MARKS = {Stance.SUPPORTS: "✓", Stance.QUALIFIES: "~", Stance.REFUTES: "✗", Stance.CONTEXT: "·"}


@register.simple_tag(takes_context=True)
def is_dump_given(context):
    """Whether there is a file of all tables: none before the first night, where none is published,
    and on a page of the past. One query."""
    if hasattr(context.get("request"), "known_at"):
        return False
    latest = Dump.objects.first() if settings.DUMP_DAYS else None
    return latest is not None and default_storage.exists(latest.file_name)


@register.simple_tag(takes_context=True)
def report_address(context):
    """Where a reader writes who found an error: a mail that names the page, when it is one."""
    request = context.get("request")
    about = f"An error on {request.build_absolute_uri(request.path)}" if request else "An error"
    _, address = parseaddr(settings.ERRORS_TO)
    return f"mailto:{address}?subject={quote(about)}"


@register.simple_tag
def table_formats():
    """The formats in which a list can be taken along: the word of each, and how people call it."""
    return [(word, how.name) for word, how in TABLE_FORMATS.items()]


@register.filter
def get(mapping, key):
    """What stands in a dictionary or an object under that name."""
    return mapping[key] if isinstance(mapping, dict) else getattr(mapping, key)


@register.filter
def in_all(count):
    """How many there are: more than somebody counts are told as such."""
    return f"over {COUNTED:,}" if count > COUNTED else f"{count:,}"


@register.filter
def worded(text, words=""):
    """An EDTF date as people write it; on hover the EDTF, and the `words` of the source."""
    return _date(text, words, between=False)


@register.filter
def between(text, words=""):
    """The same, where an interval says between which days one day lies."""
    return _date(text, words, between=True)


@register.filter
def period(record):
    """From when to when something held; where no end is known, how far somebody showed it."""
    said = _date(record.edtf, record.date_words, between=False)
    if said and not record.end and record.confirmed_on:
        return format_html("{}, last confirmed {}", said, day_in_words(record.confirmed_on))
    return said


def _date(text, words, *, between):
    try:
        said = dates.format_date(text or "", between=between)
    except NotADate:
        return text  # somebody is still typing it
    if not said:
        return ""
    hover = f"{text}; in the source: {words}" if words else text
    return format_html('<span class="date" title="{}">{}</span>', hover, said)


@register.filter
def as_then(party):
    """A party under the name it bore on the day that the page is about, and today's beside it."""
    then = getattr(party, "name_then", "")
    return format_html('{} <span class="note">(now {})</span>', then, party) if then else party


@register.filter
def money(record):
    """A sum as people write it, with who says so: up to $11.9 billion (announced)."""
    basis = record.get_basis_display()
    return format_html(
        '<span class="money">{}</span>',
        sums.format_amount(record.qualifier, record.low, record.high, record.currency, basis=basis),
    )


@register.filter
def percentage(stake):
    """How much of it: about 49 %; blank where nobody says."""
    qualifier = stake.qualifier or Qualifier.EXACT
    return sums.counted(qualifier, stake.percent_min, stake.percent_max, "%")


@register.filter
def country(code):
    """The name of a country of ISO 3166."""
    return Locale("en").territories.get(code, code)


@register.filter
def kinds(deal):
    """What kinds of deal it is, in a few words."""
    return ", ".join(DealKind(kind).label.lower() for kind in deal.kinds)


@register.filter
def step(word):
    """A rung of a deal's ladder, in the editors' word."""
    return Step(word).label if word else ""


@register.filter
def mark(stance):
    """The mark of a stance; its word always stands beside it."""
    return MARKS.get(stance, "")


@register.filter
def in_our_words(citation):
    """What stands there in our words, unless they only repeat the quotation."""
    repeats = citation.quote and citation.says.strip(" '\"‘’“”") == citation.quote
    return "" if repeats else citation.says


@register.filter
def of_field(marks, name):
    """The marks that back this one field."""
    return [mark for mark in marks if mark.field == name]


@register.filter
def to_the_letter(text):
    """A text of which the browser keeps every character, so that places in it can be counted:
    it would make one line end of two."""
    return mark_safe(escape(text).replace("\r", "&#13;"))


@register.filter
def noun(record):
    """What kind of record it is."""
    return record._meta.verbose_name


@register.simple_tag
def found_address(row):
    """The page that readers have of what a search found; of a source where it is in the world."""
    record = row.record
    if row.noun == "stories":
        return reverse("published", args=[record.story.slug])
    return record.url if row.noun == "sources" else address({}, record)


@register.simple_tag
def desk_address(row):
    """The page that the desk has of what a search found; of what is out, the one readers have."""
    return found_address(row) if row.noun == "stories" else address({"desk": True}, row.record)


@register.filter
def one_of_noun(noun):
    """What one row is called that a search found."""
    return ONE_OF_NOUN[noun]


@register.simple_tag(takes_context=True)
def address(context, record):
    """The page of a record: at the desk on its pages, else the one that readers see."""
    meta = record._meta
    if context.get("desk"):
        try:
            return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
        except NoReverseMatch:
            return ""
    match record:
        case Claim():
            return reverse("claim", args=[record.collection.slug, record.reference])
        case Deal():
            return reverse("deal", args=[record.slug])
        case Company():
            return reverse("company", args=[record.slug])
        case Person():
            return reverse("person", args=[record.slug])
    if meta.model_name == "party":
        return reverse(record.kind, args=[record.slug])
    return ""
