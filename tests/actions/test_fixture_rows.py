"""A fixture's rows come in by thousands, as if each had come alone."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.exchange import load
from partnerships.errors import BadFixture
from partnerships.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tmp_path):
    """Writes a fixture of sources, each with the fields that are given, and loads it."""

    def loaded(*sources):
        collection = {"slug": "trial", "name": "A trial"}
        given = {"collection": ["trial"], "outlet": "Wire", "kind": "reporting", "tier": "B"}
        given |= {"title": "Report", "seen": "page"}
        rows = [
            {"slug": f"source-{n:02}", **given, **fields} for n, fields in enumerate(sources, 1)
        ]
        for file, model, fields in [("01_collections", "collection", [collection]),
                                    ("18_sources", "source", rows)]:  # fmt: skip
            told = [{"model": f"partnerships.{model}", "fields": each} for each in fields]
            (tmp_path / f"{file}.json").write_text(json.dumps(told))
        return load(tmp_path)

    return loaded


def test_many_rows_take_as_many_queries_as_few(story):
    with CaptureQueriesContext(
        connection,
    ) as few:
        story(*[{}] * 3)
    Source.objects.all().delete()
    with CaptureQueriesContext(connection) as many:
        story(*[{"published": "2024-03"}] * 60)

    assert Source.objects.count() == 60
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "rumour"}, "Choose one of"),
        ({"published": "2024-02-30"}, "Write the date as"),
        ({"outlet": None}, "A value is missing"),
        ({"language": "x" * 99}, "value too long"),
        ({"slug": "source-03"}, None),
        ({"wheels": 4}, "Source has no field named 'wheels'"),
        ({"collection": ["nowhere"]}, "A value is missing"),
        ({"derives_from": ["nowhere"]}, "Source matching query does not exist"),
        ({"derives_from": "nowhere"}, "must be an integer"),
        ({"released_at": "yesterday"}, "invalid format"),
    ],
)
def test_the_one_among_many_that_is_refused_is_named(story, fields, reason):
    given = [{} for _ in range(20)]
    given[12] = fields

    if reason is None:  # told twice: what is told last holds
        assert story(*given) == 21
        assert Source.objects.count() == 19
        return
    with pytest.raises(BadFixture, match=rf"18_sources\.json, source-13: .*{reason}"):
        story(*given)

    assert not Source.objects.exists()


def test_what_points_ahead_is_written_before_what_it_points_at(story):
    ahead = [{"derives_from": [f"source-{n:02}"]} for n in range(2, 6)]

    story(*ahead, {})

    rows = Source.objects.order_by("pk")
    assert [row.slug for row in rows] == [f"source-{n:02}" for n in range(1, 6)]
    assert {row.origin.slug for row in rows} == {"source-05"}


def test_the_history_knows_of_each_row_by_which_door_it_came(story):
    story(*[{}] * 5)

    kept = Source.history.rel.related_model.objects.order_by("pgh_id")
    assert [row.pgh_label for row in kept] == ["insert"] * 5
    assert {row.pgh_context.metadata["story"] for row in kept} == {"trial"}
    assert {row.pgh_context.metadata["door"] for row in kept} == {"load_story"}
