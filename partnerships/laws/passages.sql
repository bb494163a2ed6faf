-- A text stays as it was written; what is marked in it says the words that stand there. Whoever
-- writes a revision and whoever binds words at the same moment take turns on their story, so that
-- no binding can fall between two texts.

-- The words without the marks that set them in italics or bold: text/anchoring.py reads it alike.
CREATE OR REPLACE FUNCTION without_emphasis(words text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT regexp_replace(
        words,
        '(?<![0-9A-Za-z\u0080-\U0010FFFF])[*_]+|[*_]+(?![0-9A-Za-z\u0080-\U0010FFFF*_])',
        '', 'g'
    )
$$;

CREATE OR REPLACE FUNCTION placement_is_where_its_words_stand() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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
    IF NEW.start IS NOT NULL
       AND without_emphasis(revision.stood) <> without_emphasis(passage.exact) THEN
        PERFORM law_broken('placement_is_where_its_words_stand',
            'Other words stand at that place of the text.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER placement_is_where_its_words_stand BEFORE INSERT ON partnerships_placement
    FOR EACH ROW EXECUTE FUNCTION placement_is_where_its_words_stand();

CREATE OR REPLACE FUNCTION binding_context_is_in_its_story() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

-- Asked when the transaction ends. The story is held first: of a revision and a binding that do
-- not see each other, the second then sees the first.
CREATE OR REPLACE FUNCTION is_live_passage(about bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM partnerships_binding WHERE passage_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_binding WHERE context_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_waiver WHERE passage_id = about AND ended_at IS NULL
    )
$$;

-- An open comment goes with its words too, but asks for no others when they are gone.
CREATE OR REPLACE FUNCTION is_carried_passage(about bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT is_live_passage(about) OR EXISTS (
        SELECT FROM partnerships_comment
        WHERE passage_id = about AND resolved_at IS NULL AND head_id IS NULL
    )
$$;

CREATE OR REPLACE FUNCTION live_passages_have_their_place() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    story bigint;
    latest bigint;
    touched bigint[];  -- of a binding, a waiver or a comment; a revision is asked for all
BEGIN
    IF TG_TABLE_NAME = 'partnerships_revision' THEN
        story := NEW.story_id;
    ELSE
        SELECT story_id INTO story FROM partnerships_passage WHERE id = NEW.passage_id;
        touched := ARRAY[NEW.passage_id];
    END IF;
    IF TG_TABLE_NAME = 'partnerships_binding' THEN
        touched := touched || NEW.context_id;
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
        WHERE passage.story_id = story AND (touched IS NULL OR passage.id = ANY (touched))
            AND is_carried_passage(passage.id) AND NOT EXISTS (
                SELECT FROM partnerships_placement
                WHERE passage_id = passage.id AND revision_id = latest
            )
    ) THEN
        PERFORM law_broken('live_passages_have_their_place',
            'Words that are bound, excused or commented on keep their place in each new revision, '
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

CREATE TRIGGER passage_is_made_in_person BEFORE INSERT OR UPDATE ON partnerships_passage
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('made_by_id');

CREATE TRIGGER passage_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_passage
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER placement_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_placement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER binding_is_bound_in_person BEFORE INSERT OR UPDATE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('bound_by_id');
CREATE TRIGGER binding_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');

CREATE TRIGGER binding_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();

CREATE TRIGGER binding_keeps_its_key BEFORE UPDATE OF id ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_binding_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER binding_insert_is_kept AFTER INSERT ON partnerships_binding
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_update_is_kept AFTER UPDATE ON partnerships_binding
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_delete_is_kept AFTER DELETE ON partnerships_binding
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_bindinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Of a person, of what was found wrong, and of what nobody has found anything about: two people
-- answer for letting it go out. rules/stories/objections.py says the same.
CREATE OR REPLACE FUNCTION waiver_needs_second(excuses text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT excuses && ARRAY[
        'adverse_on_one_origin', 'one_origin', 'not_asked', 'no_time_to_reply', 'wrong',
        'imprecise', 'unverified', 'uncorrected', 'no_correction', 'unchecked', 'waiting',
        'withdrawn'
    ]
$$;

CREATE TRIGGER waiver_is_waived_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('waived_by_id');
CREATE TRIGGER waiver_is_seconded_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('seconded_by_id');
CREATE TRIGGER waiver_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');

CREATE TRIGGER waiver_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();

CREATE TRIGGER waiver_keeps_its_key BEFORE UPDATE OF id ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_waiver_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER waiver_insert_is_kept AFTER INSERT ON partnerships_waiver
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_update_is_kept AFTER UPDATE ON partnerships_waiver
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_delete_is_kept AFTER DELETE ON partnerships_waiver
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_waiverhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
