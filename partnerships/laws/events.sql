CREATE TRIGGER event_keeps_its_key BEFORE UPDATE OF id ON partnerships_event
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER event_ripples AFTER UPDATE ON partnerships_event
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('event', 'record', '{title,kind,date}');
CREATE TRIGGER event_gone_ripples AFTER DELETE ON partnerships_event
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('event', 'record', '{title,kind,date}');

CREATE OR REPLACE FUNCTION keep_event_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_eventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, title, kind, date_words, date, note,
            released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note,
            released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_eventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, title, kind, date_words, date, note,
            released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note,
            released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_insert_is_kept AFTER INSERT ON partnerships_event
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_update_is_kept AFTER UPDATE ON partnerships_event
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_delete_is_kept AFTER DELETE ON partnerships_event
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_eventhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER eventparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_eventparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_eventparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_eventpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, event_id, party_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, event_id, party_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_eventpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, event_id, party_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, event_id, party_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER eventparty_insert_is_kept AFTER INSERT ON partnerships_eventparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_update_is_kept AFTER UPDATE ON partnerships_eventparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_delete_is_kept AFTER DELETE ON partnerships_eventparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_eventpartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
