-- What 0121 changes of the laws, as it was then.

DROP TRIGGER commented_passages_have_their_place ON partnerships_comment;

CREATE CONSTRAINT TRIGGER commented_passages_have_their_place
    AFTER INSERT OR UPDATE OF resolved_at ON partnerships_comment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN (NEW.passage_id IS NOT NULL AND NEW.resolved_at IS NULL AND NEW.head_id IS NULL)
    EXECUTE FUNCTION live_passages_have_their_place();

CREATE OR REPLACE FUNCTION is_carried_passage(about bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT is_live_passage(about) OR EXISTS (
        SELECT FROM partnerships_comment
        WHERE passage_id = about AND resolved_at IS NULL AND head_id IS NULL
    )
$$;

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

CREATE OR REPLACE FUNCTION answer_stands_with_its_head() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.head_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_comment AS head
        WHERE head.id = NEW.head_id AND head.head_id IS NULL AND head.id <> NEW.id
            AND head.claim_id IS NOT DISTINCT FROM NEW.claim_id
            AND head.citation_id IS NOT DISTINCT FROM NEW.citation_id
            AND head.passage_id IS NOT DISTINCT FROM NEW.passage_id
    ) OR TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM partnerships_comment WHERE head_id = OLD.id
    ) AND (NEW.head_id, NEW.claim_id, NEW.citation_id)
        IS DISTINCT FROM (OLD.head_id, OLD.claim_id, OLD.citation_id)
    THEN
        PERFORM law_broken('answer_stands_with_its_head',
            'An answer stands where the comment stands that it answers, and is answered there.');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER answer_stands_with_its_head
    BEFORE INSERT OR UPDATE OF head_id, claim_id, citation_id, passage_id
    ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION answer_stands_with_its_head();

CREATE OR REPLACE FUNCTION keep_comment_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
