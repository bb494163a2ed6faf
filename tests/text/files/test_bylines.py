"""Offered authors and titles are names and titles."""

import pytest

from partnerships.text.files.bylines import clean_authors, clean_title


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ann Example", ["Ann Example"]),
        ("By Ann Example May 3, 2024", ["Ann Example"]),
        ("by Ann Example, 3 May 2024", ["Ann Example"]),
        ("Ann Example | Published 12:30", ["Ann Example"]),
        ("Ann Example on Tuesday, 3 May", ["Ann Example"]),
        ("Theresa May", ["Theresa May"]),
        ("Ann B. Example Jr.", ["Ann B. Example Jr."]),
        ("Ann Example and Ben Sample", ["Ann Example", "Ben Sample"]),
        ("Ann Example, Ben Sample & Cy Other", ["Ann Example", "Ben Sample", "Cy Other"]),
        ("Ann Example; ANN EXAMPLE", ["Ann Example"]),
        ("Example, Ann", ["Ann Example"]),
        ("Ann Example, Reuters", ["Ann Example", "Reuters"]),
        ("Ann Example, Senior Correspondent", ["Ann Example"]),
        ("Ann Example, Harbour Correspondent", ["Ann Example"]),
        ("By Ann Example, Chief Economics Editor", ["Ann Example"]),
        ("Harbour Daily Staff", []),
        ("María-José O’Neill", ["María-José O’Neill"]),
        ("von der Leyen", ["von der Leyen"]),
        ("山田太郎", ["山田太郎"]),
        ("Byron Example", ["Byron Example"]),
        ("Username", []),
        ("admin", []),
        ("Staff Writer", []),
        ("Log in", []),
        ("The Harbour Daily", []),
        ("ann@example.org", []),
        ("https://example.org/ann", []),
        ("@annexample", []),
        ("3 May 2024", []),
        ("Updated 12:30", []),
        ("ann", []),
        ("", []),
        (" ;,-", []),
        ("It says that Ann Example wrote all of this long text", []),
    ],
)
def test_authors_are_names(said, names):
    assert list(clean_authors([said], {"The Harbour Daily"})) == names


def test_what_is_but_guessed_to_be_a_name_has_two_words():
    assert clean_authors(["Reuters"]) == ("Reuters",)
    assert clean_authors(["Reuters", "Ann Example"], is_guessed=True) == ("Ann Example",)


SITE, HEADING = ["Harbour Daily"], ["The port is sold"]


@pytest.mark.parametrize(
    ("said", "sites", "headings", "title"),
    [
        ("The port is sold | Harbour Daily", SITE, [], "The port is sold"),
        ("The port is sold - harbour daily", SITE, [], "The port is sold"),
        ("Harbour Daily: The port is sold", SITE, [], "The port is sold"),
        ("The port is sold - Harbour Daily - World", SITE, [], "The port is sold"),
        ("Harbour Daily - what it was", SITE, [], "what it was"),
        ("The port is sold – and how - Harbour Daily", SITE, HEADING, "The port is sold – and how"),
        ("The port is sold | News of the day", [], HEADING, "The port is sold"),
        ("The port is sold: all of it", SITE, [], "The port is sold: all of it"),
        ("The port is sold – and how", SITE, [], "The port is sold – and how"),
        ("The self-made Harbour Daily", SITE, [], "The self-made Harbour Daily"),
        ("Harbour Daily", SITE, [], "Harbour Daily"),
        ("Microsoft Word - The port is sold", [], [], "The port is sold"),
        ("Microsoft Word - report_final2.docx", [], [], ""),
        ("Untitled 1", [], [], ""),
        ("", SITE, HEADING, ""),
    ],
)
def test_a_title_is_without_what_stands_at_its_ends(said, sites, headings, title):
    assert clean_title(said, sites, headings) == title
