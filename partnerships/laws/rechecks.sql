-- What is looked at again is kept as it was found, and what has drifted lets verdicts lapse.
--
-- A verdict covers, of each citation whose source was found altered or without the quotation, when
-- that was found last (drift): the sighting since which it has been so. Until then a citation has
-- no such mark. A page that says it again takes no mark away, so that it makes nothing lapse
-- either; the next alteration after that is a new one.

CREATE OR REPLACE FUNCTION recheck_copy_is_of_its_source() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_snapshot WHERE id = NEW.snapshot_id AND source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'The copy that came is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'recheck_copy_is_of_its_source';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recheck_copy_is_of_its_source BEFORE INSERT ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION recheck_copy_is_of_its_source();

-- A sighting holds the claim first, as all do that may let its verdict lapse. Two looks at once
-- take turns there, so that the second finds what the first found.
CREATE OR REPLACE FUNCTION sighting_is_what_was_found() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    look record;
    cited record;
    came text;
    before record;
BEGIN
    SELECT source_id, snapshot_id INTO look FROM partnerships_recheck WHERE id = NEW.recheck_id;
    PERFORM hold_claims(ARRAY(
        SELECT claim_id FROM partnerships_citation WHERE id = NEW.citation_id
    ));
    SELECT source_id, snapshot_id, quote, position INTO cited
        FROM partnerships_citation WHERE id = NEW.citation_id;
    IF (cited.source_id, cited.snapshot_id, cited.quote)
       IS DISTINCT FROM (look.source_id, NEW.copy_id, NEW.quote) OR cited.position IS NULL THEN
        RAISE EXCEPTION 'What is looked for is what the citation quotes from a copy of this source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_of_what_is_quoted';
    END IF;
    IF (NEW.outcome = 'unreachable') <> (look.snapshot_id IS NULL) THEN
        RAISE EXCEPTION 'A quotation is out of reach when no copy came, and only then.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_unreachable_without_a_copy';
    END IF;
    IF NEW.outcome IN ('unchanged', 'moved', 'altered')
       AND NEW.position IS NOT NULL AND NEW.extent IS NOT NULL THEN
        SELECT text INTO came FROM partnerships_snapshot WHERE id = look.snapshot_id;
        IF NOT quotation_stands(
            CASE WHEN NEW.outcome = 'altered' THEN NEW.words ELSE NEW.quote END,
            substr(
                came, least(NEW.position, length(came)) + 1, least(NEW.extent, length(came))
            )
        ) THEN
            RAISE EXCEPTION 'That does not stand at that place in the copy that came.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'sighting_is_at_its_place';
        END IF;
    END IF;
    NEW.first_id := NULL;
    IF NEW.outcome <> 'unreachable' THEN
        SELECT outcome, words, first_id INTO before FROM partnerships_sighting
            WHERE citation_id = NEW.citation_id AND outcome <> 'unreachable'
                AND copy_id = NEW.copy_id AND quote = NEW.quote
            ORDER BY id DESC LIMIT 1;
        NEW.first_id := CASE
            WHEN (before.outcome, before.words) = (NEW.outcome, NEW.words) THEN before.first_id
            ELSE NEW.id
        END;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sighting_is_what_was_found BEFORE INSERT ON partnerships_sighting
    FOR EACH ROW EXECUTE FUNCTION sighting_is_what_was_found();

CREATE OR REPLACE FUNCTION sighting_was_made() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT claim_id FROM partnerships_citation
        WHERE id IN (SELECT citation_id FROM new_rows WHERE outcome IN ('altered', 'gone'))
    );
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER sighting_was_made AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_was_made();

CREATE TRIGGER recheck_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sighting_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_sighting
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION keep_recheck_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_recheckhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_recheckhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_insert_is_kept AFTER INSERT ON partnerships_recheck
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_update_is_kept AFTER UPDATE ON partnerships_recheck
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_delete_is_kept AFTER DELETE ON partnerships_recheck
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_recheckhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION keep_sighting_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_sightinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_sightinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sighting_insert_is_kept AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_update_is_kept AFTER UPDATE ON partnerships_sighting
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_delete_is_kept AFTER DELETE ON partnerships_sighting
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_sightinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
