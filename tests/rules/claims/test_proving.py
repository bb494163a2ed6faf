"""What a proof tells whoever quotes: what was passed over, and what stands beside the words."""

from io import StringIO

import pghistory
import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Citation
from partnerships.rules.claims import proving
from tests.factories import citation, claim, member, snapshot
from tests.text.quotation_corpus import SENTENCES

pytestmark = pytest.mark.django_db

RUN_ON = "Thefundpaysninemillionforthequayofthetown."
QUOTED = "The fund pays nine million for the quay of the town."


def quoting(text, quote, **fields):
    copy = snapshot(text=text, **fields)
    row = Citation(source=copy.source, snapshot=copy, quote=quote)
    place, fault = proving.quotation_place(row)
    row.position, row.extent = place or (None, None)
    return row, fault


def test_in_a_pdf_words_are_proved_where_only_spaces_differ_and_that_is_said():
    row, fault = quoting(RUN_ON, QUOTED, media_type="application/pdf")

    assert fault is None
    assert (row.position, row.extent) == (0, len(RUN_ON))
    assert proving.proof_remarks(row) == [
        "Only spaces differ: compare the words with the page itself."
    ]


def test_in_a_page_spaces_that_differ_are_refused_and_told():
    row, fault = quoting(RUN_ON, QUOTED, media_type="text/html")

    assert fault.code == "spaces"
    assert row.position is None
    assert proving.proof_remarks(row) == []


def test_marks_that_were_passed_over_and_a_word_that_makes_unsure_are_told():
    row, _ = quoting("The fund may pay nine million[12] for it.", "pay nine million for it")

    assert proving.proof_remarks(row) == [
        "Passed over as no part of the words: “[12]”.",
        "Right before these words stands “may”: do they still say the same?",
    ]


def test_words_that_stand_there_as_quoted_need_no_remark():
    row, _ = quoting("The fund pays nine million.", "The fund pays nine million.")

    assert proving.proof_remarks(row) == []


@pytest.fixture
def quoted(db):
    """Every sentence of a kept copy, quoted; and one of a source of which no copy is kept."""
    copy = snapshot(text="\n".join(SENTENCES))
    with pghistory.context(user=member("Reporter").pk):
        about = claim()
        citation(about, quote="They paid.")
        for sentence in SENTENCES:
            citation(about, copy.source, snapshot=copy, quote=sentence)


def told_by_the_command():
    out = StringIO()
    call_command("verify_quotations", stdout=out, verbosity=0)
    return out.getvalue()


def test_every_quotation_is_proved_again_by_one_command(quoted):
    assert told_by_the_command() == (
        f"All {len(SENTENCES)} quotations are proved. Of 1 more no copy is kept.\n"
    )


def test_a_quotation_that_is_not_proved_any_more_is_listed_and_ends_the_command_so(
    quoted, monkeypatch
):
    monkeypatch.setattr(proving, "stands", lambda quote, *_, **__: "merger" not in quote)
    fallen = sum("merger" in sentence for sentence in SENTENCES)

    with pytest.raises(CommandError, match=f"{fallen} of {len(SENTENCES)} quotations are not"):
        told_by_the_command()
