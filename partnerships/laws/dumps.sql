-- Dumps: that one was published, and of what hash, is not told otherwise later.

CREATE TRIGGER dump_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_dump
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
