"""Sentences over the first story in which something was exchanged, each bound whole to claims."""

import json
from datetime import date
from pathlib import Path

import pytest

from partnerships.models import Claim
from partnerships.rules.people import TrustedReader
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import CORRECTED, BindingBasis, Finding
from tests import factories as make

CASES = json.loads((Path(__file__).parents[1] / "faults" / "swaps.json").read_text())
DATELINE = date(2026, 5, 21)


def blocking(claims, sentence):
    """The codes and words of what blocks a story of the one sentence, which leans on the claims."""
    written = make.story(headline="A story", standfirst="", body=sentence, dateline=DATELINE)
    held = Claim.objects.filter(collection__slug="microsoft_openai", reference__in=claims)
    for claim in held.with_verdict():
        basis = BindingBasis.CORRECTION if claim.finding in CORRECTED else BindingBasis.STATEMENT
        whole = make.span(written.revisions.get(), sentence)
        context = whole if claim.finding == Finding.CONTEXT else None
        make.binding(written, sentence, claim, basis=basis, context=context)
    gate = Gate(written.revisions.get(), TrustedReader())
    return [(one.code, one.words) for one in gate.blocking]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["wrong"] or "as it was")
def test_what_was_exchanged_is_objected_to(case):
    told = blocking(case["claims"], case["sentence"])

    assert bool(told) == (case["expect"] == "objects"), told
