"""Which names parties bore on a day."""

from datetime import date

import pytest

from partnerships.rules.entities.names import dated_names, name_then
from partnerships.vocabulary import NameKind
from tests import factories as make

pytestmark = pytest.mark.django_db

LEGAL = {"kind": NameKind.LEGAL}
CASES = [  # the first and the last day, and what it was called
    ("2018-01-01", "2018-01-01", ""),  # nobody knows
    ("2019-07-22", "2019-07-22", "OpenAI LP"),
    ("2019-01-01", "2019-12-31", "OpenAI LP"),
    ("2024-10-23", "2024-10-23", "OpenAI LP or OpenAI Global, LLC"),
    ("2025-10-27", "2025-10-27", "OpenAI Global, LLC"),
    ("2025-01-01", "2025-12-31", "OpenAI Global, LLC or OpenAI Group PBC"),
    ("2026-01-01", "2026-01-01", ""),  # today's
]


def test_a_party_is_called_as_it_was_then():
    openai = make.company("OpenAI Group PBC")
    make.party_name(openai, "OpenAI LP", start="2019-03", end="2023~", **LEGAL)
    make.party_name(openai, "OpenAI Global, LLC", start="2023~", end="2025-10-27", **LEGAL)
    make.party_name(openai, "OpenAI Group PBC", start="2025-10-28", ongoing=True, **LEGAL)
    make.party_name(openai, "OpenAI")
    names = dated_names([openai.pk])[openai.pk]

    told = [
        (first, last, name_then(openai, names, date.fromisoformat(first), date.fromisoformat(last)))
        for first, last, _ in CASES
    ]

    assert told == CASES


@pytest.mark.parametrize(
    ("kind", "period", "called"),
    [
        (NameKind.ALIAS, {"start": "2004", "end": "2021-10-27"}, "Facebook"),
        (NameKind.FORMER, {"end": "2021-10-27", "confirmed_on": "2010-01-01"}, "Facebook"),
        (NameKind.TRADING, {"start": "2004", "ongoing": True}, ""),
        (NameKind.LEGAL, {"start": "2004", "ongoing": True}, ""),
        (NameKind.ACRONYM, {"start": "2004", "end": "2021-10-27"}, ""),
        (NameKind.ALIAS, {}, ""),
    ],
)
def test_a_name_that_it_bears_still_is_no_name_of_then(kind, period, called):
    meta = make.company("Meta")
    make.party_name(meta, "Facebook", kind=kind, **period)

    names = dated_names([meta.pk]).get(meta.pk, [])

    assert name_then(meta, names, date(2012, 5, 18), date(2012, 5, 18)) == called
