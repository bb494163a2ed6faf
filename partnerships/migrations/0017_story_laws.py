"""What no column constraint can say of a manuscript, and PostgreSQL refuses all the same.

A text stays as it was written; what is marked in it says the words that stand there. Whoever
writes a revision and whoever binds words at the same moment take turns on their story, so that no
binding can fall between two texts.
"""

from importlib import import_module

from django.db import migrations

groups = import_module("partnerships.migrations.0007_groups")

SEARCH_PATH = "SET search_path = pg_catalog, public, pg_temp"

# Columns by name, so that one function serves every table in which somebody does something.
IN_PERSON = f"""
CREATE FUNCTION refuse_another_name() RETURNS trigger LANGUAGE plpgsql {SEARCH_PATH} AS $$
DECLARE
    named text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF named IS NOT NULL
       AND (TG_OP = 'INSERT' OR named IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0])
       AND named::integer IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Nobody does this in another name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

# The key is another law's to keep, and keeps it with another sentence.
ENDED_ONCE = f"""
CREATE FUNCTION refuse_all_but_an_end() RETURNS trigger LANGUAGE plpgsql {SEARCH_PATH} AS $$
DECLARE
    free text[] := ARRAY['id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL THEN
        free := free || ARRAY['ended_at', 'ended_by_id', 'ended_why'];
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'This is never rewritten or taken away, but ended: make a new one.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

REVISIONS = f"""
CREATE FUNCTION revision_follows_the_last() RETURNS trigger LANGUAGE plpgsql {SEARCH_PATH} AS $$
BEGIN
    IF NEW.number <> 1 AND NOT EXISTS (
        SELECT FROM partnerships_revision
        WHERE story_id = NEW.story_id AND number = NEW.number - 1
    ) THEN
        PERFORM law_broken('revision_follows_the_last',
            'Revisions are numbered one after the other, from 1.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_follows_the_last BEFORE INSERT ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION revision_follows_the_last();
"""

PLACEMENTS = f"""
CREATE FUNCTION placement_is_where_its_words_stand() RETURNS trigger LANGUAGE plpgsql
{SEARCH_PATH} AS $$
DECLARE
    passage record;
    revision record;
BEGIN
    SELECT story_id, exact INTO passage FROM partnerships_passage WHERE id = NEW.passage_id;
    SELECT story_id, length(text) AS length, substr(
        text, least(NEW.start, length(text)) + 1,
        greatest(least(NEW."end", length(text)) - least(NEW.start, length(text)), 0)
    ) AS stood INTO revision
    FROM partnerships_revision WHERE id = NEW.revision_id;
    IF passage.story_id IS DISTINCT FROM revision.story_id THEN
        PERFORM law_broken('placement_is_in_its_story',
            'These words were marked in another story.');
    END IF;
    IF NEW."end" > revision.length OR NEW.start >= NEW."end" THEN
        PERFORM law_broken('placement_is_inside_the_text',
            'These words begin or end outside the text.');
    END IF;
    IF NEW.start IS NOT NULL AND revision.stood <> passage.exact THEN
        PERFORM law_broken('placement_is_where_its_words_stand',
            'Other words stand at that place of the text.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER placement_is_where_its_words_stand BEFORE INSERT ON partnerships_placement
    FOR EACH ROW EXECUTE FUNCTION placement_is_where_its_words_stand();
"""

CONTEXT = f"""
CREATE FUNCTION binding_context_is_in_its_story() RETURNS trigger LANGUAGE plpgsql
{SEARCH_PATH} AS $$
BEGIN
    IF NEW.context_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_passage AS passage
        JOIN partnerships_passage AS context USING (story_id)
        WHERE passage.id = NEW.passage_id AND context.id = NEW.context_id
    ) THEN
        PERFORM law_broken('binding_context_is_in_its_story',
            'What gives the context stands in the same story.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER binding_context_is_in_its_story BEFORE INSERT ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION binding_context_is_in_its_story();
"""

# Asked when the transaction ends. The story is held first: of a revision and a binding that do
# not see each other, the second then sees the first.
PLACED = f"""
CREATE FUNCTION is_live_passage(about bigint) RETURNS boolean LANGUAGE sql STABLE
{SEARCH_PATH} AS $$
    SELECT EXISTS (
        SELECT FROM partnerships_binding WHERE passage_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_binding WHERE context_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_waiver WHERE passage_id = about AND ended_at IS NULL
    )
$$;

CREATE FUNCTION live_passages_have_their_place() RETURNS trigger LANGUAGE plpgsql
{SEARCH_PATH} AS $$
DECLARE
    story bigint;
    latest bigint;
BEGIN
    IF TG_TABLE_NAME = 'partnerships_revision' THEN
        story := NEW.story_id;
    ELSE
        SELECT story_id INTO story FROM partnerships_passage WHERE id = NEW.passage_id;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM law_broken('manuscript_looks_at_what_is_committed',
            'Nothing was saved: manuscripts change under READ COMMITTED alone.');
    END IF;
    PERFORM FROM partnerships_story WHERE id = story FOR NO KEY UPDATE;
    SELECT id INTO latest FROM partnerships_revision
        WHERE story_id = story ORDER BY number DESC LIMIT 1;
    IF EXISTS (
        SELECT FROM partnerships_passage AS passage
        WHERE passage.story_id = story AND is_live_passage(passage.id) AND NOT EXISTS (
            SELECT FROM partnerships_placement
            WHERE passage_id = passage.id AND revision_id = latest
        )
    ) THEN
        PERFORM law_broken('live_passages_have_their_place',
            'Words that are bound or excused keep their place in each new revision, '
            'or are asked for again.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER live_passages_have_their_place
    AFTER INSERT ON partnerships_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
CREATE CONSTRAINT TRIGGER bound_passages_have_their_place
    AFTER INSERT ON partnerships_binding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
CREATE CONSTRAINT TRIGGER excused_passages_have_their_place
    AFTER INSERT ON partnerships_waiver DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
"""
NOT_PLACED = """
DROP TRIGGER excused_passages_have_their_place ON partnerships_waiver;
DROP TRIGGER bound_passages_have_their_place ON partnerships_binding;
DROP TRIGGER live_passages_have_their_place ON partnerships_revision;
DROP FUNCTION live_passages_have_their_place();
DROP FUNCTION is_live_passage(bigint);
"""

TRACKED = ["binding", "hold", "story", "waiver"]
KEPT = [
    *((f"{name}_is_kept_as_it_is", name) for name in ("passage", "placement", "revision")),
    *((f"{name}_history_is_kept_as_it_is", f"{name}history") for name in TRACKED),
]
SIGNED = [  # who does what, in person
    *(("story", "made"), ("revision", "written"), ("passage", "made")),
    *(("binding", "bound"), ("waiver", "waived"), ("hold", "held")),
    *(("binding", "ended"), ("waiver", "ended"), ("hold", "ended")),
]


def trigger(name, noun, when, function):
    """The operation that sets a trigger on each row of a table, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {when} ON partnerships_{noun}"
        f" FOR EACH ROW EXECUTE FUNCTION {function};",
        f"DROP TRIGGER {name} ON partnerships_{noun};",
    )


def undone(name, noun):
    """How a trigger that has a function of its own name is taken away, with that function."""
    return f"DROP TRIGGER {name} ON partnerships_{noun}; DROP FUNCTION {name}();"


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0016_stories")]

    operations = [
        migrations.RunSQL(IN_PERSON, "DROP FUNCTION refuse_another_name();"),
        migrations.RunSQL(ENDED_ONCE, "DROP FUNCTION refuse_all_but_an_end();"),
        *(trigger(name, noun, "UPDATE OR DELETE", "refuse_change()") for name, noun in KEPT),
        *(
            trigger(f"{noun}_keeps_its_key", noun, "UPDATE OF id", "refuse_new_key()")
            for noun in TRACKED
        ),
        *(
            trigger(
                f"{noun}_is_{done}_in_person",
                noun,
                "INSERT OR UPDATE",
                f"refuse_another_name('{done}_by_id')",
            )
            for noun, done in SIGNED
        ),
        *(
            trigger(f"{noun}_is_not_rewritten", noun, "UPDATE OR DELETE", "refuse_all_but_an_end()")
            for noun in ("binding", "hold", "waiver")
        ),
        migrations.RunSQL(REVISIONS, undone("revision_follows_the_last", "revision")),
        migrations.RunSQL(PLACEMENTS, undone("placement_is_where_its_words_stand", "placement")),
        migrations.RunSQL(CONTEXT, undone("binding_context_is_in_its_story", "binding")),
        migrations.RunSQL(PLACED, NOT_PLACED),
        migrations.RunPython(groups.make, migrations.RunPython.noop),
    ]
