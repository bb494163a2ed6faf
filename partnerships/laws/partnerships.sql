CREATE TRIGGER partnership_keeps_its_key BEFORE UPDATE OF id ON partnerships_partnership
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER partnership_ripples AFTER UPDATE ON partnerships_partnership
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partnership', 'record', '{name,summary}');
CREATE TRIGGER partnership_gone_ripples AFTER DELETE ON partnerships_partnership
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partnership', 'record', '{name,summary}');

CREATE OR REPLACE FUNCTION keep_partnership_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partnershiphistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, name, summary, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partnershiphistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, name, summary, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partnership_insert_is_kept AFTER INSERT ON partnerships_partnership
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_update_is_kept AFTER UPDATE ON partnerships_partnership
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_delete_is_kept AFTER DELETE ON partnerships_partnership
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partnershiphistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER partnershipparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_partnershipparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_partnershipparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partnershippartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partnershippartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partnershipparty_insert_is_kept AFTER INSERT ON partnerships_partnershipparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_update_is_kept AFTER UPDATE ON partnerships_partnershipparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_delete_is_kept AFTER DELETE ON partnerships_partnershipparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partnershippartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
