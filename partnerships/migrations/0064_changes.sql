-- The tables are of this migration; the laws follow, as they stand in laws/changes.sql.

CREATE TABLE partnerships_change (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    noun text NOT NULL,
    id text NOT NULL,
    what text NOT NULL
);
-- What readers were last told of each row: its mark is the hash of that.
CREATE TABLE partnerships_told (
    noun text NOT NULL,
    record bigint NOT NULL,
    id text NOT NULL,
    mark bytea NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (noun, record)
);
CREATE TABLE partnerships_untold (
    noun text NOT NULL,
    record bigint NOT NULL,
    is_found boolean NOT NULL
);
-- What is there already is new to whoever begins.
INSERT INTO partnerships_untold
    SELECT CASE kind WHEN 'person' THEN 'people' ELSE 'companies' END, id, true
    FROM partnerships_party;
INSERT INTO partnerships_untold SELECT 'partnerships', id, true FROM partnerships_partnership;
INSERT INTO partnerships_untold SELECT 'deals', id, true FROM partnerships_deal;
INSERT INTO partnerships_untold SELECT 'terms', id, true FROM partnerships_term;
INSERT INTO partnerships_untold SELECT 'valuations', id, true FROM partnerships_valuation;
INSERT INTO partnerships_untold SELECT 'events', id, true FROM partnerships_event;
INSERT INTO partnerships_untold SELECT 'roles', id, true FROM partnerships_role;
INSERT INTO partnerships_untold SELECT 'stakes', id, true FROM partnerships_stake;
INSERT INTO partnerships_untold SELECT 'sources', id, true FROM partnerships_source;
INSERT INTO partnerships_untold SELECT 'citations', id, true FROM partnerships_citation;
INSERT INTO partnerships_untold SELECT 'claims', id, true FROM partnerships_claim;
INSERT INTO partnerships_untold SELECT 'searches', id, true FROM partnerships_search;
INSERT INTO partnerships_untold SELECT 'stories', id, true FROM partnerships_story;

-- What readers may hear of is noted in the transaction that changes it, and told by whoever asks what
-- changed: docs/decisions/changes.md.
--
-- Nobody waits: a note has no number yet. Who asks takes the notes of what is committed, in a turn of
-- his own, and numbers what became of it for readers.

CREATE OR REPLACE FUNCTION change_waits_to_be_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO partnerships_untold (noun, record, is_found)
        SELECT DISTINCT TG_ARGV[0], pgh_obj_id, false FROM new_rows;
    RETURN NULL;
END $$;

-- An edition has no history: it never changes.
CREATE OR REPLACE FUNCTION edition_waits_to_be_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO partnerships_untold (noun, record, is_found)
        SELECT DISTINCT 'story', story_id, false FROM new_rows;
    RETURN NULL;
END $$;

CREATE TRIGGER change_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edition_waits_to_be_told AFTER INSERT ON partnerships_edition
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION edition_waits_to_be_told();
CREATE TRIGGER party_change_waits_to_be_told AFTER INSERT ON partnerships_partyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('party');
CREATE TRIGGER partyname_change_waits_to_be_told AFTER INSERT ON partnerships_partynamehistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('partyname');
CREATE TRIGGER identifier_change_waits_to_be_told AFTER INSERT ON partnerships_identifierhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('identifier');
CREATE TRIGGER partnership_change_waits_to_be_told AFTER INSERT ON partnerships_partnershiphistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('partnership');
CREATE TRIGGER partnershipparty_change_waits_to_be_told AFTER INSERT ON partnerships_partnershippartyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('partnershipparty');
CREATE TRIGGER deal_change_waits_to_be_told AFTER INSERT ON partnerships_dealhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('deal');
CREATE TRIGGER dealstep_change_waits_to_be_told AFTER INSERT ON partnerships_dealstephistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('dealstep');
CREATE TRIGGER dealparty_change_waits_to_be_told AFTER INSERT ON partnerships_dealpartyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('dealparty');
CREATE TRIGGER amount_change_waits_to_be_told AFTER INSERT ON partnerships_amounthistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('amount');
CREATE TRIGGER term_change_waits_to_be_told AFTER INSERT ON partnerships_termhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('term');
CREATE TRIGGER valuation_change_waits_to_be_told AFTER INSERT ON partnerships_valuationhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('valuation');
CREATE TRIGGER event_change_waits_to_be_told AFTER INSERT ON partnerships_eventhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('event');
CREATE TRIGGER eventparty_change_waits_to_be_told AFTER INSERT ON partnerships_eventpartyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('eventparty');
CREATE TRIGGER role_change_waits_to_be_told AFTER INSERT ON partnerships_rolehistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('role');
CREATE TRIGGER stake_change_waits_to_be_told AFTER INSERT ON partnerships_stakehistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('stake');
CREATE TRIGGER factsource_change_waits_to_be_told AFTER INSERT ON partnerships_factsourcehistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('factsource');
CREATE TRIGGER source_change_waits_to_be_told AFTER INSERT ON partnerships_sourcehistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('source');
CREATE TRIGGER snapshot_change_waits_to_be_told AFTER INSERT ON partnerships_snapshothistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('snapshot');
CREATE TRIGGER citation_change_waits_to_be_told AFTER INSERT ON partnerships_citationhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('citation');
CREATE TRIGGER claim_change_waits_to_be_told AFTER INSERT ON partnerships_claimhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('claim');
CREATE TRIGGER claimparty_change_waits_to_be_told AFTER INSERT ON partnerships_claimpartyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('claimparty');
CREATE TRIGGER claimdeal_change_waits_to_be_told AFTER INSERT ON partnerships_claimdealhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('claimdeal');
CREATE TRIGGER claimevent_change_waits_to_be_told AFTER INSERT ON partnerships_claimeventhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('claimevent');
CREATE TRIGGER search_change_waits_to_be_told AFTER INSERT ON partnerships_searchhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('search');
CREATE TRIGGER verdict_change_waits_to_be_told AFTER INSERT ON partnerships_verdicthistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('verdict');
CREATE TRIGGER recheck_change_waits_to_be_told AFTER INSERT ON partnerships_recheckhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('recheck');
CREATE TRIGGER sighting_change_waits_to_be_told AFTER INSERT ON partnerships_sightinghistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('sighting');
CREATE TRIGGER story_change_waits_to_be_told AFTER INSERT ON partnerships_storyhistory
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_waits_to_be_told('story');
