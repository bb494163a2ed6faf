CREATE OR REPLACE FUNCTION refuse_all_but_an_end() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    free text[] := ARRAY['id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL THEN
        free := free || ARRAY['ended_at', 'ended_by_id', 'ended_why', 'cleared_id'];
        IF to_jsonb(OLD) ->> 'seconded_at' IS NULL THEN  -- a waiver's, once; others have none
            free := free || ARRAY['seconded_at', 'seconded_by_id'];
        END IF;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'This is never rewritten or taken away, but ended: make a new one.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION waiver_needs_second(excuses text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT excuses && ARRAY[
        'adverse_on_one_origin', 'one_origin', 'not_asked', 'no_time_to_reply', 'wrong',
        'imprecise', 'unverified', 'uncorrected', 'no_correction', 'unchecked', 'waiting',
        'withdrawn'
    ]
$$;

CREATE TRIGGER waiver_is_seconded_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('seconded_by_id');

CREATE OR REPLACE FUNCTION keep_waiver_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at,
            seconded_by_id, seconded_at
        FROM changed;
    END IF;
    RETURN NULL;
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
