CREATE TRIGGER assignment_keeps_its_key BEFORE UPDATE OF id ON partnerships_assignment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_assignment_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_assignmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_assignmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER assignment_insert_is_kept AFTER INSERT ON partnerships_assignment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_update_is_kept AFTER UPDATE ON partnerships_assignment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_delete_is_kept AFTER DELETE ON partnerships_assignment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_assignmenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
