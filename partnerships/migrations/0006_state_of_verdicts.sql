CREATE OR REPLACE FUNCTION let_verdicts_lapse(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF touched = '{}' THEN
        RETURN;
    END IF;
    UPDATE partnerships_verdict AS verdict
    SET lapsed_at = coalesce(lapsed_at, clock_timestamp()),
        lapsed_by_id = CASE WHEN lapsed_at IS NULL THEN declared_actor() ELSE lapsed_by_id END,
        lapse = ARRAY(
            SELECT DISTINCT code
            FROM unnest(lapse || covers_differ(covers, claim_covers(claim_id))) AS code
            ORDER BY code
        )
    WHERE claim_id = ANY (touched) AND superseded_at IS NULL AND state <> 'withdrawn'
        AND NOT lapse @> covers_differ(covers, claim_covers(claim_id));
    IF EXISTS (
        SELECT FROM partnerships_verdict AS verdict
        WHERE claim_id = ANY (touched) AND state = 'stands' AND superseded_at IS NULL
            AND broken_glass = '' AND (
                EXISTS (
                    SELECT FROM authorships_of(claim_id) WHERE author_id = countersigned_by_id
                ) OR EXISTS (SELECT FROM unattributed_of(claim_id))
            )
    ) THEN
        PERFORM law_broken('verdict_is_signed_by_no_author',
            'Whoever signed the verdict on this claim cannot write what it covers in one breath.');
    END IF;
END $$;

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
        IF NOT OLD.lapse || covers_differ(OLD.covers, claim_covers(OLD.claim_id)) @> NEW.lapse
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

CREATE OR REPLACE FUNCTION edition_is_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    latest record;
BEGIN
    IF NEW.published_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('edition_is_published_in_person', 'Everybody publishes for themselves.');
    END IF;
    IF NEW.number <> 1 + (
        SELECT coalesce(max(number), 0) FROM partnerships_edition
        WHERE story_id = NEW.story_id AND id <> NEW.id
    ) THEN
        PERFORM law_broken('edition_follows_the_one_before',
            'Somebody has published this story meanwhile: look at it again.');
    END IF;
    SELECT id, text INTO latest FROM partnerships_revision
        WHERE story_id = NEW.story_id ORDER BY number DESC LIMIT 1;
    IF NEW.revision_id IS DISTINCT FROM latest.id THEN
        PERFORM law_broken('edition_is_of_the_latest_revision',
            'Somebody has written a newer revision: look at that one first.');
    END IF;
    IF NEW.content ->> 'text' IS DISTINCT FROM latest.text THEN
        PERFORM law_broken('edition_says_what_its_revision_says',
            'An edition holds the text of its revision, letter for letter.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_hold
        WHERE story_id = NEW.story_id AND ended_at IS NULL
            AND (until IS NULL OR until > least(NEW.published_at, clock_timestamp()))
    ) THEN
        PERFORM law_broken('edition_is_of_no_held_story',
            'The story is held: lift what holds it before it goes out.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = NEW.story_id AND ended_at IS NULL AND NOT EXISTS (
            SELECT FROM partnerships_verdict AS verdict
            WHERE verdict.claim_id = binding.claim_id AND state = 'stands'
                AND superseded_at IS NULL
        )
    ) THEN
        PERFORM law_broken('edition_leans_on_verdicts_that_stand',
            'The story leans on a claim whose verdict does not stand: have it signed first.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_passage AS passage
        WHERE story_id = NEW.story_id AND is_live_passage(passage.id) AND NOT EXISTS (
            SELECT FROM partnerships_placement
            WHERE passage_id = passage.id AND revision_id = NEW.revision_id AND start IS NOT NULL
        )
    ) THEN
        PERFORM law_broken('edition_leaves_no_words_behind',
            'Words that were checked are not in the text any more: bind others, or end that.');
    END IF;
    IF NEW.sha256 <> fingerprint_of(NEW.content) THEN
        PERFORM law_broken('edition_is_sealed_by_its_content',
            'The hash is not that of the content.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION verdict_ripples() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    stood bigint[] := '{}';
    stands bigint[] := ARRAY(
        SELECT id FROM new_rows WHERE state = 'stands' AND superseded_at IS NULL
    );
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_lean WHERE noun = 'verdict') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        stood := ARRAY(
            SELECT id FROM old_rows WHERE state = 'stands' AND superseded_at IS NULL
        );
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (stood) AND state = 'withdrawn'
        ), 'withdrawn');
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (stood) AND state = 'lapsed'
        ), 'lapsed');
    END IF;
    PERFORM verdict_stands_otherwise(
        ARRAY(SELECT id FROM unnest(stands) AS id WHERE id <> ALL (stood))
    );
    RETURN NULL;
END $$;
