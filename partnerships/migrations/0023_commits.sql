-- Frozen text of laws/commits.sql, with the tables that it stands on.
CREATE TABLE partnerships_commit (xid xid8 PRIMARY KEY);
CREATE TABLE partnerships_forgotten (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seen pg_snapshot NOT NULL
);
INSERT INTO partnerships_forgotten (seen) VALUES (pg_current_snapshot());

-- Whether anything changed that the API shows, asked before any of it is read: docs/decisions/etags.md.
--
-- Each transaction that writes to a watched table leaves its number once. Numbers of transactions
-- are no lock and wait for nobody: two never leave the same. Whoever kept a snapshot together with
-- an answer asks whether there is a number now that the snapshot did not see.

CREATE OR REPLACE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO partnerships_commit (xid) VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- The snapshot of now, and whether all that it sees was seen by the one of then. What is forgotten
-- cannot be told any more: a snapshot that has not seen all that was forgotten is vouched for no
-- more.
CREATE OR REPLACE FUNCTION unchanged_since(seen pg_snapshot, OUT now text, OUT unchanged boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_current_snapshot()::text,
        unchanged_since.seen IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM partnerships_commit
            WHERE xid >= pg_snapshot_xmin(unchanged_since.seen)
                AND NOT pg_visible_in_snapshot(xid, unchanged_since.seen)
        )
        AND NOT EXISTS (
            SELECT FROM partnerships_forgotten AS gone
            WHERE pg_snapshot_xmax(unchanged_since.seen) < pg_snapshot_xmax(gone.seen)
                OR EXISTS (
                    SELECT FROM pg_snapshot_xip(unchanged_since.seen) AS open (xid)
                    WHERE pg_visible_in_snapshot(open.xid, gone.seen)
                )
        )
$$;

-- Take away the numbers that every snapshot from now on sees, and those of another server, from
-- which the database was brought here: no transaction has them yet. How many those were.
CREATE OR REPLACE FUNCTION forget_commits() RETURNS bigint LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ended pg_snapshot := pg_current_snapshot();
    forgotten bigint;
BEGIN
    UPDATE partnerships_forgotten SET seen = ended;
    DELETE FROM partnerships_commit
        WHERE pg_visible_in_snapshot(xid, ended) OR xid >= pg_snapshot_xmax(pg_current_snapshot());
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;

CREATE TRIGGER collection_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_collection
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER party_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_party
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER partyname_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_partyname
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER identifier_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_identifier
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER partnership_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_partnership
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER partnershipparty_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_partnershipparty
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER deal_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_deal
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER dealstep_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_dealstep
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER dealparty_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_dealparty
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER amount_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_amount
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER term_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_term
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER valuation_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_valuation
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER event_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_event
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER eventparty_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_eventparty
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER role_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_role
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER stake_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_stake
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER source_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_source
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER snapshot_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER recheck_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_recheck
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER claim_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_claim
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER claimparty_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_claimparty
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER claimdeal_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_claimdeal
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER claimevent_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_claimevent
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER citation_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_citation
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER search_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_search
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER sighting_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_sighting
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER verdict_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_verdict
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER assessment_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER rulebook_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_rulebook
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER factsource_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partnerships_factsource
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();

-- Who signed is named, and who may see what follows from rights. A login alone changes neither.
CREATE TRIGGER user_commit_is_noted
    AFTER INSERT OR DELETE OR TRUNCATE OR
        UPDATE OF first_name, last_name, username, is_active, is_superuser ON auth_user
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER group_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth_group
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER group_permissions_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth_group_permissions
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER user_groups_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth_user_groups
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
CREATE TRIGGER user_user_permissions_commit_is_noted
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth_user_user_permissions
    FOR EACH STATEMENT EXECUTE FUNCTION note_commit();
