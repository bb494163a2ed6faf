-- The lists of one party's claims and citations, in tables of their own: their rows stand in the
-- order of the page (docs/decisions/paging.md). Whoever changes what they are made of holds the
-- claims first, so that of two who do so at once the second sees what the first has written.

-- Each row is looked up by its key: OFFSET 0 keeps PostgreSQL from a join of whole tables, for which
-- it decides while a table that is being filled is empty as far as it knows, and 4,000 rows take
-- eleven seconds. What is put away is listed nowhere, nor is what is cited for it.
CREATE OR REPLACE FUNCTION list_claims(touched bigint[]) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM partnerships_claimlisting WHERE ctid = ANY (ARRAY(
        SELECT listing.ctid FROM unnest(touched) AS one (id)
        CROSS JOIN LATERAL (
            SELECT ctid, party_id FROM partnerships_claimlisting
            WHERE claim_id = one.id OFFSET 0
        ) AS listing
        WHERE NOT EXISTS (
            SELECT FROM partnerships_claimparty
            WHERE claim_id = one.id AND party_id = listing.party_id OFFSET 0
        ) OR EXISTS (
            SELECT FROM partnerships_claim WHERE id = one.id AND put_away_id IS NOT NULL OFFSET 0
        )
    ));
    INSERT INTO partnerships_claimlisting AS listing (
        claim_id, party_id, collection_id, reference, uid, earliest, released_at
    )
    SELECT one.id, about.party_id, claim.collection_id, claim.reference, claim.uid,
        claim.earliest, claim.released_at
    FROM unnest(touched) AS one (id)
    CROSS JOIN LATERAL (
        SELECT collection_id, reference, uid, earliest, released_at
        FROM partnerships_claim WHERE id = one.id AND put_away_id IS NULL OFFSET 0
    ) AS claim
    CROSS JOIN LATERAL (
        SELECT party_id FROM partnerships_claimparty WHERE claim_id = one.id OFFSET 0
    ) AS about
    ON CONFLICT (claim_id, party_id) DO UPDATE SET
        collection_id = EXCLUDED.collection_id, reference = EXCLUDED.reference,
        uid = EXCLUDED.uid, earliest = EXCLUDED.earliest, released_at = EXCLUDED.released_at
    WHERE (listing.collection_id, listing.reference, listing.uid, listing.earliest,
           listing.released_at)
        IS DISTINCT FROM (EXCLUDED.collection_id, EXCLUDED.reference, EXCLUDED.uid,
           EXCLUDED.earliest, EXCLUDED.released_at);
$$;

-- 0 is everybody, 1 the desk, 2 the keepers of sources: models/claims/listings.py.
CREATE OR REPLACE FUNCTION list_citations(touched bigint[]) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM partnerships_citationlisting WHERE ctid = ANY (ARRAY(
        SELECT listing.ctid FROM unnest(touched) AS one (id)
        CROSS JOIN LATERAL (
            SELECT ctid, party_id FROM partnerships_citationlisting
            WHERE citation_id = one.id OFFSET 0
        ) AS listing
        WHERE NOT EXISTS (
            SELECT FROM partnerships_claimparty
            WHERE party_id = listing.party_id AND claim_id = (
                SELECT claim_id FROM partnerships_citation WHERE id = one.id
            ) OFFSET 0
        ) OR EXISTS (
            SELECT FROM partnerships_claim WHERE put_away_id IS NOT NULL AND id = (
                SELECT claim_id FROM partnerships_citation WHERE id = one.id
            ) OFFSET 0
        )
    ));
    INSERT INTO partnerships_citationlisting AS listing (
        citation_id, party_id, collection_id, reference, uid, audience
    )
    SELECT one.id, about.party_id, citation.collection_id, citation.reference, citation.uid,
        CASE
            WHEN source.confidentiality = 'confidential' THEN 2
            WHEN claim.released_at IS NULL OR source.released_at IS NULL THEN 1
            ELSE 0
        END
    FROM unnest(touched) AS one (id)
    CROSS JOIN LATERAL (
        SELECT uid, collection_id, reference, claim_id, source_id
        FROM partnerships_citation WHERE id = one.id OFFSET 0
    ) AS citation
    CROSS JOIN LATERAL (
        SELECT party_id FROM partnerships_claimparty
        WHERE claim_id = citation.claim_id OFFSET 0
    ) AS about
    CROSS JOIN LATERAL (
        SELECT released_at FROM partnerships_claim
        WHERE id = citation.claim_id AND put_away_id IS NULL OFFSET 0
    ) AS claim
    CROSS JOIN LATERAL (
        SELECT released_at, confidentiality FROM partnerships_source
        WHERE id = citation.source_id OFFSET 0
    ) AS source
    ON CONFLICT (citation_id, party_id) DO UPDATE SET
        collection_id = EXCLUDED.collection_id, reference = EXCLUDED.reference,
        uid = EXCLUDED.uid, audience = EXCLUDED.audience
    WHERE (listing.collection_id, listing.reference, listing.uid, listing.audience)
        IS DISTINCT FROM (EXCLUDED.collection_id, EXCLUDED.reference, EXCLUDED.uid,
           EXCLUDED.audience);
$$;

CREATE OR REPLACE FUNCTION citations_of(claims bigint[]) RETURNS bigint[] LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(
        SELECT citation.id FROM unnest(claims) AS one (id)
        CROSS JOIN LATERAL (
            SELECT id FROM partnerships_citation WHERE claim_id = one.id OFFSET 0
        ) AS citation
    )
$$;

CREATE OR REPLACE FUNCTION list_what_is_about_a_party() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        claims := ARRAY(SELECT DISTINCT claim_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        claims := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
    ELSE
        claims := ARRAY(SELECT claim_id FROM new_rows UNION SELECT claim_id FROM old_rows);
    END IF;
    IF claims = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM hold_claims(claims);
    PERFORM list_claims(claims);
    PERFORM list_citations(citations_of(claims));
    RETURN NULL;
END $$;
CREATE TRIGGER claimparty_added_is_listed AFTER INSERT ON partnerships_claimparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_what_is_about_a_party();
CREATE TRIGGER claimparty_changed_is_listed AFTER UPDATE ON partnerships_claimparty
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_what_is_about_a_party();
CREATE TRIGGER claimparty_removed_is_listed AFTER DELETE ON partnerships_claimparty
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_what_is_about_a_party();

CREATE OR REPLACE FUNCTION list_claims_that_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, collection_id, reference, uid, earliest, released_at, put_away_id
            FROM new_rows
            EXCEPT SELECT id, collection_id, reference, uid, earliest, released_at, put_away_id
            FROM old_rows
        ) AS changed
    );
    released bigint[];
BEGIN
    IF claims = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM list_claims(claims);
    released := ARRAY(
        SELECT id FROM (
            SELECT id, released_at IS NULL, put_away_id FROM new_rows
            EXCEPT SELECT id, released_at IS NULL, put_away_id FROM old_rows
        ) AS changed
    );
    IF released <> '{}' THEN
        PERFORM list_citations(citations_of(released));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_changed_is_listed AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_claims_that_changed();

CREATE OR REPLACE FUNCTION list_citations_of_sources() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sources bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, confidentiality, released_at IS NULL FROM new_rows
            EXCEPT SELECT id, confidentiality, released_at IS NULL FROM old_rows
        ) AS changed
    );
BEGIN
    IF sources <> '{}' THEN
        PERFORM list_citations(
            ARRAY(SELECT id FROM partnerships_citation WHERE source_id = ANY (sources))
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_changed_is_listed AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_citations_of_sources();

-- Their names come after those of citation_was_written() and its like, which hold the claims and
-- the sources: triggers of one kind run in the order of the alphabet. A change of what no verdict
-- covers holds its claims here.
CREATE OR REPLACE FUNCTION list_citations_that_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    citations bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        citations := ARRAY(SELECT id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        citations := ARRAY(SELECT id FROM old_rows);
    ELSE
        citations := ARRAY(
            SELECT id FROM (
                SELECT id, uid, collection_id, reference, claim_id, source_id FROM new_rows
                EXCEPT SELECT id, uid, collection_id, reference, claim_id, source_id FROM old_rows
            ) AS changed
        );
        PERFORM hold_claims(
            ARRAY(SELECT claim_id FROM partnerships_citation WHERE id = ANY (citations))
        );
    END IF;
    IF citations <> '{}' THEN
        PERFORM list_citations(citations);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_written_is_listed AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_citations_that_changed();
CREATE TRIGGER citation_written_again_is_listed AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_citations_that_changed();
CREATE TRIGGER citation_written_is_unlisted AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_citations_that_changed();

CREATE TRIGGER claim_listing_is_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_claimlisting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
CREATE TRIGGER citation_listing_is_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_citationlisting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
