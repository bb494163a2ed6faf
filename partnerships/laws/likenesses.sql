CREATE TRIGGER imprint_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_imprint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER likeness_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_likeness
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
