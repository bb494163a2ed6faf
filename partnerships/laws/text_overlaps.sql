CREATE TRIGGER text_sketch_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_textsketch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER text_overlap_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_textoverlap
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
