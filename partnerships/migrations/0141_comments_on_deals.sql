-- What 0141 changes of the laws, as it was then.

DROP TRIGGER answer_stands_with_its_head ON partnerships_comment;

DROP TRIGGER comment_names_what_is_there ON partnerships_comment;

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

CREATE TRIGGER comment_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, deal_id
    ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'deal', 'deal_id');

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
