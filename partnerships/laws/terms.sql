CREATE TRIGGER term_keeps_its_key BEFORE UPDATE OF id ON partnerships_term
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER term_ripples AFTER UPDATE ON partnerships_term
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('term', 'record',
        '{deal_id,kind,text,start,end,ongoing,replaced_by_id}'
    );
CREATE TRIGGER term_gone_ripples AFTER DELETE ON partnerships_term
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('term', 'record',
        '{deal_id,kind,text,start,end,ongoing,replaced_by_id}'
    );

CREATE OR REPLACE FUNCTION keep_term_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_termhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_termhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER term_insert_is_kept AFTER INSERT ON partnerships_term
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_update_is_kept AFTER UPDATE ON partnerships_term
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_delete_is_kept AFTER DELETE ON partnerships_term
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_termhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
