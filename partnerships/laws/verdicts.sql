-- Four eyes and lapsing, held by PostgreSQL whatever the door.
--
-- A verdict covers what its claim said and rested on when it was proposed (claim_covers). Whoever
-- changes that becomes its author, and the verdict lapses (lapses.sql), both by triggers on the
-- statement that made the change (claims.sql, citations.sql, searches.sql, sources.sql,
-- rechecks.sql). They hold the claim first and its verdict after it, as the desk's actions do; a
-- signature holds its verdict alone, so that an edit and a signature wait for each other and never
-- for a ring. A signature then looks at what was committed before it: nobody signs what they
-- wrote.

CREATE OR REPLACE FUNCTION may_break_glass(asked integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM auth_permission AS permission
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE kind.app_label = 'partnerships' AND permission.codename = 'break_glass'
            AND (
                EXISTS (
                    SELECT FROM auth_user_user_permissions
                    WHERE user_id = asked AND permission_id = permission.id
                ) OR EXISTS (
                    SELECT FROM auth_user_groups AS member
                    JOIN auth_group_permissions AS granted ON granted.group_id = member.group_id
                    WHERE member.user_id = asked AND granted.permission_id = permission.id
                )
            )
    )
$$;

-- A blind check is closed by two who agree, or by somebody else than the two who do not.
CREATE OR REPLACE FUNCTION is_checked_blind(asked bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT claim.is_blind OR EXISTS (
        SELECT FROM partnerships_rulebook WHERE claim.kind = ANY (blind_kinds)
    )
    FROM partnerships_claim AS claim WHERE claim.id = asked
$$;

CREATE OR REPLACE FUNCTION verdict_covers_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given text := NEW.fingerprint;
BEGIN
    PERFORM hold_claims(ARRAY[NEW.claim_id]);
    NEW.covers := claim_covers(NEW.claim_id);
    NEW.fingerprint := fingerprint_of(NEW.covers);
    IF given NOT IN ('', NEW.fingerprint) THEN
        RAISE EXCEPTION 'The claim or what it rests on has changed since: look at it again.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'verdict_covers_what_is_there';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verdict_covers_what_is_there BEFORE INSERT ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_covers_what_is_there();

CREATE OR REPLACE FUNCTION verdict_is_checked_blind(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first_two integer[] := ARRAY(
        SELECT checker_id FROM partnerships_assessment
        WHERE claim_id = verdict.claim_id AND fingerprint = verdict.fingerprint
            AND (verdict_id IS NULL OR verdict_id = verdict.id)
        ORDER BY given_at, id LIMIT 2
    );
BEGIN
    IF NOT is_checked_blind(verdict.claim_id) THEN
        RETURN;
    END IF;
    IF cardinality(first_two) < 2 THEN
        PERFORM law_broken('blind_check_has_two_checkers',
            'This claim is checked blind: two people give their assessments first.');
    END IF;
    IF verdict.countersigned_by_id = ANY (first_two) AND (
        SELECT count(DISTINCT finding) > 1 FROM partnerships_assessment
        WHERE claim_id = verdict.claim_id AND fingerprint = verdict.fingerprint
            AND checker_id = ANY (first_two)
            AND (verdict_id IS NULL OR verdict_id = verdict.id)
    ) THEN
        PERFORM law_broken('blind_disagreement_is_closed_by_a_third',
            'The two checkers disagree: somebody else closes it.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_signed_by_another(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF verdict.countersigned_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('verdict_is_signed_in_person', 'Everybody signs for themselves.');
    END IF;
    IF verdict.broken_glass <> '' THEN
        IF translate(verdict.broken_glass, chr(160) || chr(8203) || chr(65279), '')
           !~ '[^[:space:]]' THEN
            PERFORM law_broken('verdict_glass_is_broken_for_a_reason',
                'Say why the glass is broken: it stays on the verdict.');
        END IF;
        IF NOT may_break_glass(verdict.countersigned_by_id) THEN
            PERFORM law_broken('verdict_glass_is_broken_by_a_chief',
                'Only an editor in chief may sign what they wrote part of.');
        END IF;
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM authorships_of(verdict.claim_id)
        WHERE author_id = verdict.countersigned_by_id
    ) THEN
        PERFORM law_broken('verdict_is_signed_by_no_author', format(
            'Needs a second person: you %s. Ask someone who has not edited it.',
            last_written_of(verdict.claim_id, verdict.countersigned_by_id)
        ));
    END IF;
    IF EXISTS (SELECT FROM unattributed_of(verdict.claim_id)) THEN
        PERFORM law_broken('verdict_covers_nothing_unattributed',
            'Part of what this covers was changed by nobody named: '
            'somebody must adopt that change first.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_proposed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.proposed_by_id IS DISTINCT FROM declared_actor() AND NOT EXISTS (
        SELECT FROM partnerships_assessment
        WHERE claim_id = NEW.claim_id AND checker_id = NEW.proposed_by_id
            AND fingerprint = NEW.fingerprint AND verdict_id IS NULL
            AND (finding, reasons, correction) = (NEW.finding, NEW.reasons, NEW.correction)
    ) THEN
        PERFORM law_broken('verdict_is_proposed_in_person',
            'Everybody proposes for themselves.');
    END IF;
    PERFORM verdict_is_checked_blind(NEW);
    IF NEW.countersigned_by_id IS NOT NULL THEN
        PERFORM verdict_is_signed_by_another(NEW);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER verdict_is_proposed AFTER INSERT ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_is_proposed();

CREATE OR REPLACE FUNCTION verdict_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM law_broken('verdict_is_kept', 'A verdict is kept for ever: withdraw it instead.');
    END IF;
    IF (OLD.uid, OLD.claim_id, OLD.finding, OLD.reasons, OLD.correction, OLD.covers,
        OLD.fingerprint, OLD.as_of, OLD.proposed_by_id, OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.uid, NEW.claim_id, NEW.finding, NEW.reasons, NEW.correction, NEW.covers,
        NEW.fingerprint, NEW.as_of, NEW.proposed_by_id, NEW.proposed_at)
       OR (OLD.countersigned_at IS NOT NULL
           AND (OLD.countersigned_by_id, OLD.countersigned_at, OLD.broken_glass)
               IS DISTINCT FROM
               (NEW.countersigned_by_id, NEW.countersigned_at, NEW.broken_glass))
       OR (OLD.lapsed_at IS NOT NULL
           AND ((OLD.lapsed_at, OLD.lapsed_by_id) IS DISTINCT FROM (NEW.lapsed_at, NEW.lapsed_by_id)
                OR NOT NEW.lapse @> OLD.lapse))
       OR (OLD.withdrawn_at IS NOT NULL
           AND (OLD.withdrawn_by_id, OLD.withdrawn_at, OLD.withdrawn_why)
               IS DISTINCT FROM (NEW.withdrawn_by_id, NEW.withdrawn_at, NEW.withdrawn_why))
       OR (OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS DISTINCT FROM NEW.superseded_at)
    THEN
        PERFORM law_broken('verdict_is_not_rewritten',
            'A verdict is never rewritten: propose a new one.');
    END IF;
    IF OLD.lapse IS DISTINCT FROM NEW.lapse OR OLD.lapsed_at IS DISTINCT FROM NEW.lapsed_at THEN
        IF NOT OLD.lapse || covers_differ(OLD.covers, claim_covers(OLD.claim_id))
               || merged_just_now(OLD.claim_id) @> NEW.lapse
           OR (OLD.lapsed_at IS NULL AND NEW.lapsed_by_id IS DISTINCT FROM declared_actor()) THEN
            PERFORM law_broken('verdict_lapses_by_what_changed',
                'A verdict lapses by itself, when what it covers changes: withdraw it instead.');
        END IF;
    END IF;
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
       AND NEW.withdrawn_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('verdict_is_withdrawn_in_person', 'Everybody withdraws for themselves.');
    END IF;
    IF OLD.countersigned_at IS NULL AND NEW.countersigned_at IS NOT NULL THEN
        PERFORM look_at_what_is_committed();
        IF OLD.state <> 'waiting' OR OLD.superseded_at IS NOT NULL THEN
            PERFORM law_broken('verdict_is_signed_while_it_waits',
                'This verdict no longer waits for a signature: look at the claim again.');
        END IF;
        IF NEW.fingerprint <> fingerprint_of(claim_covers(NEW.claim_id)) THEN
            PERFORM law_broken('verdict_covers_what_is_there',
                'The claim or what it rests on has changed since: look at it again.');
        END IF;
        PERFORM verdict_is_checked_blind(NEW);
        PERFORM verdict_is_signed_by_another(NEW);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verdict_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_is_not_rewritten();

CREATE OR REPLACE FUNCTION verdict_is_replaced_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM partnerships_verdict WHERE claim_id = NEW.claim_id AND superseded_at IS NULL
    ) THEN
        PERFORM law_broken('verdict_is_replaced_by_another',
            'A verdict is replaced by a newer one: propose that, or withdraw this one.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER verdict_is_replaced_by_another
    AFTER UPDATE OF superseded_at ON partnerships_verdict DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.superseded_at IS NOT NULL)
    EXECUTE FUNCTION verdict_is_replaced_by_another();

CREATE TRIGGER verdict_keeps_its_key BEFORE UPDATE OF id ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_verdict_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_verdicthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_verdicthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER verdict_insert_is_kept AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_update_is_kept AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_delete_is_kept AFTER DELETE ON partnerships_verdict
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_verdicthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
