CREATE TRIGGER collection_keeps_its_key BEFORE UPDATE OF id ON partnerships_collection
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_collection_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_collectionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, name
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, name
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_collectionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, name
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, name
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER collection_insert_is_kept AFTER INSERT ON partnerships_collection
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_update_is_kept AFTER UPDATE ON partnerships_collection
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_delete_is_kept AFTER DELETE ON partnerships_collection
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_collectionhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
