-- Frozen text of laws/documents.sql, with the tables that it stands on.
-- What is kept of a claim stands in its row: beside it PostgreSQL would look for it.
CREATE TABLE partnerships_claimdocument (
    claim_id bigint PRIMARY KEY,
    form bytea NOT NULL,
    body bytea NOT NULL
) WITH (toast_tuple_target = 8160);
CREATE TABLE partnerships_outdateddocument (claim_id bigint NOT NULL);
CREATE INDEX outdateddocument_of_claim ON partnerships_outdateddocument (claim_id);

-- The answers of the API that are stored for readers without a login, taken as outdated in the
-- transaction that changes anything they hold: docs/decisions/documents.md.
--
-- A document is marked, not removed: two transactions that change what one holds do not wait for
-- each other. Who changes something has the turn together with all others who do; who makes
-- documents has it alone. So nothing that a document is made of is half changed meanwhile, and what
-- changes afterwards finds it.

CREATE OR REPLACE FUNCTION turn_of_documents() RETURNS bigint LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT hashtext('partnerships_claimdocument')::bigint
$$;

-- Before one looks which documents hold it: what others made meanwhile is then seen, by a statement
-- that looks at what is committed.
CREATE OR REPLACE FUNCTION hold_documents() RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(turn_of_documents());
    PERFORM look_at_what_is_committed();
END $$;

CREATE OR REPLACE FUNCTION outdate_documents(touched bigint[]) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO partnerships_outdateddocument (claim_id)
    SELECT claim_id FROM partnerships_claimdocument AS document
    WHERE claim_id = ANY (touched) AND NOT EXISTS (
        SELECT FROM partnerships_outdateddocument AS mark
        WHERE mark.claim_id = document.claim_id
    )
$$;

-- Those of the claims that lead to one of the sources, or to what goes back to one of them.
CREATE OR REPLACE FUNCTION outdate_documents_of_sources(touched bigint[])
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    family bigint[];
BEGIN
    SELECT touched || coalesce(array_agg(source_id), '{}') INTO family
    FROM partnerships_knownorigin WHERE public_origin = ANY (touched);
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_citation WHERE source_id = ANY (family)
        UNION
        SELECT id FROM partnerships_claim WHERE appears_in_id = ANY (family)
    ));
END $$;

-- All of them: of tables that are emptied at once.
CREATE OR REPLACE FUNCTION outdates_every_document() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(SELECT claim_id FROM partnerships_claimdocument));
    RETURN NULL;
END $$;

-- Takes what is outdated away, and its marks; how many documents those were, NULL while somebody
-- changes what documents hold.
CREATE OR REPLACE FUNCTION forget_documents() RETURNS bigint LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    forgotten bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(turn_of_documents()) THEN
        RETURN NULL;
    END IF;
    DELETE FROM partnerships_claimdocument
        WHERE claim_id IN (SELECT claim_id FROM partnerships_outdateddocument);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    DELETE FROM partnerships_outdateddocument;
    RETURN forgotten;
END $$;

CREATE OR REPLACE FUNCTION part_that_is_added_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(SELECT claim_id FROM new_rows));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION part_that_is_gone_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(SELECT claim_id FROM old_rows));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION part_that_is_changed_outdates_documents()
RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM new_rows UNION SELECT claim_id FROM old_rows
    ));
    RETURN NULL;
END $$;

-- What stands in other records is shown by the claims that lead to them.
CREATE OR REPLACE FUNCTION claim_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT id FROM old_rows
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION collection_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT id FROM partnerships_claim
        WHERE collection_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION party_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_claimparty
        WHERE party_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION deal_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_claimdeal
        WHERE deal_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION event_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_claimevent
        WHERE event_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sighting_that_is_added_outdates_documents()
RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_citation
        WHERE id IN (SELECT citation_id FROM new_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sighting_that_is_gone_outdates_documents()
RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_citation
        WHERE id IN (SELECT citation_id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION recheck_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT citation.claim_id FROM partnerships_citation AS citation
        JOIN partnerships_sighting AS sighting ON sighting.citation_id = citation.id
        LEFT JOIN partnerships_sighting AS since ON since.id = sighting.first_id
        WHERE sighting.recheck_id IN (SELECT id FROM old_rows)
            OR since.recheck_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION snapshot_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents(ARRAY(
        SELECT claim_id FROM partnerships_citation
        WHERE snapshot_id IN (SELECT id FROM old_rows)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION source_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents_of_sources(ARRAY(SELECT id FROM old_rows));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION known_origin_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_documents();
    PERFORM outdate_documents_of_sources(ARRAY(SELECT source_id FROM old_rows));
    RETURN NULL;
END $$;

-- A login alone changes no name, and holds nothing.
CREATE OR REPLACE FUNCTION user_outdates_documents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    renamed bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, first_name, last_name FROM old_rows
            EXCEPT SELECT id, first_name, last_name FROM new_rows
        ) AS changed
    );
BEGIN
    IF renamed <> '{}' THEN
        PERFORM hold_documents();
        PERFORM outdate_documents(ARRAY(
            SELECT claim_id FROM partnerships_verdict
            WHERE proposed_by_id = ANY (renamed) OR countersigned_by_id = ANY (renamed)
                OR lapsed_by_id = ANY (renamed)
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER claimparty_is_added_to_documents
    AFTER INSERT ON partnerships_claimparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER claimparty_is_changed_in_documents
    AFTER UPDATE ON partnerships_claimparty
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER claimparty_is_gone_from_documents
    AFTER DELETE ON partnerships_claimparty
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER claimdeal_is_added_to_documents
    AFTER INSERT ON partnerships_claimdeal
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER claimdeal_is_changed_in_documents
    AFTER UPDATE ON partnerships_claimdeal
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER claimdeal_is_gone_from_documents
    AFTER DELETE ON partnerships_claimdeal
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER claimevent_is_added_to_documents
    AFTER INSERT ON partnerships_claimevent
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER claimevent_is_changed_in_documents
    AFTER UPDATE ON partnerships_claimevent
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER claimevent_is_gone_from_documents
    AFTER DELETE ON partnerships_claimevent
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER citation_is_added_to_documents
    AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER citation_is_changed_in_documents
    AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER citation_is_gone_from_documents
    AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER search_is_added_to_documents
    AFTER INSERT ON partnerships_search
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER search_is_changed_in_documents
    AFTER UPDATE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER search_is_gone_from_documents
    AFTER DELETE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER verdict_is_added_to_documents
    AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER verdict_is_changed_in_documents
    AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER verdict_is_gone_from_documents
    AFTER DELETE ON partnerships_verdict
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER claimsupport_is_added_to_documents
    AFTER INSERT ON partnerships_claimsupport
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_added_outdates_documents();
CREATE TRIGGER claimsupport_is_changed_in_documents
    AFTER UPDATE ON partnerships_claimsupport
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_changed_outdates_documents();
CREATE TRIGGER claimsupport_is_gone_from_documents
    AFTER DELETE ON partnerships_claimsupport
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION part_that_is_gone_outdates_documents();
CREATE TRIGGER claim_is_changed_in_documents
    AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_outdates_documents();
CREATE TRIGGER collection_is_changed_in_documents
    AFTER UPDATE ON partnerships_collection
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION collection_outdates_documents();
CREATE TRIGGER party_is_changed_in_documents
    AFTER UPDATE ON partnerships_party
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION party_outdates_documents();
CREATE TRIGGER deal_is_changed_in_documents
    AFTER UPDATE ON partnerships_deal
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION deal_outdates_documents();
CREATE TRIGGER event_is_changed_in_documents
    AFTER UPDATE ON partnerships_event
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION event_outdates_documents();
CREATE TRIGGER recheck_is_changed_in_documents
    AFTER UPDATE ON partnerships_recheck
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION recheck_outdates_documents();
CREATE TRIGGER snapshot_is_changed_in_documents
    AFTER UPDATE ON partnerships_snapshot
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot_outdates_documents();
CREATE TRIGGER source_is_changed_in_documents
    AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_outdates_documents();
CREATE TRIGGER claim_is_gone_from_documents
    AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_outdates_documents();
CREATE TRIGGER knownorigin_is_changed_in_documents
    AFTER UPDATE ON partnerships_knownorigin
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION known_origin_outdates_documents();
CREATE TRIGGER sighting_is_added_to_documents
    AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_that_is_added_outdates_documents();
CREATE TRIGGER sighting_is_changed_in_documents
    AFTER UPDATE ON partnerships_sighting
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_that_is_gone_outdates_documents();
CREATE TRIGGER sighting_is_gone_from_documents
    AFTER DELETE ON partnerships_sighting
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_that_is_gone_outdates_documents();
CREATE TRIGGER user_is_changed_in_documents
    AFTER UPDATE ON auth_user
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION user_outdates_documents();
CREATE TRIGGER claim_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_claim
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER claimparty_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_claimparty
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER claimdeal_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_claimdeal
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER claimevent_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_claimevent
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER citation_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_citation
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER search_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_search
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER verdict_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_verdict
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
CREATE TRIGGER sighting_is_emptied_in_documents
    AFTER TRUNCATE ON partnerships_sighting
    FOR EACH STATEMENT EXECUTE FUNCTION outdates_every_document();
