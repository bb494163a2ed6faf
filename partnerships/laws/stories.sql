CREATE OR REPLACE FUNCTION revision_follows_the_last() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE TRIGGER story_is_made_in_person BEFORE INSERT OR UPDATE ON partnerships_story
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('made_by_id');
CREATE TRIGGER revision_is_written_in_person BEFORE INSERT OR UPDATE ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('written_by_id');

CREATE TRIGGER revision_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER story_keeps_its_key BEFORE UPDATE OF id ON partnerships_story
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_story_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_storyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, made_by_id, made_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, made_by_id, made_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_storyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, made_by_id, made_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, made_by_id, made_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER story_insert_is_kept AFTER INSERT ON partnerships_story
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_update_is_kept AFTER UPDATE ON partnerships_story
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_delete_is_kept AFTER DELETE ON partnerships_story
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_storyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
