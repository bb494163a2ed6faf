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
