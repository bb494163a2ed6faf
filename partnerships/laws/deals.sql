-- Checks over several rows wait for the end of the transaction and then take turns on the row they
-- are about, so that two transactions cannot each see half.

CREATE OR REPLACE FUNCTION published_deal_has_two_parties() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about bigint;
BEGIN
    IF TG_TABLE_NAME = 'partnerships_deal' THEN
        about := NEW.id;
    ELSE
        about := OLD.deal_id;
    END IF;
    PERFORM FROM partnerships_deal WHERE id = about FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM partnerships_deal WHERE id = about AND released_at IS NOT NULL)
       AND (SELECT count(DISTINCT party_id) < 2 FROM partnerships_dealparty
            WHERE deal_id = about) THEN
        RAISE EXCEPTION 'A published deal names at least two parties: add the other one.'
            USING ERRCODE = 'check_violation', TABLE = 'partnerships_deal',
                  CONSTRAINT = 'published_deal_has_two_parties';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER published_deal_has_two_parties
    AFTER INSERT OR UPDATE OF released_at ON partnerships_deal
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();
CREATE CONSTRAINT TRIGGER published_deal_keeps_two_parties
    AFTER UPDATE OR DELETE ON partnerships_dealparty
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();

CREATE TRIGGER deal_keeps_its_key BEFORE UPDATE OF id ON partnerships_deal
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER deal_ripples AFTER UPDATE ON partnerships_deal
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('deal', 'record',
        '{title,kinds,partnership_id,amends_id,umbrella_id,start,end,ongoing}'
    );
CREATE TRIGGER deal_gone_ripples AFTER DELETE ON partnerships_deal
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('deal', 'record',
        '{title,kinds,partnership_id,amends_id,umbrella_id,start,end,ongoing}'
    );

CREATE OR REPLACE FUNCTION keep_deal_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER deal_insert_is_kept AFTER INSERT ON partnerships_deal
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_update_is_kept AFTER UPDATE ON partnerships_deal
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_delete_is_kept AFTER DELETE ON partnerships_deal
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_dealhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dealparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_dealparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER dealparty_ripples AFTER UPDATE ON partnerships_dealparty
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealparty', 'record',
        '{deal_id,party_id,role,direction}'
    );
CREATE TRIGGER dealparty_gone_ripples AFTER DELETE ON partnerships_dealparty
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealparty', 'record',
        '{deal_id,party_id,role,direction}'
    );

CREATE OR REPLACE FUNCTION keep_dealparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, party_id, role, direction
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, party_id, role, direction
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, party_id, role, direction
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, party_id, role, direction
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER dealparty_insert_is_kept AFTER INSERT ON partnerships_dealparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_update_is_kept AFTER UPDATE ON partnerships_dealparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_delete_is_kept AFTER DELETE ON partnerships_dealparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_dealpartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dealstep_keeps_its_key BEFORE UPDATE OF id ON partnerships_dealstep
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER dealstep_ripples AFTER UPDATE ON partnerships_dealstep
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealstep', 'record', '{deal_id,step,date}');
CREATE TRIGGER dealstep_gone_ripples AFTER DELETE ON partnerships_dealstep
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealstep', 'record', '{deal_id,step,date}');

CREATE OR REPLACE FUNCTION keep_dealstep_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealstephistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, step, date_words, date
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, step, date_words, date
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealstephistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, step, date_words, date
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, step, date_words, date
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER dealstep_insert_is_kept AFTER INSERT ON partnerships_dealstep
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_update_is_kept AFTER UPDATE ON partnerships_dealstep
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_delete_is_kept AFTER DELETE ON partnerships_dealstep
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_dealstephistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
