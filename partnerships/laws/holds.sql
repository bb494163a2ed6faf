CREATE TRIGGER hold_is_held_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('held_by_id');
CREATE TRIGGER hold_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');

CREATE TRIGGER hold_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();

CREATE TRIGGER hold_keeps_its_key BEFORE UPDATE OF id ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_hold_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
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
