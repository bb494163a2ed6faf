"""What a page shows in place of its text is told from a text that mentions such things."""

import pytest

from partnerships.text.files.walls import correction_notes, page_legibility

TEXT = ["The ministry said on Tuesday that the port will be sold before the end of the year."] * 6


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (TEXT, "legible"),
        (["Up by a tenth."], "legible"),
        (["Before you continue", "We use cookies and data.", "Accept all"], "asks_consent"),
        (["We value your privacy", "We and our 1476 partners store things."], "asks_consent"),
        (["Alle akzeptieren"], "asks_consent"),
        ([*TEXT, "We use cookies.", "Accept all"], "legible"),
        (["You need to enable JavaScript to run this app.", "Menu"], "needs_scripts"),
        (["Harbour Daily", "Loading…"], "needs_scripts"),
        ([*TEXT, "Comments need JavaScript."], "legible"),
        (["Just a moment...", "Checking your browser before you go on."], "asks_who"),
        (["Please verify you are human", "JavaScript is required"], "asks_who"),
        (["Are you a robot?"], "asks_who"),
        ([*TEXT, "He was asked whether the robot was human."], "legible"),
        ([*TEXT, "Subscribe to continue reading"], "not_free"),
        ([*TEXT, "Sign in or register to read the full story"], "not_free"),
        ([*TEXT, "This article is for subscribers only."], "not_free"),
        ([*TEXT, "You have read 3 of your free articles this month."], "not_free"),
        ([*TEXT, "Réservé aux abonnés"], "not_free"),
        ([*TEXT, "Subscribe to our newsletter", "Already a subscriber?"], "legible"),
        ([*TEXT, "Sign up to read our newsletter"], "legible"),
    ],
)
def test_a_wall_is_told_from_a_text(lines, word):
    assert page_legibility(lines) == word


def test_what_a_page_says_to_those_without_scripts_counts_where_there_is_no_text():
    hint = ["Please enable JavaScript."]

    assert page_legibility(["Harbour Daily"], hint) == "needs_scripts"
    assert page_legibility(TEXT, hint) == "legible"


def test_a_page_that_says_it_is_not_free_is_not():
    assert page_legibility(TEXT, is_free=False) == "not_free"


NOTES = [
    "Correction: an earlier version said that it was ten.",
    "CORRECTION (May 3): It was nine, not ten.",
    "Correction, May 3: It was nine, not ten.",
    "Clarification — it was nine, not ten.",
    "Editor’s note: It was nine, not ten.",
    "*An earlier version of this article said ten.",
    "Correction appended: it was nine, not ten.",
    "(Corrects the sum in the second paragraph)",
    "(This version corrects the sum in the second paragraph.)",
    "We have corrected the sum: it was nine.",
    "Updated to correct the sum in the headline.",
    "Due to an editing error, the sum was given as ten.",
    "This article was amended on 3 May to say nine.",
    "Berichtigung: Es waren neun, nicht zehn.",
    "Rectificatif : C’était neuf et non dix.",
    "Fe de errores: eran nueve y no diez.",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_page_that_was_wrong_says_so(note):
    assert correction_notes([*TEXT, note]) == (note,)


def test_a_note_of_correction_may_have_a_heading_of_its_own():
    assert correction_notes(["Correction", "It was nine, not ten."]) == (
        "Correction It was nine, not ten.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Correctional officers said that the port is sold.",
        "Corrections policy",
        "A correction of prices is due, analysts said.",
        "Clarification of the law on ports is due.",
        "The earlier version of the engine was slower.",
        "Corrections",
        "The market corrects itself in time.",
        "We have had corrections of prices before.",
        "Due to an error of the engine, the ship was late.",
    ],
)
def test_not_all_that_is_called_so_is_a_correction(line):
    assert correction_notes([*TEXT, line]) == ()
