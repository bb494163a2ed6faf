CREATE TRIGGER hold_is_held_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('held_by_id');
CREATE TRIGGER hold_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');

CREATE TRIGGER hold_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();

-- What the lawyers sign is the text they have read: the latest, and no other.
CREATE OR REPLACE FUNCTION legal_hold_is_lifted() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first integer;
BEGIN
    IF NEW.kind <> 'legal' OR NEW.ended_at IS NULL THEN
        RETURN NEW;
    END IF;
    WITH RECURSIVE renewed (held_by_id, renews_id) AS (
        SELECT NEW.held_by_id, NEW.renews_id
        UNION ALL
        SELECT hold.held_by_id, hold.renews_id
        FROM partnerships_hold AS hold JOIN renewed ON hold.id = renewed.renews_id
    )
    SELECT held_by_id INTO first FROM renewed WHERE renews_id IS NULL;
    IF NEW.ended_by_id <> first AND NOT may_break_glass(NEW.ended_by_id) THEN
        PERFORM law_broken('legal_hold_is_lifted_by_who_set_it',
            'Whoever asked for the legal check lifts this, or an editor in chief.');
    END IF;
    NEW.cleared_id := coalesce(NEW.cleared_id, (
        SELECT id FROM partnerships_revision WHERE story_id = NEW.story_id
        ORDER BY number DESC LIMIT 1
    ));
    IF EXISTS (
        SELECT FROM partnerships_revision AS later
        JOIN partnerships_revision AS cleared ON cleared.id = NEW.cleared_id
        WHERE later.story_id = NEW.story_id
            AND (cleared.story_id <> NEW.story_id OR later.number > cleared.number)
    ) THEN
        PERFORM law_broken('legal_hold_is_lifted_over_the_latest_text',
            'Somebody has written a newer revision: look at that one first.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER legal_hold_is_lifted BEFORE UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION legal_hold_is_lifted();

CREATE OR REPLACE FUNCTION changed_text_is_held_again() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO partnerships_hold (
        uid, story_id, kind, reason, held_by_id, held_at, ended_why, renews_id
    )
    SELECT gen_random_uuid(), NEW.story_id, 'legal', format(
        'The text has changed since revision %s was signed for.', cleared.number
    ), NEW.written_by_id, NEW.written_at, '', last.id
    FROM (
        SELECT * FROM partnerships_hold
        WHERE story_id = NEW.story_id AND kind = 'legal' ORDER BY id DESC LIMIT 1
    ) AS last
    LEFT JOIN partnerships_revision AS cleared ON cleared.id = last.cleared_id
    WHERE last.ended_at IS NOT NULL AND cleared.text IS DISTINCT FROM NEW.text;
    RETURN NULL;
END $$;
CREATE TRIGGER changed_text_is_held_again AFTER INSERT ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION changed_text_is_held_again();

CREATE TRIGGER hold_keeps_its_key BEFORE UPDATE OF id ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_hold_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hold_insert_is_kept AFTER INSERT ON partnerships_hold
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_update_is_kept AFTER UPDATE ON partnerships_hold
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_delete_is_kept AFTER DELETE ON partnerships_hold
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_holdhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
