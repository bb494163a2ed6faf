CREATE TRIGGER reply_keeps_its_key BEFORE UPDATE OF id ON partnerships_reply
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_reply_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_replyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_replyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reply_insert_is_kept AFTER INSERT ON partnerships_reply
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_update_is_kept AFTER UPDATE ON partnerships_reply
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_delete_is_kept AFTER DELETE ON partnerships_reply
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_replyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
