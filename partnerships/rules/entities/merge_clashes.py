"""What stands against making one record of two: it is refused in sentences, never guessed."""

from django.db.models import Model, Q
from django.utils.text import capfirst

from ...models import Claim, Deal, Event, Identifier, Partnership, Party, Role, Stake
from ...text import dates, edtf
from ...vocabulary import Holding, PartyKind, Scheme

NAMED = 3  # of what stands against it, by name; of the rest the number is told
ALONE = [Scheme.LEI, Scheme.CIK, Scheme.WIKIDATA]  # registers in which one party has one number

# Where both may be named, and by which ways.
NAMING_BOTH: list[tuple[type[Model], list[str], str]] = [
    (
        Deal,
        ["parties__party", "amounts__party", "amounts__payer", "amounts__payee"],
        "name both: take one of them out of it first.",
    ),
    (Partnership, ["parties__party"], "name both: take one of them out of it first."),
    (Event, ["parties__party"], "name both: take one of them out of it first."),
    (Claim, ["about_parties__party"], "are about both: say which one is meant first."),
]


def merge_clashes(merged: Party, into: Party) -> list[str]:
    """What stands against making one record of the two, each in a sentence."""
    return list(_clashes(merged, into))


def _clashes(merged, into):
    if merged.pk == into.pk:
        yield "This is one record: choose another."
        return
    if merged.kind != into.kind:
        yield "A company and a person are never the same."
        return
    for party in (merged, into):
        if party.merged_into_id:
            yield (
                f"{party} is merged already: choose the record that stands in its stead, "
                f"{party.merged_into}."
            )
    if bool(merged.released_at) != bool(into.released_at):
        known, other = (into, merged) if into.released_at else (merged, into)
        yield (
            f"Readers know of {known} ({known.slug}) and not of {other} ({other.slug}), whose "
            "names they would learn: release both first, or neither."
        )
    yield from _two_numbers(merged, into)
    yield from _two_lives(merged, into)
    for one, other in ((merged, into), (into, merged)):
        if one.parent_id == other.pk:
            yield f"{other} ({other.slug}) controls {one} ({one.slug}): take that away first."
    for model, keys, said in NAMING_BOTH:
        rows = model._default_manager.all()
        for party in (merged, into):
            rows = rows.filter(_leads(model, keys, party))
        yield from _told(model, rows, said)
    between = Stake.objects.filter(holder__in=[merged, into], company__in=[merged, into])
    yield from _told(Stake, between, "are of one in the other: take them away first.")
    yield from _told(
        Stake,
        Stake.objects.filter(pk__in=_stakes_twice(merged, into)),
        "are recorded of the other too: take one of the two away first.",
    )
    yield from _told(
        Role,
        Role.objects.filter(pk__in=_roles_twice(merged, into)),
        "overlap with one of the other: take one of the two away first.",
    )


def _leads(model, keys, party):
    """The rows that lead to the party by one of the keys, each of which is asked by its index."""
    found = (model._default_manager.filter(**{key: party}).order_by().values("pk") for key in keys)
    condition = Q()
    for rows in found:
        condition |= Q(pk__in=rows)
    return condition


def _told(model, rows, said):
    """A sentence that names the rows which stand against it."""
    named = [f"“{row}”" for row in rows.order_by("pk")[:NAMED]]
    if (more := rows.count() - len(named)) > 0:
        named.append(f"{more} more")
    if named:
        nouns = capfirst(str(model._meta.verbose_name_plural))
        yield f"{nouns} {said} They are: {', '.join(named)}."


def _two_numbers(merged, into):
    live = Identifier.objects.filter(deprecated_on=None, scheme__in=ALONE)
    own = {number.scheme: number for number in live.filter(party=into)}
    for number in live.filter(party=merged).order_by("scheme", "pk"):
        other = own.get(number.scheme)
        if other is not None and other.value != number.value:
            yield (
                f"Each has a number of its own ({number.get_scheme_display()} {number.value} and "
                f"{other.value}): they are two, or one of the numbers is wrong. Deprecate that "
                "first."
            )


def _two_lives(merged, into):
    words = ("born", "died") if merged.kind == PartyKind.PERSON else ("founded", "dissolved")
    for name, word in zip(("founded", "dissolved"), words, strict=True):
        one, other = getattr(merged, name), getattr(into, name)
        if one and other and not _may_be_one_day(one, other):
            yield (
                f"One was {word} {dates.format_date(one)}, the other {dates.format_date(other)}: "
                "they are two, or one of the dates is wrong. Correct that first."
            )


def _may_be_one_day(one, other):
    first, second = edtf.parse(one).possible, edtf.parse(other).possible
    return not (
        (first.upper and second.lower and first.upper < second.lower)
        or (second.upper and first.lower and second.upper < first.lower)
    )


def _stakes_twice(merged, into):
    held = Stake.objects.filter(holding=Holding.HELD)
    for key, other in (("holder_id", "company_id"), ("company_id", "holder_id")):
        own = list(held.filter(**{key: into.pk}))
        for stake in held.filter(**{key: merged.pk}):
            for kept in own:
                same = getattr(stake, other) == getattr(kept, other)
                if same and stake.interest == kept.interest and _may_overlap(stake, kept):
                    yield stake.pk


def _roles_twice(merged, into):
    key, other = ("person_id", "company_id")
    if merged.kind == PartyKind.COMPANY:
        key, other = other, key
    own = list(Role.objects.filter(**{key: into.pk}))
    for role in Role.objects.filter(**{key: merged.pk}):
        for kept in own:
            is_post = bool(role.post) and role.post == kept.post
            if getattr(role, other) == getattr(kept, other):
                clash = is_post or role.title.lower() == kept.title.lower()
            else:
                clash = is_post and role.exclusive and kept.exclusive
            if clash and _may_overlap(role, kept):
                yield role.pk


def _may_overlap(one, other):
    """Whether there may be a day in both; nobody knows it where nothing is known of one."""
    first, second = one.possible, other.possible
    if first is None or second is None:
        return True
    if first.isempty or second.isempty:
        return False
    return not _ends_before(first, second) and not _ends_before(second, first)


def _ends_before(one, other):
    return one.upper is not None and other.lower is not None and one.upper <= other.lower
