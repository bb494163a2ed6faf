CREATE TRIGGER snapshot_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_snapshot
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION keep_snapshot_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER snapshot_insert_is_kept AFTER INSERT ON partnerships_snapshot
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_update_is_kept AFTER UPDATE ON partnerships_snapshot
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_delete_is_kept AFTER DELETE ON partnerships_snapshot
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_snapshothistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
