-- Whose verdicts lapse: of the claims that were filed under the record that goes, or, of an undoing,
-- that go back there. Their words stand, and so does what they cite; but who is meant is another
-- record now, and that was not what two people looked at.
CREATE OR REPLACE FUNCTION claims_of_merge(confirmed partnerships_merge) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT claim_id ORDER BY claim_id), '{}')
    FROM partnerships_claimparty
    WHERE CASE WHEN confirmed.undoes_id IS NULL THEN party_id = confirmed.merged_id
        ELSE id IN (
            SELECT (move ->> 'pk')::bigint
            FROM partnerships_merge AS done, jsonb_array_elements(done.moved) AS move
            WHERE done.id = confirmed.undoes_id AND move ->> 'of' = 'claimparty'
        ) END
$$;

CREATE OR REPLACE FUNCTION merged_just_now(asked bigint) RETURNS varchar[] LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (
        SELECT FROM partnerships_merge AS merge
        JOIN partnerships_claimparty AS about ON about.party_id
            = CASE WHEN merge.undoes_id IS NULL THEN merge.merged_id ELSE merge.into_id END
        WHERE merge.act = 'confirmed' AND merge.at = now() AND about.claim_id = asked
    ) THEN '{party_merged}' ELSE '{}' END::varchar[]
$$;

CREATE OR REPLACE FUNCTION merge_lets_verdicts_lapse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := claims_of_merge(NEW);
BEGIN
    PERFORM hold_claims(claims);
    UPDATE partnerships_verdict
    SET lapsed_at = coalesce(lapsed_at, clock_timestamp()),
        lapsed_by_id = CASE WHEN lapsed_at IS NULL THEN declared_actor() ELSE lapsed_by_id END,
        lapse = ARRAY(
            SELECT DISTINCT code FROM unnest(lapse || '{party_merged}') AS code ORDER BY code
        )
    WHERE claim_id = ANY (claims) AND superseded_at IS NULL AND state <> 'withdrawn'
        AND NOT lapse @> '{party_merged}';
    RETURN NULL;
END $$;
CREATE TRIGGER merge_lets_verdicts_lapse AFTER INSERT ON partnerships_merge
    FOR EACH ROW WHEN (NEW.act = 'confirmed') EXECUTE FUNCTION merge_lets_verdicts_lapse();

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
