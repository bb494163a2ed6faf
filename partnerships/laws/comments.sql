CREATE OR REPLACE FUNCTION comment_is_on_its_claim() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.citation_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_citation
        WHERE id = NEW.citation_id AND claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'The citation is of another claim.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_is_on_its_claim
    BEFORE INSERT OR UPDATE OF claim_id, citation_id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION comment_is_on_its_claim();

CREATE OR REPLACE FUNCTION comment_stays_on_its_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.passage_id IS DISTINCT FROM OLD.passage_id THEN
        PERFORM law_broken('comment_stays_on_its_words',
            'A comment stays on the words that it was made on.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_stays_on_its_words BEFORE UPDATE OF passage_id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION comment_stays_on_its_words();

-- passages.sql has the function: what is said of words goes with them from revision to revision.
CREATE CONSTRAINT TRIGGER commented_passages_have_their_place
    AFTER INSERT OR UPDATE OF resolved_at ON partnerships_comment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN (NEW.passage_id IS NOT NULL AND NEW.resolved_at IS NULL AND NEW.head_id IS NULL)
    EXECUTE FUNCTION live_passages_have_their_place();

-- One level: what is answered answers nothing, and both stand on the same.
CREATE OR REPLACE FUNCTION answer_stands_with_its_head() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.head_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_comment AS head
        WHERE head.id = NEW.head_id AND head.head_id IS NULL AND head.id <> NEW.id
            AND head.claim_id IS NOT DISTINCT FROM NEW.claim_id
            AND head.citation_id IS NOT DISTINCT FROM NEW.citation_id
            AND head.deal_id IS NOT DISTINCT FROM NEW.deal_id
            AND head.passage_id IS NOT DISTINCT FROM NEW.passage_id
    ) OR TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM partnerships_comment WHERE head_id = OLD.id
    ) AND (NEW.head_id, NEW.claim_id, NEW.citation_id, NEW.deal_id)
        IS DISTINCT FROM (OLD.head_id, OLD.claim_id, OLD.citation_id, OLD.deal_id)
    THEN
        PERFORM law_broken('answer_stands_with_its_head',
            'An answer stands where the comment stands that it answers, and is answered there.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_stands_with_its_head
    BEFORE INSERT OR UPDATE OF head_id, claim_id, citation_id, deal_id, passage_id
    ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION answer_stands_with_its_head();

CREATE TRIGGER comment_keeps_its_key BEFORE UPDATE OF id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_comment_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, deal_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, deal_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, deal_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, deal_id, passage_id, head_id, text, written_by_id,
            written_at, resolved_by_id, resolved_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_insert_is_kept AFTER INSERT ON partnerships_comment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_update_is_kept AFTER UPDATE ON partnerships_comment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_delete_is_kept AFTER DELETE ON partnerships_comment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_commenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
