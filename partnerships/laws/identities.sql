-- A rotation of keys writes the ciphertext anew and leaves who sealed it, and when.
CREATE OR REPLACE FUNCTION identity_is_sealed_in_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (OLD.source_id, OLD.uid) IS DISTINCT FROM (NEW.source_id, NEW.uid) THEN
        RAISE EXCEPTION 'What is sealed of one source is never put to another.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_stays_with_its_source';
    END IF;
    IF (TG_OP = 'INSERT' OR (OLD.sealed_by_id, OLD.sealed_at, OLD.description)
            IS DISTINCT FROM (NEW.sealed_by_id, NEW.sealed_at, NEW.description))
       AND NEW.sealed_by_id IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Everybody seals in their own name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_is_sealed_in_person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_is_sealed_in_person BEFORE INSERT OR UPDATE ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION identity_is_sealed_in_person();

CREATE TRIGGER identity_keeps_its_key BEFORE UPDATE OF id ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_identity_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_identityhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_identityhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER identity_insert_is_kept AFTER INSERT ON partnerships_identity
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_update_is_kept AFTER UPDATE ON partnerships_identity
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_delete_is_kept AFTER DELETE ON partnerships_identity
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_identityhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
