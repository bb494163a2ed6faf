"""Verdicts as people read them: their stamps, and whose signatures stand."""

from django import template
from django.utils.html import format_html

from ..rules import people
from ..rules.claims import badges, drift
from ..vocabulary import Level, State

register = template.Library()


@register.filter
def stamped(record):
    """The stamp of a verdict, or of a claim that was asked for `with_verdict`."""
    return badges.verdict_badge(record)


@register.filter
def readers_stamp(claim):
    """What readers see of a claim: the finding that stands, or that nobody has checked it yet."""
    return badges.stamp(claim.finding or State.UNCHECKED)


@register.filter
def finding_stamp(record):
    """The stamp of what a verdict or an assessment found, wherever it stands."""
    return badges.stamp(record.finding if hasattr(record, "finding") else record)


@register.filter
def differing(sighting):
    """What is quoted beside what stands there now: gone words struck out, new ones underlined."""
    return badges.pieces(drift.drifted_words(sighting))


@register.filter
def named(user):
    """Somebody of the desk by name, marked when their account is closed. For the desk alone."""
    return badges.by(people.display_name(user), user)


@register.filter
def signed(user):
    """A signature as readers see it: never a login name."""
    return badges.by(people.public_signature(user), user)


@register.filter
def weight(objection):
    """How an objection weighs, as a mark and a word."""
    blocks = objection.level == Level.BLOCKING
    return format_html(
        '<span class="{}"><span aria-hidden="true">{}</span> {}</span>',
        *(("blocks", "■", "Blocks") if blocks else ("warns", "△", "Warns")),
    )
