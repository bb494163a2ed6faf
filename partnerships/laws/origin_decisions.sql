CREATE OR REPLACE FUNCTION origin_decision_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_by_id IS DISTINCT FROM declared_actor() THEN
            RAISE EXCEPTION 'Everybody judges for themselves.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'origin_decision_is_given_in_person';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
       OR (OLD.uid, OLD.source_id, OLD.other_id, OLD.answer, OLD.why, OLD.decided_by_id,
           OLD.decided_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.source_id, NEW.other_id, NEW.answer, NEW.why, NEW.decided_by_id,
           NEW.decided_at) THEN
        RAISE EXCEPTION 'A decision is never rewritten or taken away: decide anew.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'origin_decision_is_not_rewritten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER origin_decision_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_origindecision
    FOR EACH ROW EXECUTE FUNCTION origin_decision_is_not_rewritten();

CREATE TRIGGER origin_decision_keeps_its_key BEFORE UPDATE OF id ON partnerships_origindecision
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_origindecision_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_origindecisionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_origindecisionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER origindecision_insert_is_kept AFTER INSERT ON partnerships_origindecision
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_origindecision_history();
CREATE TRIGGER origindecision_update_is_kept AFTER UPDATE ON partnerships_origindecision
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_origindecision_history();
CREATE TRIGGER origindecision_delete_is_kept AFTER DELETE ON partnerships_origindecision
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_origindecision_history();
CREATE TRIGGER origindecision_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_origindecisionhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
