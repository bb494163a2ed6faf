"""Migrations whose operations on models are one."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState, StateApps

from partnerships.migrations._at_once import MigrationAtOnce


def column(name):
    return migrations.AddField("company", name, models.TextField(null=True))


class Company(migrations.Migration):
    operations = [
        migrations.CreateModel("Company", [("id", models.BigAutoField(primary_key=True))])
    ]


class OneByOne(migrations.Migration):
    operations = [
        column("name"),
        column("place"),
        migrations.RunSQL("SELECT 1", migrations.RunSQL.noop),
        column("note"),
        migrations.AddConstraint(
            "company", models.CheckConstraint(condition=~models.Q(name=""), name="it_has_a_name")
        ),
    ]


class Together(MigrationAtOnce):
    operations = OneByOne.operations


def sentences(migration, monkeypatch, *, undone=False):
    """The SQL of a migration, done or undone, and how often models were drawn for it."""
    state, drawn = Company("0001", "desk").mutate_state(ProjectState()), []
    state.apps  # noqa: B018 as Django does before the first
    draw = StateApps.render_multiple
    monkeypatch.setattr(
        StateApps,
        "render_multiple",
        lambda self, found: (drawn.extend(found), draw(self, found))[1],
    )
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        (migration.unapply if undone else migration.apply)(state, editor, collect_sql=True)
    return [line for line in editor.collected_sql if not line.startswith("--")], len(drawn)


def test_they_say_to_postgresql_what_each_would_say(db, monkeypatch):
    one_by_one, often = sentences(OneByOne("0002", "desk"), monkeypatch)
    together, seldom = sentences(Together("0002", "desk"), monkeypatch)

    assert len(one_by_one) == 5
    assert together == one_by_one
    assert seldom < often


def test_they_are_undone_as_each_would_be(db, monkeypatch):
    one_by_one, _ = sentences(OneByOne("0002", "desk"), monkeypatch, undone=True)
    together, _ = sentences(Together("0002", "desk"), monkeypatch, undone=True)

    assert len(one_by_one) == 4
    assert together == one_by_one
