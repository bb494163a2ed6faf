CREATE TRIGGER rulebook_keeps_its_key BEFORE UPDATE OF id ON partnerships_rulebook
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_rulebook_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_rulebookhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_rulebookhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER rulebook_insert_is_kept AFTER INSERT ON partnerships_rulebook
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_update_is_kept AFTER UPDATE ON partnerships_rulebook
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_delete_is_kept AFTER DELETE ON partnerships_rulebook
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_rulebookhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
