"""Quotations that others' readers got wrong: what is right is written beside each."""

import json
from pathlib import Path

import pytest

from partnerships.text.misquotes import diagnose
from partnerships.text.quotations import proofs, spaced_proofs, stands
from partnerships.text.typography import normalized

CASES = json.loads(Path(__file__).with_name("quotation_cases.json").read_text())


def of(expected):
    found = [case for case in CASES if case["expect"] == expected]
    assert found
    return found


@pytest.mark.parametrize("expected", ["proved", "refused"])
def test_each_is_proved_or_refused(expected):
    wrong = [
        case
        for case in of(expected)
        if bool(proofs(case["quotation"], normalized(case["copy"]))) != (expected == "proved")
    ]

    assert wrong == []


def test_where_only_spaces_differ_that_is_said_and_it_can_be_proved_as_such():
    for case in of("told:spaces"):
        copy = normalized(case["copy"])
        ((start, end),) = diagnose(case["quotation"], copy).places

        assert proofs(case["quotation"], copy) == []
        assert diagnose(case["quotation"], copy).code == "spaces"
        assert [each.is_spaced for each in spaced_proofs(case["quotation"], copy)] == [True]
        assert stands(case["quotation"], case["copy"], start, end - start, spaced=True)
        assert not stands(case["quotation"], case["copy"], start, end - start)


def test_where_a_pages_edge_is_passed_over_it_is_told():
    told = {
        aside
        for case in of("told:page")
        for proof in proofs(case["quotation"], normalized(case["copy"]))
        for aside in proof.asides
    }

    assert told == {"7", "Harbour report 2024 | page 8"}


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("they paid 15 million", "Then they paid 1 5 million."),
        ("they paid 1 5 million", "Then they paid 15 million."),
        ("sell the quay", "They would notsell the quay."),
        ("sell thequay now", "They would not sell the quay now."),
    ],
)
def test_spaces_within_a_figure_or_after_a_denial_are_more_than_spaces(quotation, text):
    assert spaced_proofs(quotation, normalized(text)) == []
