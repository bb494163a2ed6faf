CREATE TRIGGER party_keeps_its_key BEFORE UPDATE OF id ON partnerships_party
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER party_ripples AFTER UPDATE ON partnerships_party
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('party', 'record',
        '{kind,name,legal_form,country,place,founded,dissolved,parent_id,'
        'merged_into_id}'
    );
CREATE TRIGGER party_gone_ripples AFTER DELETE ON partnerships_party
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('party', 'record',
        '{kind,name,legal_form,country,place,founded,dissolved,parent_id,'
        'merged_into_id}'
    );

CREATE OR REPLACE FUNCTION keep_party_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER party_insert_is_kept AFTER INSERT ON partnerships_party
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_update_is_kept AFTER UPDATE ON partnerships_party
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_delete_is_kept AFTER DELETE ON partnerships_party
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_partyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
