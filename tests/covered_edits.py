"""One table of edits and what each does to a signed verdict, for every door to be held to.

A door is anything with `change(record, **fields)`, `add(model, **fields)` and `remove(record)`.
"""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pghistory
from django.db import connection

from partnerships.models import Citation, Search, Verdict
from partnerships.rules.claims import authorship
from partnerships.vocabulary import ClaimKind, Lapse, Qualifier, Stance, State
from tests import factories as make

TEXT = "In April, Microsoft invested $13 billion in OpenAI, people said."
WORDS = "Microsoft invested $13 billion"


class Save:
    """Each row is read, changed and saved."""

    def change(self, record, **fields):
        row = type(record).objects.get(pk=record.pk)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    def add(self, model, **fields):
        return model.objects.create(**fields)

    def remove(self, record):
        type(record).objects.get(pk=record.pk).delete()


class Bulk:
    """`QuerySet.update()`, `bulk_create()` and `QuerySet.delete()`."""

    def change(self, record, **fields):
        type(record).objects.filter(pk=record.pk).update(**fields)

    def add(self, model, **fields):
        return model.objects.bulk_create([model(**fields)])[0]

    def remove(self, record):
        type(record).objects.filter(pk=record.pk).delete()


class Sql:
    """Plain SQL."""

    def change(self, record, **fields):
        columns = {record._meta.get_field(name).column: value for name, value in fields.items()}
        self._run(
            f"UPDATE {record._meta.db_table} SET {', '.join(f'{name} = %s' for name in columns)}"
            " WHERE id = %s",
            [*(getattr(value, "pk", value) for value in columns.values()), record.pk],
        )

    def add(self, model, **fields):
        made = model(**fields)
        columns = {
            field.column: field.get_db_prep_save(getattr(made, field.attname), connection)
            for field in model._meta.concrete_fields
            if not field.primary_key and not field.generated
        }
        self._run(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
            f" VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )
        return model.objects.get(uid=made.uid)

    def remove(self, record):
        self._run(f"DELETE FROM {record._meta.db_table} WHERE id = %s", [record.pk])

    def _run(self, sentence, values):
        with connection.cursor() as cursor:
            cursor.execute(sentence, values)


def case(author=None):
    """A claim with every covered field filled in, and what it rests on, all by one author."""
    author = author or make.member("Reporter")
    with pghistory.context(user=author.pk):
        wire, report, work = make.source(), make.source(), make.source()
        source = make.source(derives_from=report)
        claim = make.claim(
            "Microsoft invested $13 billion in April.",
            kind=ClaimKind.FIGURE,
            attributed_to="The article",
            appears_in=work,
            date_words="in April",
            date_as_worded="2024-04",
            date="2024-03-19",
            as_of=date(2024, 10, 23),
            value_qualifier=Qualifier.ABOUT,
            value_low=13_000_000_000,
            value_high=13_000_000_000,
            value_unit="USD",
        )
        copy, later = make.snapshot(source, TEXT), make.snapshot(source, f"{TEXT} Updated.")
        return SimpleNamespace(
            claim=claim,
            other=make.claim(),
            wire=wire,
            work=work,
            report=report,
            source=source,
            copy=copy,
            later=later,
            citation=make.citation(
                claim,
                source,
                quote=WORDS,
                translation="The same in English",
                locator="First paragraph",
                snapshot=copy,
            ),
            second=make.citation(claim),
            stray=make.citation(),
            search=Search.objects.create(
                claim=claim,
                place="OpenAI's announcements",
                sought="A round of that size",
                searched_on="2024-10-20",
            ),
        )


def signed_case():
    """A case with a verdict that stands."""
    made = case()
    made.signed = make.signed(made.claim)
    return made


SHOWN = ("claim", "citation", "second", "source", "report")  # those that every door shows whole
RENAMED = "the name of the work it appears in"
# Gone with their authors; and whoever records a work has not written what claims say of it.
AUTHORLESS = {"a citation less", "a citation moved away", "a search less", RENAMED}


@dataclass(frozen=True)
class Edit:
    """Something done to a case, and what of it a verdict on its claim tells."""

    name: str
    perform: callable  # of a door and a case
    lapse: tuple = ()  # none: the verdict stands
    is_undone: bool = False

    def __str__(self):
        return self.name


def of(record, name, codes, /, **fields):
    return Edit(name, lambda door, case: door.change(getattr(case, record), **fields), codes)


def _adds_a_citation(door, case):
    door.add(
        Citation,
        claim=case.claim,
        source=case.wire,
        stance=Stance.REFUTES,
        says="It was 10 billion.",
        collection=case.claim.collection,
    )


def _adds_a_search(door, case):
    door.add(
        Search,
        claim=case.claim,
        place="Filings",
        sought="The same",
        searched_on="2024-10-21",
    )


def _changes_and_undoes(door, case):
    door.change(case.claim, statement="Microsoft invested $14 billion in April.")
    door.change(case.claim, statement=case.claim.statement)


def _removes_and_records_again(door, case):
    door.remove(case.second)
    case.second.pk = None
    fields = {
        field.name: getattr(case.second, field.name)
        for field in Citation._meta.concrete_fields
        if not field.primary_key
    }
    door.add(Citation, **fields)


def _changes_two_things(door, case):
    door.change(case.claim, statement="Microsoft invested $14 billion in May.", date="2024-05")
    door.change(case.citation, stance=Stance.QUALIFIES)


EDITS = [
    of("claim", "the statement", (Lapse.STATEMENT,), statement="Microsoft invested $14 billion."),
    of("claim", "a space in it", (Lapse.STATEMENT,), statement="Microsoft  invested $13 billion."),
    of("claim", "its kind", (Lapse.KIND,), kind=ClaimKind.FACT),
    of("claim", "whose it is", (Lapse.ATTRIBUTION,), attributed_to="A caption"),
    Edit(
        "where it appears",
        lambda door, case: door.change(case.claim, appears_in=case.report),
        (Lapse.APPEARANCE,),
    ),
    of("work", RENAMED, (Lapse.APPEARANCE,), slug="renamed-work"),
    of("claim", "its date as worded", (Lapse.DATE,), date_words="in spring"),
    of("claim", "what those words give", (Lapse.DATE,), date_as_worded="2024-21"),
    of("claim", "its date", (Lapse.DATE,), date="2024-03-20"),
    of("claim", "its date's being sure", (Lapse.DATE,), date="2024-03-19~"),
    of("claim", "its day", (Lapse.DATE,), as_of=date(2024, 10, 24)),
    of("claim", "how exact its figure is", (Lapse.VALUE,), value_qualifier=Qualifier.EXACT),
    of("claim", "its low figure", (Lapse.VALUE,), value_low=12_000_000_000),
    of("claim", "its high figure", (Lapse.VALUE,), value_high=14_000_000_000),
    of("claim", "its unit", (Lapse.VALUE,), value_unit="EUR"),
    of("claim", "whom it speaks against", (Lapse.ADVERSE,), is_adverse=True),
    Edit("a citation more", _adds_a_citation, (Lapse.CITATION_ADDED,)),
    Edit(
        "a citation less",
        lambda door, case: door.remove(case.second),
        (Lapse.CITATION_REMOVED,),
    ),
    of("citation", "a stance", (Lapse.CITATION_CHANGED,), stance=Stance.REFUTES),
    of("citation", "a quotation", (Lapse.CITATION_CHANGED,), quote="In April", position=None),
    of("citation", "a locator", (Lapse.CITATION_CHANGED,), locator="Second paragraph"),
    of("citation", "our words for it", (Lapse.CITATION_CHANGED,), says="That it was so."),
    of("citation", "a translation", (Lapse.CITATION_CHANGED,), translation="In other words"),
    of("citation", "an answer", (Lapse.CITATION_CHANGED,), answer="It is older than the deal."),
    Edit(
        "a kept copy",
        lambda door, case: door.change(case.citation, snapshot=case.later),
        (Lapse.SNAPSHOT_REPLACED,),
    ),
    Edit(
        "a citation moved away",
        lambda door, case: door.change(case.citation, claim=case.other),
        (Lapse.CITATION_REMOVED,),
    ),
    Edit(
        "a citation moved here",
        lambda door, case: door.change(case.stray, claim=case.claim),
        (Lapse.CITATION_ADDED,),
    ),
    Edit(
        "a citation's source",
        lambda door, case: door.change(case.second, source=case.wire),
        (Lapse.CITATION_CHANGED, Lapse.ORIGIN_CHANGED),
    ),
    Edit(
        "a source's origin",
        lambda door, case: door.change(case.source, derives_from=case.wire),
        (Lapse.ORIGIN_CHANGED,),
    ),
    of("source", "a copy found to be an original", (Lapse.ORIGIN_CHANGED,), derives_from=None),
    Edit(
        "the origin of an ancestor",
        lambda door, case: door.change(case.report, derives_from=case.wire),
        (Lapse.ORIGIN_CHANGED,),
    ),
    of("source", "a source's name", (Lapse.CITATION_CHANGED,), slug="renamed-source"),
    of("report", "an origin's name", (Lapse.ORIGIN_CHANGED,), slug="renamed-origin"),
    Edit("a search more", _adds_a_search, (Lapse.SEARCH_CHANGED,)),
    of("search", "a search's place", (Lapse.SEARCH_CHANGED,), place="Filings"),
    of("search", "what was sought", (Lapse.SEARCH_CHANGED,), sought="Any round"),
    of("search", "a search's day", (Lapse.SEARCH_CHANGED,), searched_on="2024-10-22"),
    Edit("a search less", lambda door, case: door.remove(case.search), (Lapse.SEARCH_CHANGED,)),
    Edit(
        "several things",
        _changes_two_things,
        (Lapse.CITATION_CHANGED, Lapse.DATE, Lapse.STATEMENT),
    ),
    Edit("a change undone", _changes_and_undoes, (Lapse.STATEMENT,), is_undone=True),
    Edit(
        "a citation recorded again",
        _removes_and_records_again,
        (Lapse.CITATION_REMOVED,),
        is_undone=True,
    ),
    Edit(
        "nothing at all",
        lambda door, case: door.change(case.claim, statement=case.claim.statement),
    ),
    Edit(
        "nothing of a citation",
        lambda door, case: door.change(case.citation, quote=WORDS, stance=Stance.SUPPORTS),
    ),
    Edit(
        "the same origin by hand",
        lambda door, case: door.change(case.source, derives_from=case.report),
    ),
    of("claim", "a note", (), note="Asked the desk in London."),
    of("claim", "its section", (), section="Second part"),
    of("claim", "its release", (), released_at=make.NOON),
    of("source", "a source's headline", (), title="Another headline"),
    of("source", "a source's summary", (), says="It says more."),
    of("second", "a citation's reference", (), reference="R99"),
    of("other", "another claim", (), statement="Something else."),
]

NAMED_BY_THE_DESK = Edit(
    "a citation recorded again",
    _removes_and_records_again,
    (Lapse.CITATION_ADDED, Lapse.CITATION_REMOVED),
)


def through(left_out):
    """The edits of the table for a door that gives every record its public id itself.

    `left_out` names the edits that the door has no way to make, each with the reason. What is
    recorded again through it is another record, so that nothing is undone.
    """
    names = {edit.name for edit in EDITS}
    assert left_out.keys() <= names, left_out.keys() - names
    table = [NAMED_BY_THE_DESK if edit.name == NAMED_BY_THE_DESK.name else edit for edit in EDITS]
    return [edit for edit in table if edit.name not in left_out]


def stands_as_the_table_says(edit, before, door, actor):
    """Make the edit of a signed case through the door as `actor`: its verdict, its fingerprint and
    whose the claim then is are as the table has them."""
    signed = before.signed

    edit.perform(door, before)

    after = Verdict.objects.get(pk=signed.pk)
    assert after.lapse == sorted(edit.lapse)
    assert after.state == (State.LAPSED if edit.lapse else State.STANDS)
    assert after.lapsed_by == (actor if edit.lapse else None)
    is_the_same = authorship.fingerprint(before.claim) == signed.fingerprint
    assert is_the_same == (not edit.lapse or edit.is_undone)
    wrote = authorship.claim_authorships(before.claim).filter(author=actor).exists()
    assert wrote == (bool(edit.lapse) and edit.name not in AUTHORLESS)


def stands_untouched(name, before, resend, actor):
    """Have `resend` send the record of that name of a signed case back as it is shown: nothing
    lapses."""
    signed = before.signed

    resend(getattr(before, name))

    signed.refresh_from_db()
    assert signed.state == State.STANDS
    assert signed.fingerprint == authorship.fingerprint(before.claim)
    assert not authorship.claim_authorships(before.claim).filter(author=actor).exists()
