-- Nearly all dates of a desk are a plain day, month or year, or blank. Those are read without the
-- function above, which takes ten times as long: a column and a CHECK ask it of each row that is
-- written. The patterns know each month's days but for 29 February, and know only what that
-- function would answer likewise; whatever else there is they leave to it. These bodies are taken
-- into the statement that asks only so long as each is one expression without SET.
CREATE OR REPLACE FUNCTION edtf_is_valid(edtf text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN edtf = ''
    OR edtf ~ ('^((\.\.)?/)?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?'
               '|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?$')
        AND strpos(edtf, '0000') = 0
    OR edtf ~ ('^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?'
               '|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?/(\.\.)?$')
        AND strpos(edtf, '0000') = 0
    OR (edtf_days(edtf, NULL)).possible IS NOT NULL;

CREATE OR REPLACE FUNCTION edtf_earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN edtf = '' THEN NULL
    WHEN edtf ~ ('^[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])'
                 '|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$')
        AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer, substr(edtf, 6, 2)::integer, substr(edtf, 9, 2)::integer
        )
    WHEN edtf ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$' AND NOT starts_with(edtf, '0000')
        THEN make_date(left(edtf, 4)::integer, substr(edtf || '-01', 6, 2)::integer, 1)
    ELSE (edtf_days(edtf, NULL)).earliest
END;

CREATE OR REPLACE FUNCTION edtf_latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN edtf = '' THEN NULL
    WHEN edtf ~ ('^[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])'
                 '|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$')
        AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer, substr(edtf, 6, 2)::integer, substr(edtf, 9, 2)::integer
        )
    WHEN edtf ~ '^[0-9]{4}$' AND edtf <> '0000' THEN make_date(edtf::integer, 12, 31)
    WHEN edtf ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer + right(edtf, 2)::integer / 12,
            right(edtf, 2)::integer % 12 + 1, 1
        ) - 1
    ELSE (edtf_days(edtf, NULL)).latest
END;

DROP TRIGGER claim_appears_in_an_open_source ON partnerships_claim;

CREATE OR REPLACE FUNCTION claim_appears_in_an_open_source() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Held, so that nobody makes it confidential meanwhile.
    PERFORM FROM partnerships_source
        WHERE id = NEW.appears_in_id AND confidentiality = 'open' FOR SHARE;
    IF NOT FOUND THEN
        PERFORM law_broken('claim_appears_in_an_open_source',
            'A work that a claim appears in is named to readers: choose one that is open.');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER claim_appears_in_an_open_source
    BEFORE INSERT OR UPDATE OF appears_in_id ON partnerships_claim
    FOR EACH ROW WHEN (NEW.appears_in_id IS NOT NULL)
    EXECUTE FUNCTION claim_appears_in_an_open_source();

DROP TRIGGER citation_quote_is_at_its_place ON partnerships_citation;

CREATE OR REPLACE FUNCTION citation_quote_is_at_its_place() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept record;
    stood text;
BEGIN
    SELECT source_id, text INTO kept FROM partnerships_snapshot WHERE id = NEW.snapshot_id;
    IF kept.source_id IS DISTINCT FROM NEW.source_id THEN
        RAISE EXCEPTION 'The copy is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_copy_is_of_its_source';
    END IF;
    IF NEW.quote = '' THEN
        RETURN NEW;
    END IF;
    IF NEW.position IS NULL THEN
        NEW.position := nullif(strpos(kept.text, NEW.quote), 0) - 1;
        NEW.extent := length(NEW.quote);
    END IF;
    NEW.extent := coalesce(NEW.extent, length(NEW.quote));
    stood := substr(
        kept.text, least(NEW.position, length(kept.text)) + 1, least(NEW.extent, length(kept.text))
    );
    IF NEW.position IS NULL OR NOT quotation_stands(NEW.quote, stood)
        OR (substr(kept.text, NEW.position, 1) ~ '[0-9A-Za-z]' AND stood ~ '^[0-9A-Za-z]')
        OR (substr(kept.text, NEW.position + NEW.extent + 1, 1) ~ '[0-9A-Za-z]'
            AND stood ~ '[0-9A-Za-z]$')
        OR takes_back(substr(kept.text, greatest(NEW.position - 79, 1), least(NEW.position, 80)))
    THEN
        RAISE EXCEPTION 'The quotation does not stand at that place in our copy of the source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_quote_is_at_its_place';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER citation_quote_is_at_its_place
    BEFORE INSERT OR UPDATE OF quote, position, extent, snapshot_id, source_id
    ON partnerships_citation
    FOR EACH ROW WHEN (NEW.snapshot_id IS NOT NULL)
    EXECUTE FUNCTION citation_quote_is_at_its_place();

DROP TRIGGER source_tells_its_descendants ON partnerships_source;

-- A source that is new may have descendants already: what is copied in comes in any order.
CREATE OR REPLACE FUNCTION source_tells_its_descendants() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY(SELECT id FROM new_rows);
    ELSE
        touched := ARRAY(SELECT id FROM (
            SELECT id, origin_id FROM new_rows EXCEPT SELECT id, origin_id FROM old_rows
        ) AS changed);
    END IF;
    IF touched <> '{}' THEN
        UPDATE partnerships_source AS descendant SET origin_id = source.origin_id
            FROM partnerships_source AS source
            WHERE descendant.derives_from_id = ANY (touched)
                AND source.id = descendant.derives_from_id
                AND descendant.origin_id IS DISTINCT FROM source.origin_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_tells_its_descendants AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_tells_its_descendants();
CREATE TRIGGER source_tells_its_descendants_anew AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_tells_its_descendants();

DROP TRIGGER entry_is_sealed ON partnerships_entry;
DROP TRIGGER entry_is_kept_as_it_is ON partnerships_entry;

-- The journal: entries in one order, each sealed with the one before it.

-- An entry is written at once and sealed when its transaction ends: who is long at work keeps nobody
-- else's act waiting. Until then it has a number of its own session's, above all that are given, and
-- follows itself: nobody but its own transaction ever sees it so.
CREATE OR REPLACE FUNCTION entry_waits_to_be_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ours CONSTANT bigint := 4611686018427387904 + (pg_backend_pid()::bigint << 32);
BEGIN
    NEW.id := 1 + coalesce(
        (SELECT max(id) FROM partnerships_entry WHERE id > ours AND id < ours + (1::bigint << 32)),
        ours
    );
    NEW.previous := NEW.uid::text;
    NEW.hash := '';
    NEW.recorded_at := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_waits_to_be_sealed BEFORE INSERT ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION entry_waits_to_be_sealed();

-- What waits for the end is asked in the order in which it began to wait, and what begins to wait
-- only then comes after all of that. So the turn below is not taken before every other law was
-- asked, and nobody who has it waits for anybody.
CREATE OR REPLACE FUNCTION entry_comes_last() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE partnerships_entry SET recorded_at = clock_timestamp() WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_comes_last AFTER INSERT ON partnerships_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_comes_last();

-- Entries take turns until they are committed, and are numbered in their turn: a number drawn from
-- a sequence could stand before the entry that it follows. When an entry is recorded is told by
-- the database's clock, in that turn, and by nobody else; what the act says of its own moment
-- stands beside it. With the rights of the tables' owner: the application only adds entries.
CREATE OR REPLACE FUNCTION entry_is_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sealed partnerships_entry;
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_entry'));
    SELECT id, hash INTO last FROM partnerships_entry
        WHERE id < 4611686018427387904 ORDER BY id DESC LIMIT 1;
    sealed := NEW;
    sealed.id := coalesce(last.id, 0) + 1;
    sealed.previous := coalesce(last.hash, '');
    sealed.recorded_at := clock_timestamp();
    sealed.hash := encode(sha256(convert_to(jsonb_build_array(
        sealed.previous, sealed.uid, sealed.act, sealed.noun, sealed.key, sealed.claim_id,
        sealed.by_id, extract(epoch FROM sealed.at), sealed.why, sealed.door, sealed.context,
        extract(epoch FROM sealed.recorded_at)
    )::text, 'UTF8')), 'hex');
    UPDATE partnerships_entry
        SET id = sealed.id, previous = sealed.previous, recorded_at = sealed.recorded_at,
            hash = sealed.hash
        WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_is_sealed AFTER UPDATE ON partnerships_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.hash = '')
    EXECUTE FUNCTION entry_is_sealed();

CREATE TRIGGER entry_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_entry
    FOR EACH ROW WHEN (OLD.hash <> '') EXECUTE FUNCTION refuse_change();
