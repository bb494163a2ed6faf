CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named uuid;
    told jsonb;
BEGIN
    BEGIN
        named := current_setting('pghistory.context_id')::uuid;
        told := current_setting('pghistory.context_metadata')::jsonb;
    EXCEPTION WHEN OTHERS THEN
        RETURN NULL;
    END;
    IF named IS NULL OR told IS NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM pghistory_context
        WHERE id = named AND created_at <> now() AND metadata <> told
    ) THEN
        named := md5(named::text || pg_current_xact_id()::text)::uuid;
    END IF;
    INSERT INTO pghistory_context AS kept (id, metadata, created_at, updated_at)
        VALUES (named, told, now(), now())
        ON CONFLICT (id) DO UPDATE
            SET metadata = excluded.metadata, updated_at = excluded.updated_at
            WHERE kept.metadata <> excluded.metadata;
    RETURN named;
END $$;
