CREATE TRIGGER assessment_covers_what_is_there BEFORE INSERT ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION verdict_covers_what_is_there();

CREATE OR REPLACE FUNCTION assessment_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.checker_id IS DISTINCT FROM declared_actor() THEN
            PERFORM law_broken('assessment_is_given_in_person',
                'Everybody gives their own assessment.');
        END IF;
        IF EXISTS (
            SELECT FROM partnerships_assessment
            WHERE claim_id = NEW.claim_id AND fingerprint = NEW.fingerprint
                AND (given_at, id) >= (NEW.given_at, NEW.id)
        ) THEN
            PERFORM law_broken('assessment_follows_those_before_it',
                'An assessment comes after those that were given before it.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE'
       OR (OLD.uid, OLD.claim_id, OLD.finding, OLD.reasons, OLD.correction, OLD.covers,
           OLD.fingerprint, OLD.checker_id, OLD.given_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.claim_id, NEW.finding, NEW.reasons, NEW.correction, NEW.covers,
           NEW.fingerprint, NEW.checker_id, NEW.given_at)
       OR (OLD.verdict_id IS NOT NULL AND OLD.verdict_id IS DISTINCT FROM NEW.verdict_id) THEN
        PERFORM law_broken('assessment_is_not_rewritten',
            'An assessment is never rewritten or taken away.');
    END IF;
    IF OLD.verdict_id IS NULL AND NEW.verdict_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_verdict
        WHERE id = NEW.verdict_id AND claim_id = NEW.claim_id AND fingerprint = NEW.fingerprint
            AND proposed_at >= NEW.given_at
            AND state IN ('stands', 'waiting') AND superseded_at IS NULL
    ) THEN
        PERFORM law_broken('assessment_is_of_its_verdict',
            'An assessment belongs to the verdict that came of it.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessment_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION assessment_is_not_rewritten();

CREATE TRIGGER assessment_keeps_its_key BEFORE UPDATE OF id ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_assessment_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_assessmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_assessmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER assessment_insert_is_kept AFTER INSERT ON partnerships_assessment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_update_is_kept AFTER UPDATE ON partnerships_assessment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_delete_is_kept AFTER DELETE ON partnerships_assessment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_assessmenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
