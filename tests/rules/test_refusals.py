"""What PostgreSQL refuses reaches an editor as a sentence."""

import pytest
from django.db import IntegrityError, connection, transaction

from partnerships import models
from partnerships.rules.refusals import KEYS, constraint_sentences, refusal_sentence
from partnerships.vocabulary import Confidentiality, Measure
from tests import factories as make

pytestmark = pytest.mark.django_db

# Never broken: the first column of each is unique by itself. Composite keys point at them.
NEVER_BROKEN = {"party_id_and_kind", "source_id_and_agreement"}

KEYS_BY_HAND = """
    SELECT conname FROM pg_constraint
    WHERE contype = 'f' AND cardinality(conkey) > 1
        AND conrelid::regclass::text LIKE 'partnerships\\_%'
    UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indisunique AND NOT indisprimary AND indrelid = 'partnerships_untold'::regclass
"""
RAISING = """
    SELECT proname, prosrc FROM pg_proc
    WHERE prosrc LIKE '%RAISE EXCEPTION%' AND proname NOT LIKE 'pgtrigger%'
        AND pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""


def refusal(act):
    """The sentence for what PostgreSQL answers to `act`, at once or at the end."""

    def to_the_end():
        with transaction.atomic(), connection.cursor() as cursor:
            act()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError) as caught:
        to_the_end()
    return refusal_sentence(caught.value)


def test_every_constraint_of_every_model_has_a_sentence_of_its_own():
    silent = [name for name, said in constraint_sentences().items() if "is violated" in str(said)]

    assert set(silent) == NEVER_BROKEN


def test_no_constraint_has_a_sentence_without_an_end():
    endless = [
        said for said in constraint_sentences().values() if not str(said).endswith((".", "?"))
    ]

    assert endless == []


def test_every_key_that_a_migration_adds_has_a_sentence():
    with connection.cursor() as cursor:
        cursor.execute(KEYS_BY_HAND)
        named = {name for (name,) in cursor.fetchall()}

    assert named == set(KEYS)


def test_every_trigger_of_ours_raises_with_a_sentence_and_a_name():
    with connection.cursor() as cursor:
        cursor.execute(RAISING)
        functions = cursor.fetchall()

    assert functions
    for name, source in functions:
        for raised in source.split("RAISE EXCEPTION '")[1:]:
            message, rest = raised.replace("''", "’").split("'", 1)
            assert message.endswith("."), name
            assert "%" not in message, name
            assert "CONSTRAINT =" in rest.split(";")[0], name


def test_a_person_in_the_place_of_a_company_is_told():
    role = make.role()
    person = make.person()

    said = refusal(lambda: models.Role.objects.filter(pk=role.pk).update(company_id=person.pk))

    assert said == "A role is held at a company or organisation, not at a person."


def test_a_check_is_told_with_the_sentence_of_the_model():
    claim = make.claim()

    said = refusal(lambda: models.Claim.objects.filter(pk=claim.pk).update(statement=" "))

    assert said == "Write the claim as a sentence."


def test_a_trigger_is_told_in_its_own_words():
    deal = make.deal(make.company())

    said = refusal(lambda: models.Deal.objects.filter(pk=deal.pk).update(released_at=make.NOON))

    assert said == "A published deal names at least two parties: add the other one."


def test_a_trigger_and_a_constraint_of_one_name_are_told_apart():
    first = make.source()
    second = make.source(derives_from=first)

    itself = refusal(lambda: _derive(first, first))
    loop = refusal(lambda: _derive(first, second))

    assert loop == "This source would retell itself, by way of the sources it retells."
    assert itself in {loop, "A source does not retell itself."}


def _derive(source, other):
    models.Source.objects.filter(pk=source.pk).update(derives_from=other)


def test_the_sum_of_the_shares_is_told():
    deal = make.deal()
    make.amount(deal, 1)

    said = refusal(lambda: make.amount(deal, 2, measure=Measure.PARTY_SHARE, party=make.company()))

    assert said == "The parties' shares add up to more than the total of the deal."


def test_a_record_that_others_lean_on_is_told():
    party = make.company()
    make.deal(party)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        said = refusal(
            lambda: cursor.execute("DELETE FROM partnerships_party WHERE id = %s", [party.pk])
        )

    assert said == "Another record leans on this one. Take that away first."


def test_a_record_that_is_gone_is_told():
    said = refusal(lambda: make.claim(collection=None, collection_id=0))

    assert said == "A record that this one names is gone meanwhile. Choose another."


def test_the_values_of_the_row_are_never_told():
    make.source(url="https://example.org/a-secret", confidentiality=Confidentiality.CONFIDENTIAL)

    said = refusal(lambda: make.source(url="https://example.org/a-secret"))

    assert said == "A source with this address is recorded already."
