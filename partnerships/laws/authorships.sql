CREATE OR REPLACE FUNCTION authorship_is_in_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor integer := declared_actor();
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE author_id IS DISTINCT FROM actor) THEN
        PERFORM law_broken('authorship_is_in_person', 'Everybody answers for their own changes.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER authorship_is_in_person AFTER INSERT ON partnerships_authorship
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION authorship_is_in_person();

-- What is adopted is what was there when it was: of that no number speaks, which a login may give.
CREATE OR REPLACE FUNCTION adoption_is_of_what_was_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER adoption_is_of_what_was_there BEFORE INSERT ON partnerships_authorship
    FOR EACH ROW WHEN (NEW.how = 'adopted') EXECUTE FUNCTION adoption_is_of_what_was_there();

CREATE TRIGGER authorship_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_authorship
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION authorships_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM partnerships_authorship WHERE claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_authorship AS authorship
        JOIN partnerships_citation AS citation ON citation.id = authorship.citation_id
        WHERE citation.claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        JOIN partnerships_authorship AS authorship
            ON authorship.source_id IN (source.id, source.origin_id)
        WHERE citation.claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_authorship AS authorship
        JOIN partnerships_search AS search ON search.id = authorship.search_id
        WHERE search.claim_id = covered
$$;

CREATE OR REPLACE FUNCTION unattributed_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT nameless.* FROM authorships_of(covered) AS nameless
    WHERE nameless.author_id IS NULL AND NOT EXISTS (
        SELECT FROM partnerships_authorship AS adopted
        WHERE adopted.how = 'adopted' AND adopted.at > nameless.at
            AND adopted.claim_id IS NOT DISTINCT FROM nameless.claim_id
            AND adopted.citation_id IS NOT DISTINCT FROM nameless.citation_id
            AND adopted.source_id IS NOT DISTINCT FROM nameless.source_id
            AND adopted.search_id IS NOT DISTINCT FROM nameless.search_id
    )
$$;

-- Citations are numbered as the page of the claim lists them; where that hides some, by none.
CREATE OR REPLACE FUNCTION last_written_of(covered bigint, writer integer)
RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN mine.citation_id IS NOT NULL AND EXISTS (
            SELECT FROM partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            WHERE citation.claim_id = covered AND source.confidentiality <> 'open'
        ) THEN mine.how || ' a citation'
        WHEN mine.citation_id IS NOT NULL THEN mine.how || ' citation ' || (
            SELECT count(*) FROM partnerships_citation AS citation
            JOIN partnerships_citation AS written ON written.id = mine.citation_id
            WHERE citation.claim_id = covered
                AND (citation.reference, citation.id) <= (written.reference, written.id)
        )
        WHEN mine.source_id IS NOT NULL THEN 'set the origin of a source it cites'
        WHEN mine.search_id IS NOT NULL THEN mine.how || ' a search that found nothing'
        ELSE mine.how || ' the claim'
    END || to_char(mine.at AT TIME ZONE 'UTC', '" on "FMDD FMMonth YYYY')
    FROM authorships_of(covered) AS mine
    WHERE mine.author_id = writer ORDER BY mine.id DESC LIMIT 1
$$;
