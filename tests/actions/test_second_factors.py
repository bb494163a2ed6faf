"""Second factors: codes are right once, each for their own account, and for emergencies too."""

import re

import pytest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from partnerships.actions.second_factors import (
    is_code_of,
    new_key,
    renew_recovery_codes,
    set_up_second_factor,
    take_away_second_factor,
)
from partnerships.errors import Refused
from partnerships.models import AccountChange
from partnerships.rules.second_factors import has_second_factor, recovery_codes_left
from tests import factories as make
from tests.codes import code_of

pytestmark = pytest.mark.django_db
KEY = new_key()


@pytest.fixture
def eve():
    return make.editor("eve")


@pytest.fixture
def codes(eve):
    """Codes for emergencies of Eve's, who has set up a second factor a minute ago."""
    return set_up_second_factor(eve, KEY, code_of(KEY, -1))


def test_who_has_none_is_asked_for_none(eve):
    assert not has_second_factor(eve)


def test_a_wrong_first_code_sets_nothing_up(eve):
    wrong = f"{(int(code_of(KEY)) + 1) % 1_000_000:06}"

    for code in (wrong, "", "none"):
        with pytest.raises(Refused, match="not right"):
            set_up_second_factor(eve, KEY, code)

    assert not has_second_factor(eve)


def test_a_code_is_good_once_and_the_first_is_spent(eve, codes):
    assert not is_code_of(eve, code_of(KEY, -1))
    forget_wrong_ones()
    assert is_code_of(eve, code_of(KEY))
    assert not is_code_of(eve, code_of(KEY))


def forget_wrong_ones():

    make.by_owner("UPDATE otp_totp_totpdevice SET throttling_failure_count = 0")
    make.by_owner("UPDATE otp_static_staticdevice SET throttling_failure_count = 0")


def test_after_a_wrong_code_even_the_right_one_waits(eve, codes):
    is_code_of(eve, "000000")

    assert not is_code_of(eve, code_of(KEY))


def test_a_code_for_emergencies_is_good_once_however_it_is_typed(eve, codes):
    assert is_code_of(eve, f" {codes[0].upper().replace('-', ' ')} ")
    assert not is_code_of(eve, codes[0])
    assert recovery_codes_left(eve) == 9


def test_a_code_of_another_is_none(eve, codes):
    ann = make.editor("ann")
    set_up_second_factor(ann, key := new_key(), code_of(key, -1))

    assert not is_code_of(ann, code_of(KEY))
    assert not is_code_of(ann, codes[0])


def test_nobody_reads_a_code_for_emergencies_in_the_database(codes):
    kept = set(StaticToken.objects.values_list("token", flat=True))

    assert not kept & {*codes, *(code.replace("-", "") for code in codes)}


def test_a_code_for_emergencies_is_nobody_to_guess(codes):
    told = [code.replace("-", "") for code in codes]

    assert all(re.fullmatch("[a-z2-7]{26}", code) for code in told)  # 130 random bits
    assert len(set(told)) == len(told)


def test_other_codes_end_those_before(eve, codes):
    renewed = renew_recovery_codes(eve)

    assert not is_code_of(eve, codes[0])
    forget_wrong_ones()
    assert is_code_of(eve, renewed[0])


def test_what_is_taken_away_is_gone(eve, codes):
    take_away_second_factor(eve)

    assert not has_second_factor(eve)
    assert not StaticDevice.objects.exists()


def test_the_journal_of_accounts_tells_of_it_and_of_no_key(eve, codes):
    is_code_of(eve, code_of(KEY))
    take_away_second_factor(eve)

    told = AccountChange.objects.filter(noun="second_factor").order_by("pk")
    assert [(each.act, each.name, each.by) for each in told] == [
        *[("insert", "eve", eve)] * 2,
        *[("delete", "eve", eve)] * 2,
    ]
    assert KEY not in str([(each.before, each.after) for each in told])
