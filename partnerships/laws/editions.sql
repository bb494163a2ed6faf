-- What goes out is frozen and was in order when it went.
--
-- An edition is refused by PostgreSQL itself while the story is held, while it leans on a claim
-- whose verdict does not stand, while a waiver lacks the second name that it needs, while a comment
-- on its words is open, or while words that were bound are not in its text. Whoever publishes holds the story, then the claims that it
-- leans on and their verdicts, and then, without waiting, every other row that it leans on
-- (hold_what_goes_out): so no two wait in a ring, and a change of such a row comes either before
-- the gate or after the edition, where triggers find by its dependencies what went out on it and
-- leave an open item (ripples.sql).

-- Others hold a row and then the claim, or the claim and then the row: whoever publishes holds the
-- claims and does not wait for the rest.
CREATE OR REPLACE FUNCTION hold_what_goes_out(asked bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    bound bigint[];
    leaned record;
BEGIN
    PERFORM look_at_what_is_committed();
    PERFORM FROM partnerships_story WHERE id = asked FOR NO KEY UPDATE;
    bound := ARRAY(
        SELECT DISTINCT claim_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = asked AND ended_at IS NULL ORDER BY claim_id
    );
    PERFORM hold_claims(bound);
    PERFORM FROM partnerships_verdict
        WHERE claim_id = ANY (bound) AND superseded_at IS NULL ORDER BY id FOR SHARE;
    FOR leaned IN
        SELECT noun, array_agg(DISTINCT record) AS records FROM claim_dependencies(bound)
        WHERE noun NOT IN ('claim', 'verdict') GROUP BY noun ORDER BY noun
    LOOP
        EXECUTE format(
            'SELECT FROM partnerships_%I WHERE id = ANY ($1) ORDER BY id FOR SHARE NOWAIT',
            leaned.noun
        ) USING leaned.records;
    END LOOP;
EXCEPTION WHEN lock_not_available THEN
    PERFORM law_broken('edition_waits_for_what_it_leans_on',
        'Somebody is changing something that this story leans on: publish it in a moment.');
END $$;

CREATE OR REPLACE FUNCTION edition_goes_out() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_what_goes_out(NEW.story_id);
    IF NEW.sha256 = '' THEN
        NEW.sha256 := fingerprint_of(NEW.content);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER edition_goes_out BEFORE INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_goes_out();

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
        SELECT FROM partnerships_comment AS comment
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = NEW.story_id AND resolved_at IS NULL AND head_id IS NULL
    ) THEN
        PERFORM law_broken('edition_leaves_no_comment_open',
            'A comment on words of the story is open: resolve it before the story goes out.');
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
    IF EXISTS (
        SELECT FROM partnerships_waiver AS waiver
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = NEW.story_id AND ended_at IS NULL AND seconded_by_id IS NULL
            AND waiver_needs_second(excuses::text[])
    ) THEN
        PERFORM law_broken('edition_rests_on_seconded_waivers',
            'A waiver of what two people answer for has one name: somebody else seconds it, '
            'or it is taken back.');
    END IF;
    IF NEW.sha256 <> fingerprint_of(NEW.content) THEN
        PERFORM law_broken('edition_is_sealed_by_its_content',
            'The hash is not that of the content.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_is_in_order AFTER INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_is_in_order();

CREATE OR REPLACE FUNCTION later_edition_has_its_correction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_correction WHERE edition_id = NEW.id) THEN
        PERFORM law_broken('later_edition_has_its_correction',
            'What is out changes only with a correction: say what was wrong and what is right.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER later_edition_has_its_correction
    AFTER INSERT ON partnerships_edition DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.number > 1) EXECUTE FUNCTION later_edition_has_its_correction();

CREATE OR REPLACE FUNCTION correction_is_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.written_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('correction_is_written_in_person', 'Everybody corrects for themselves.');
    END IF;
    IF NOT EXISTS (
        SELECT FROM partnerships_edition WHERE id = NEW.edition_id AND number > 1
    ) THEN
        PERFORM law_broken('correction_comes_with_a_later_edition',
            'What was never out before has nothing to correct.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_is_written AFTER INSERT ON partnerships_correction
    FOR EACH ROW EXECUTE FUNCTION correction_is_written();

CREATE TRIGGER edition_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
