CREATE TRIGGER mailing_keeps_its_key BEFORE UPDATE OF id ON partnerships_mailing
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_mailing_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_mailinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, user_id, wish, told_until
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, user_id, wish, told_until
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_mailinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, user_id, wish, told_until
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, user_id, wish, told_until
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mailing_insert_is_kept AFTER INSERT ON partnerships_mailing
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_update_is_kept AFTER UPDATE ON partnerships_mailing
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_delete_is_kept AFTER DELETE ON partnerships_mailing
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_mailinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
