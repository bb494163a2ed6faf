"""What is put away leans on nothing that is there, and nothing that is there on it."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from partnerships.models import Binding, PutAway, Source
from partnerships.rules.putting_away import NOUNS
from partnerships.vocabulary import Measure
from tests import factories as make

pytestmark = pytest.mark.django_db
# What the laws write from other rows, or what remembers and leads nobody there.
NOT_ASKED = {
    "authorship",
    "claimlisting",
    "citationlisting",
    "claimsupport",
    "knownorigin",
    "entry",
}


@pytest.fixture
def put_away(change):
    """Puts a record away by SQL alone, released or not."""

    def act(record):
        change(record, "released_at = NULL, put_away_id = %s", reason().pk)
        return record

    return act


def reason():
    editor = make.editor()
    with pghistory.context(user=editor.pk):
        return PutAway.objects.create(by=editor, at=timezone.now(), why="A duplicate.")


def hidden(kind, *args, **fields):
    return getattr(make, kind)(*args, released_at=None, **fields)


def bound(claim):
    """Words of a story lean on the claim, by no act of the desk's."""
    passage, editor = make.passage(), make.editor()
    with pghistory.context(user=editor.pk):
        Binding.objects.create(
            passage=passage, claim=claim, bound_by=editor, bound_at=timezone.now()
        )


WAYS = {
    "a role of the company": ("company", lambda it: make.role(None, it, released_at=None)),
    "a role of the person": ("person", lambda it: make.role(it, None, released_at=None)),
    "a stake in the company": ("company", lambda it: make.stake(None, it, released_at=None)),
    "a stake of the company": ("company", lambda it: make.stake(it, None, released_at=None)),
    "a valuation of the company": ("company", lambda it: make.valuation(it, released_at=None)),
    "a subsidiary": ("company", lambda it: make.company(parent=it, released_at=None)),
    "a party that was merged into it": (
        "company",
        lambda it: make.company(merged_into=it, released_at=None),
    ),
    "a deal of the party": ("company", lambda it: make.deal(it, make.company())),
    "a sum that it pays": ("company", lambda it: make.amount(make.deal(), payer=it)),
    "a sum that it gets": ("company", lambda it: make.amount(make.deal(), payee=it)),
    "a share of its own": (
        "company",
        lambda it: make.amount(make.deal(), measure=Measure.PARTY_SHARE, party=it),
    ),
    "a partnership of the party": ("company", lambda it: make.partnership(it, released_at=None)),
    "an event of the party": ("company", lambda it: make.event(it, released_at=None)),
    "a claim about the party": ("company", lambda it: make.claim().parties.add(it)),
    "a deal of the partnership": ("partnership", lambda it: make.deal(partnership=it)),
    "a deal that amends it": ("deal", lambda it: make.deal(amends=it)),
    "a deal under it": ("deal", lambda it: make.deal(umbrella=it)),
    "a valuation that came with it": (
        "deal",
        lambda it: make.valuation(deal=it, released_at=None),
    ),
    "a claim about the deal": ("deal", lambda it: make.claim().deals.add(it)),
    "a claim about the event": ("event", lambda it: make.claim().events.add(it)),
    "a source that retells it": ("source", lambda it: make.source(derives_from=it)),
    "a claim that it makes": ("source", lambda it: make.claim(appears_in=it)),
    "a citation of it": ("source", lambda it: make.citation(make.claim(), it)),
    "a deal that the source backs": ("source", lambda it: make.fact(deal=make.deal(), source=it)),
    "a deal that the claim backs": ("claim", lambda it: make.fact(deal=make.deal(), claim=it)),
    "words of a story": ("claim", bound),
}
ONCE_IT_IS_AWAY = {
    **WAYS,
    "a part of it": ("company", lambda it: make.party_name(it)),
    "a citation under it": ("claim", lambda it: make.citation(it)),
    "a sum under it": ("deal", lambda it: make.amount(it)),
}


@pytest.mark.parametrize(("kind", "leaning"), WAYS.values(), ids=WAYS)
def test_a_record_is_put_away_while_nothing_that_is_there_names_it(
    kind, leaning, put_away, refused
):
    record = hidden(kind)
    leaning(record)

    with refused("what_is_put_away_is_named_nowhere"):
        put_away(record)


@pytest.mark.parametrize(("kind", "leaning"), ONCE_IT_IS_AWAY.values(), ids=ONCE_IT_IS_AWAY)
def test_nothing_new_names_what_is_put_away(kind, leaning, put_away, refused):
    record = put_away(hidden(kind))

    with refused("what_is_named_is_there"):
        leaning(record)


@pytest.mark.parametrize(
    ("kind", "make_part"),
    [
        ("claim", lambda it: make.citation(it)),
        ("claim", lambda it: it.parties.add(make.company())),
        ("company", lambda it: make.fact(party=it, source=make.source())),
        ("company", lambda it: make.identifier(it)),
        ("deal", lambda it: make.amount(it)),
        ("deal", lambda it: make.fact(deal=it, claim=make.claim())),
        ("source", lambda it: make.snapshot(it, "It rains.")),
    ],
)
def test_what_is_part_of_it_goes_and_comes_with_it(kind, make_part, put_away, change, settle):
    record = hidden(kind)
    make_part(record)

    put_away(record)
    settle()

    change(record, "put_away_id = NULL")
    settle()
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("kind", ["claim", "source", "deal", "company", "partnership", "event"])
def test_what_leaned_on_it_and_is_away_itself_does_not_keep_it(kind, put_away, settle):
    record = hidden(kind)
    if kind in ("claim", "source"):
        leaning = hidden("role")
        make.fact(role=leaning, **{kind: record})
    elif kind == "company":
        leaning = hidden("stake", record)
    else:
        ties = {"deal": "deals", "event": "events"}
        leaning = make.claim() if kind in ties else make.deal(partnership=record)
        if kind in ties:
            getattr(leaning, ties[kind]).add(record)

    put_away(leaning)
    put_away(record)
    settle()


BACK = {
    "a claim that cites it": ("source", lambda it: make.citation(source_=it).claim),
    "a claim that the source makes": ("source", lambda it: make.claim(appears_in=it)),
    "a claim about the party": ("company", lambda it: about(it, "parties")),
    "a claim about the deal": ("deal", lambda it: about(it, "deals")),
    "a claim about the event": ("event", lambda it: about(it, "events")),
    "a deal of the party": ("company", lambda it: make.deal(it, make.company())),
    "a deal that amends it": ("deal", lambda it: make.deal(amends=it)),
    "a deal of the partnership": ("partnership", lambda it: make.deal(partnership=it)),
    "a valuation that came with it": (
        "deal",
        lambda it: make.valuation(deal=it, released_at=None),
    ),
    "a partnership of the party": ("company", lambda it: make.partnership(it, released_at=None)),
    "an event of the party": ("company", lambda it: make.event(it, released_at=None)),
    "a source that retells it": ("source", lambda it: make.source(derives_from=it)),
    "a stake that the source backs": ("source", lambda it: backed(source=it)),
    "a stake that the claim backs": ("claim", lambda it: backed(claim=it)),
}


def about(record, ways):
    claim = make.claim()
    getattr(claim, ways).add(record)
    return claim


def backed(**by):
    stake = hidden("stake")
    make.fact(stake=stake, **by)
    return stake


@pytest.mark.parametrize(("kind", "make_leaning"), BACK.values(), ids=BACK)
def test_nothing_comes_back_to_what_is_put_away(kind, make_leaning, put_away, change, refused):
    record = hidden(kind)
    leaning = make_leaning(record)
    put_away(leaning)
    put_away(record)

    with refused("what_is_brought_back_names_what_is_there"):
        change(leaning, "put_away_id = NULL")


@pytest.mark.parametrize(
    ("law", "noun"),
    [
        ("claim_that_is_put_away_is_not_released", "claim"),
        ("deal_that_is_put_away_is_not_released", "deal"),
        ("event_that_is_put_away_is_not_released", "event"),
        ("partnership_that_is_put_away_is_not_released", "partnership"),
        ("party_that_is_put_away_is_not_released", "company"),
        ("role_that_is_put_away_is_not_released", "role"),
        ("source_that_is_put_away_is_not_released", "source"),
        ("stake_that_is_put_away_is_not_released", "stake"),
        ("valuation_that_is_put_away_is_not_released", "valuation"),
    ],
)
def test_readers_do_not_see_what_is_put_away(law, noun, change, refused):
    record = make.released_deal() if noun == "deal" else getattr(make, noun)(released_at=make.NOON)

    with refused(law):
        change(record, "put_away_id = %s", reason().pk)


@pytest.mark.parametrize(
    ("law", "noun"),
    [
        ("claim_is_put_away_by_an_act_of_its_own", "claim"),
        ("deal_is_put_away_by_an_act_of_its_own", "deal"),
        ("event_is_put_away_by_an_act_of_its_own", "event"),
        ("partnership_is_put_away_by_an_act_of_its_own", "partnership"),
        ("party_is_put_away_by_an_act_of_its_own", "company"),
        ("role_is_put_away_by_an_act_of_its_own", "role"),
        ("source_is_put_away_by_an_act_of_its_own", "source"),
        ("stake_is_put_away_by_an_act_of_its_own", "stake"),
        ("valuation_is_put_away_by_an_act_of_its_own", "valuation"),
    ],
)
def test_each_is_put_away_for_a_reason_of_its_own(law, noun, change, refused):
    why = reason().pk
    change(hidden(noun), "put_away_id = %s", why)
    other = hidden(noun)

    with refused(law):
        change(other, "put_away_id = %s", why)


def test_a_reason_says_something(refused):
    editor = make.editor()

    with refused("put_away_says_why"), pghistory.context(user=editor.pk):
        PutAway.objects.create(by=editor, at=timezone.now(), why=" ")


def test_nobody_puts_away_in_anothers_name(refused):
    with refused("record_is_put_away_in_person"), pghistory.context(user=make.editor().pk):
        PutAway.objects.create(by=make.editor(), at=timezone.now(), why="A duplicate.")


def test_why_it_was_put_away_is_never_rewritten(refused):
    why = reason()

    with refused("put_away_is_kept_as_it_is"):
        make.by_owner(f"UPDATE partnerships_putaway SET why = 'Another.' WHERE id = {why.pk}")


def test_an_address_is_free_again_once_its_source_is_put_away(put_away):
    address = "https://example.org/report"
    put_away(make.source(url=address))

    again = make.source(url=address)

    assert Source.objects.get(url=address) == again


def test_every_key_to_a_record_asks_whether_it_is_there():
    """A new table that names a record gets the trigger too."""
    names = {noun._meta.model_name for noun in NOUNS}
    asked = set()
    for model in apps.get_app_config("partnerships").get_models():
        if model._meta.proxy or hasattr(model, "pgh_obj") or model._meta.model_name in NOT_ASKED:
            continue
        asked |= {
            (model._meta.db_table, column.column)
            for column in model._meta.concrete_fields
            if column.is_relation and column.name != "origin"
            if column.related_model._meta.concrete_model._meta.model_name in names
        }

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, attname FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid AND proname = 'what_is_named_is_there'"
            " JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY (tgattr)"
        )
        assert set(cursor.fetchall()) == asked
